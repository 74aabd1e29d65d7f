package leasehold.rules.provenance.address_outside_lease_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.address_outside_lease

test_a_claimed_address_outside_every_lease_violates if {
	found := address_outside_lease.finding with input as facts.given({"address": [facts.address({"leased": false})]})
	facts.states(found) == {"violation"}
}

test_a_prefix_of_a_segment_outside_every_lease_violates if {
	found := address_outside_lease.finding with input as facts.given({"segment": [facts.segment({"outside": ["198.51.100.0/26"]})]})
	facts.states(found) == {"violation"}
}

test_a_leased_address_passes if {
	found := address_outside_lease.finding with input as facts.given({"address": [facts.address({})]})
	count(found) == 0
}

test_a_segment_inside_its_lease_passes if {
	found := address_outside_lease.finding with input as facts.given({"segment": [facts.segment({})]})
	count(found) == 0
}

test_an_unknown_address_is_undetermined if {
	found := address_outside_lease.finding with input as facts.given({"address": [facts.address(object.union({"address": null, "leased": null}, facts.unknown("address")))]})
	facts.states(found) == {"undetermined"}
}

test_unknown_prefixes_are_undetermined if {
	found := address_outside_lease.finding with input as facts.given({"segment": [facts.segment(facts.unknown("prefixes"))]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_component_without_inputs_is_undetermined if {
	found := address_outside_lease.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_a_tag_on_an_address_of_the_cloud_violates if {
	found := address_outside_lease.finding with input as facts.given({"address": [facts.address({"leased": false, "claims": [{"by": "tag", "lease": "edge", "segment": "web"}]})]})
	facts.states(found) == {"violation"}
}

test_an_address_that_nobody_claims_passes if {
	found := address_outside_lease.finding with input as facts.given({"address": [facts.address({"leased": false, "claims": [], "segments": []})]})
	count(found) == 0
}

test_an_unknown_address_that_nobody_claims_passes if {
	found := address_outside_lease.finding with input as facts.given({"address": [facts.address({"leased": null, "claims": [], "segments": []})]})
	count(found) == 0
}
