package leasehold.rules.controls.risky_port_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.risky_port

test_remote_desktop_to_the_Internet_violates if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 3389, "toPort": 3389})]})
	facts.states(found) == {"violation"}
}

test_mail_from_a_web_segment_violates if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 25, "toPort": 25})]})
	facts.states(found) == {"violation"}
}

test_mail_from_an_email_segment_passes if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 25, "toPort": 25, "purpose": "email"})]})
	count(found) == 0
}

test_HTTPS_passes if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({})]})
	count(found) == 0
}

test_unknown_ports_are_undetermined if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(object.union({"fromPort": null, "toPort": null}, facts.unknown("ports")))]})
	facts.states(found) == {"undetermined"}
}

test_unknown_destinations_of_a_risky_port_are_undetermined if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(object.union({"fromPort": 3389, "toPort": 3389, "beyondPrivate": false, "destinations": []}, facts.unknown("destinations")))]})
	facts.states(found) == {"undetermined"}
}

test_mail_of_an_unknown_purpose_is_undetermined if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(object.union({"fromPort": 25, "toPort": 25, "purpose": null}, facts.unknown("purpose")))]})
	facts.states(found) == {"undetermined"}
}

test_a_firewall_component_without_inputs_is_undetermined if {
	found := risky_port.finding with input as facts.given({"opaque": [facts.opaque("firewall")]})
	facts.states(found) == {"undetermined"}
}

test_a_range_around_a_risky_port_violates if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 20, "toPort": 30})]})
	{one.args.ports | some one in found} == {["23", "25"]}
}

test_a_range_inside_a_risky_range_violates if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 137, "toPort": 138})]})
	{one.args.ports | some one in found} == {["135-139"]}
}

test_all_protocols_violate if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"protocol": "all", "fromPort": null, "toPort": null})]})
	facts.states(found) == {"violation"}
}

test_the_number_of_a_protocol_does_not_hide_it if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"protocol": "6", "fromPort": 23, "toPort": 23})]})
	facts.states(found) == {"violation"}
}

test_an_email_segment_may_not_use_remote_desktop if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 0, "toPort": 65535, "purpose": "email"})]})
	{one.args.ports | some one in found} == {["23", "135-139", "3389"]}
}

test_a_port_that_no_purpose_allows_violates_whatever_the_purpose if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(object.union({"fromPort": 23, "toPort": 23, "purpose": null}, facts.unknown("purpose")))]})
	facts.states(found) == {"violation"}
}

test_private_destinations_pass if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 3389, "toPort": 3389, "beyondPrivate": false, "destinations": ["10.0.0.0/8"]})]})
	count(found) == 0
}

test_a_protocol_without_ports_passes if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"protocol": "icmp", "fromPort": null, "toPort": null})]})
	count(found) == 0
}

test_destinations_in_a_named_allowlist_pass if {
	found := risky_port.finding with input as facts.given({"firewall_rule": [facts.firewall_rule({"fromPort": 3389, "toPort": 3389, "allowlist": "partners"})]})
	count(found) == 0
}
