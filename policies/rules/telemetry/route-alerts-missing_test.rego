package leasehold.rules.telemetry.route_alerts_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.route_alerts_missing

test_an_announced_lease_without_monitors_violates if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"declaration": {"routing": {"monitors": []}}})]})
	facts.states(found) == {"violation"}
}

test_a_lease_that_names_a_monitor_passes if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_unknown_routing_is_undetermined if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.routing"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := route_alerts_missing.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_blank_monitor_violates if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"declaration": {"routing": {"monitors": [" "]}}})]})
	facts.states(found) == {"violation"}
}

test_an_advertisement_counts_where_the_lease_says_nothing if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "routing")]})
	facts.states(found) == {"violation"}
}

test_an_advertisement_not_known_yet_is_undetermined if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.without(facts.lease(object.union({"announced": false, "announcers": []}, facts.unknown("announcers"))), "routing")]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_that_nobody_announces_passes if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"announced": false, "announcers": [], "declaration": {"routing": {"announcedBy": "none", "monitors": []}}})]})
	count(found) == 0
}

test_a_released_lease_passes if {
	found := route_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"declaration": {"status": "released", "routing": {"monitors": []}}})]})
	count(found) == 0
}
