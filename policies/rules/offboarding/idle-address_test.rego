package leasehold.rules.offboarding.idle_address_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.offboarding.idle_address

test_an_address_that_nothing_uses_violates if {
	found := idle_address.finding with input as facts.given({"address": [facts.address({"usedBy": []})]})
	facts.states(found) == {"violation"}
}

test_a_used_address_passes if {
	found := idle_address.finding with input as facts.given({"address": [facts.address({})]})
	count(found) == 0
}

test_an_association_out_of_view_is_undetermined if {
	found := idle_address.finding with input as facts.given({"address": [facts.address(object.union({"usedBy": []}, facts.unknown("usedBy")))]})
	facts.states(found) == {"undetermined"}
}

test_an_address_that_may_be_leased_is_undetermined if {
	found := idle_address.finding with input as facts.given({"address": [facts.address(object.union({"usedBy": [], "leased": null}, facts.unknown("leased")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_purpose_is_undetermined if {
	found := idle_address.finding with input as facts.given({"address": [facts.address(object.union({"usedBy": [], "purpose": null}, facts.unknown("purpose")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := idle_address.finding with input as facts.given({"opaque": [facts.opaque("pool")]})
	facts.states(found) == {"undetermined"}
}

test_an_address_outside_every_segment_violates if {
	found := idle_address.finding with input as facts.given({"address": [facts.address({"usedBy": [], "segments": [], "claims": [], "purpose": null})]})
	facts.states(found) == {"violation"}
}

test_a_standby_address_passes if {
	found := idle_address.finding with input as facts.given({"address": [facts.address({"usedBy": [], "purpose": "standby"})]})
	count(found) == 0
}

test_an_address_of_the_clouds_passes if {
	found := idle_address.finding with input as facts.given({"address": [facts.address({"usedBy": [], "leased": false})]})
	count(found) == 0
}

test_a_subnets_prefix_passes if {
	found := idle_address.finding with input as facts.given({"address": [facts.address({"usedBy": [], "allocated": false})]})
	count(found) == 0
}
