package leasehold.rules.offboarding.orphaned_reference_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.offboarding.orphaned_reference

test_a_reference_to_released_space_violates if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({})]})
	facts.states(found) == {"violation"}
}

test_an_address_held_in_released_space_violates if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"relation": "holds"})]})
	facts.states(found) == {"violation"}
}

test_a_reference_to_a_lease_past_its_term_violates if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"leaseStatus": "active", "activeLease": null})]})
	facts.states(found) == {"violation"}
}

test_the_name_of_a_lease_that_nothing_declares_violates if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"relation": "names-lease", "text": "edgee", "leaseStatus": null, "leaseEnded": false, "declared": false})]})
	facts.states(found) == {"violation"}
}

test_the_name_of_a_segment_that_nothing_declares_violates if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"relation": "names-segment", "text": "wbe", "leaseStatus": "active", "leaseEnded": false, "declared": false})]})
	facts.states(found) == {"violation"}
}

test_a_reference_to_an_active_lease_passes if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"leaseStatus": "active", "leaseEnded": false, "activeLease": "old"})]})
	count(found) == 0
}

test_segments_of_another_stack_not_in_view_are_undetermined if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference(object.union({"relation": "names-segment", "text": "web", "leaseStatus": "active", "leaseEnded": false, "declared": null}, facts.unknown("declared")))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_that_may_be_active_now_is_undetermined if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference(facts.unknown("activeLease"))]})
	facts.states(found) == {"undetermined"}
}

test_a_name_that_a_later_resource_may_declare_is_undetermined if {
	found := orphaned_reference.finding with input as facts.given({"complete": false, "reference": [facts.reference({"relation": "names-segment", "declared": false, "leaseStatus": "active", "leaseEnded": false})]})
	facts.states(found) == {"undetermined"}
}

test_a_containing_block_of_four_bits_less_is_still_a_reference if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"text": "198.51.96.0/20", "bitsShorter": 4})]})
	facts.states(found) == {"violation"}
}

test_a_status_that_was_not_changed_does_not_keep_references_to_a_past_term_alive if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"leaseStatus": "active", "activeLease": "old"})]})
	facts.states(found) == {"violation"}
}

test_what_is_held_past_its_term_is_another_rule if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"relation": "holds", "leaseStatus": "active"})]})
	count(found) == 0
}

test_space_that_an_active_lease_holds_now_passes if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"activeLease": "new"})]})
	count(found) == 0
}

test_a_containing_block_of_five_bits_less_passes if {
	found := orphaned_reference.finding with input as facts.given({"reference": [facts.reference({"text": "198.51.96.0/19", "bitsShorter": 5})]})
	count(found) == 0
}

test_a_default_route_passes if {
	found := orphaned_reference.finding with input as facts.given({"settings": object.union(facts.settings, {"referenceMaxBitsShorter": 32}), "reference": [facts.reference({"text": "0.0.0.0/0", "bitsShorter": 24})]})
	count(found) == 0
}

test_an_IPv6_default_route_passes if {
	found := orphaned_reference.finding with input as facts.given({"settings": object.union(facts.settings, {"referenceMaxBitsShorter": 128}), "reference": [facts.reference({"text": "::/0", "bitsShorter": 48})]})
	count(found) == 0
}
