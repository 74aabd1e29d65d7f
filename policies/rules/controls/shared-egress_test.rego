package leasehold.rules.controls.shared_egress_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.shared_egress

test_two_segments_behind_one_leased_address_violate if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address({"egressSegments": [facts.leaves("edge/web", "web-nat"), facts.leaves("edge/email", "web-nat")]})]})
	facts.states(found) == {"violation"}
}

test_one_segment_behind_an_address_passes if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address({})]})
	count(found) == 0
}

test_routes_out_of_view_are_undetermined if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address(facts.unknown("egressSegments"))]})
	facts.states(found) == {"undetermined"}
}

test_an_address_that_may_be_leased_is_undetermined if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address(object.union({"leased": null, "egressSegments": [facts.leaves("edge/web", "web-nat"), facts.leaves("edge/email", "web-nat")]}, facts.unknown("leased")))]})
	facts.states(found) == {"undetermined"}
}

test_a_remote_component_is_undetermined if {
	found := shared_egress.finding with input as facts.given({"opaque": [facts.opaque("remote")]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_component_without_inputs_is_undetermined if {
	found := shared_egress.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_a_NAT_component_without_inputs_is_undetermined if {
	found := shared_egress.finding with input as facts.given({"opaque": [facts.opaque("nat")]})
	facts.states(found) == {"undetermined"}
}

test_a_pool_component_without_inputs_is_undetermined if {
	found := shared_egress.finding with input as facts.given({"opaque": [facts.opaque("pool")]})
	facts.states(found) == {"undetermined"}
}

test_what_is_certain_is_said_although_more_is_out_of_view if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address(object.union({"egressSegments": [facts.leaves("edge/web", "web-nat"), facts.leaves("edge/email", "web-nat")]}, facts.unknown("egressSegments")))]})
	facts.states(found) == {"violation"}
}

test_two_ways_out_do_not_hide_that_one_is_shared if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address({"egressSegments": [facts.leaves("edge/web", "web-nat-a"), facts.leaves("edge/email", "detour")]})]})
	facts.states(found) == {"violation"}
}

test_several_NATs_and_zones_of_one_segment_pass if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address({"egressSegments": [facts.leaves("edge/web", "web-nat-a"), facts.leaves("edge/web", "web-nat-b")]})]})
	count(found) == 0
}

test_an_address_of_the_cloud_passes if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address({"leased": false, "egressSegments": [facts.leaves("edge/web", "web-nat"), facts.leaves("edge/email", "web-nat")]})]})
	count(found) == 0
}

test_an_address_of_the_cloud_passes_whatever_its_routes if {
	found := shared_egress.finding with input as facts.given({"address": [facts.address(object.union({"leased": false}, facts.unknown("egressSegments")))]})
	count(found) == 0
}
