package leasehold.rules.controls.open_egress_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.open_egress

test_a_rule_that_lets_out_to_everything_violates if {
	found := open_egress.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"protocol": "all", "egress": [{"family": 4, "widePorts": 65536, "protocol": "tcp", "share": 1}]})]})
	facts.states(found) == {"violation"}
}

test_a_union_of_rules_that_lets_out_to_everything_violates if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": [{"family": 4, "widePorts": 65536, "protocol": "tcp", "share": 1}]})]})
	facts.states(found) == {"violation"}
}

test_half_of_the_address_space_violates if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": [{"family": 4, "widePorts": 60000, "protocol": "udp", "share": 0.5}]})]})
	facts.states(found) == {"violation"}
}

test_few_ports_to_anywhere_pass if {
	found := open_egress.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"egress": [{"family": 4, "widePorts": 1, "protocol": "tcp", "share": 1}]})]})
	count(found) == 0
}

test_fewer_than_the_set_ports_pass if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": [{"family": 4, "widePorts": 59999, "protocol": "tcp", "share": 1}]})]})
	count(found) == 0
}

test_a_rule_whose_unknown_part_could_make_it_wide_is_undetermined if {
	found := open_egress.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(facts.unknown("egress"))]})
	facts.states(found) == {"undetermined"}
}

test_a_rule_that_stays_narrow_whatever_its_ports_passes if {
	found := open_egress.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(object.union({"fromPort": null, "toPort": null}, facts.unknown("ports")))]})
	count(found) == 0
}

test_a_union_that_is_not_known_is_undetermined if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment(facts.unknown("egress"))]})
	facts.states(found) == {"undetermined"}
}

test_a_firewall_component_without_inputs_is_undetermined if {
	found := open_egress.finding with input as facts.given({"opaque": [facts.opaque("firewall")]})
	facts.states(found) == {"undetermined"}
}

test_split_halves_of_the_address_space_violate if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": [{"family": 4, "widePorts": 65536, "protocol": "tcp", "share": 1}, {"family": 6, "widePorts": 0, "protocol": "tcp", "share": 0}]})]})
	facts.states(found) == {"violation"}
}

test_everything_in_IPv6_violates_as_in_IPv4 if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": [{"family": 6, "widePorts": 65536, "protocol": "tcp", "share": 1}]})]})
	facts.states(found) == {"violation"}
}

test_what_one_rule_does_is_said_of_that_rule_alone if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": [object.union({"family": 4, "widePorts": 65536, "protocol": "tcp", "share": 1}, {"byOneRule": true})]})]})
	count(found) == 0
}

test_an_unknown_destination_of_one_port_passes if {
	found := open_egress.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(facts.unknown("destinations"))]})
	count(found) == 0
}

test_web_ports_to_anywhere_pass if {
	found := open_egress.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 80, "toPort": 443, "egress": [{"family": 4, "widePorts": 364, "protocol": "tcp", "share": 1}]})]})
	count(found) == 0
}

test_no_egress_rule_at_all_passes if {
	found := open_egress.finding with input as facts.given({"segment": [facts.segment({"egress": []})]})
	count(found) == 0
}
