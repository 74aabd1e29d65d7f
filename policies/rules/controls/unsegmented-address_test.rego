package leasehold.rules.controls.unsegmented_address_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.unsegmented_address

test_a_leased_address_of_no_segment_violates if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address({"segments": [], "claims": [], "segment": null})]})
	facts.states(found) == {"violation"}
}

test_an_address_of_a_segment_passes if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address({})]})
	count(found) == 0
}

test_an_address_that_may_be_leased_is_undetermined if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address(object.union({"leased": null, "segments": [], "claims": [], "segment": null}, facts.unknown("leased")))]})
	facts.states(found) == {"undetermined"}
}

test_an_address_that_may_be_claimed_is_undetermined if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address(object.union({"segments": [], "claims": [], "segment": null}, facts.unknown("claims")))]})
	facts.states(found) == {"undetermined"}
}

test_a_remote_component_is_undetermined if {
	found := unsegmented_address.finding with input as facts.given({"opaque": [facts.opaque("remote")]})
	facts.states(found) == {"undetermined"}
}

test_a_NAT_component_without_inputs_is_undetermined if {
	found := unsegmented_address.finding with input as facts.given({"opaque": [facts.opaque("nat")]})
	facts.states(found) == {"undetermined"}
}

test_a_pool_component_without_inputs_is_undetermined if {
	found := unsegmented_address.finding with input as facts.given({"opaque": [facts.opaque("pool")]})
	facts.states(found) == {"undetermined"}
}

test_being_used_by_nothing_is_no_excuse if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address({"usedBy": [], "segments": [], "claims": [], "segment": null})]})
	facts.states(found) == {"violation"}
}

test_an_address_of_the_cloud_passes if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address({"leased": false, "segments": [], "claims": [], "segment": null})]})
	count(found) == 0
}

test_an_address_of_a_released_lease_is_left_to_orphaned_reference if {
	found := unsegmented_address.finding with input as facts.given({"address": [facts.address({"segments": [], "claims": [], "leaseStatus": "released"})]})
	count(found) == 0
}
