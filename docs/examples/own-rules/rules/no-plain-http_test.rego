package leasehold.rules.own.no_plain_http_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.own.no_plain_http

http := {"fromPort": 80, "toPort": 80}

states(changes) := facts.states(found) if {
	found := no_plain_http.finding with input as facts.given({"firewall_rule": [facts.firewall_rule(changes)]})
}

test_port_80_to_anywhere_violates if states(http) == {"violation"}

test_a_range_around_it_violates if states({"fromPort": 1, "toPort": 1024}) == {"violation"}

test_all_protocols_violate if states({"protocol": "all", "fromPort": null, "toPort": null}) == {"violation"}

test_HTTPS_passes if states({}) == set()

test_UDP_passes if states(object.union(http, {"protocol": "udp"})) == set()

test_private_destinations_pass if states(object.union(http, {"beyondPrivate": false})) == set()

test_an_allowlist_passes if states(object.union(http, {"allowlist": "partners"})) == set()

test_an_unknown_port_is_undetermined if {
	states(object.union({"fromPort": null, "toPort": null}, facts.unknown("ports"))) == {"undetermined"}
}

test_an_unknown_destination_is_undetermined if {
	states(object.union(http, facts.unknown("destinations"))) == {"undetermined"}
}

test_an_unknown_port_inside_private_space_passes if {
	states(object.union({"beyondPrivate": false}, facts.unknown("ports"))) == set()
}

test_a_firewall_without_inputs_is_undetermined if {
	found := no_plain_http.finding with input as facts.given({"opaque": [facts.opaque("firewall")]})
	facts.states(found) == {"undetermined"}
}
