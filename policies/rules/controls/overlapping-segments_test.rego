package leasehold.rules.controls.overlapping_segments_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.overlapping_segments

test_segments_whose_prefixes_overlap_violate if {
	found := overlapping_segments.finding with input as facts.given({"segment": [facts.segment({"overlapping": [{"lease": "edge", "segment": "email", "prefix": "203.0.113.0/25"}]})]})
	facts.states(found) == {"violation"}
}

test_an_address_that_prefix_and_tag_place_differently_violates if {
	found := overlapping_segments.finding with input as facts.given({"address": [facts.address({"conflicting": ["edge/email", "edge/web"]})]})
	facts.states(found) == {"violation"}
}

test_a_subnet_that_two_segments_claim_violates if {
	found := overlapping_segments.finding with input as facts.given({"subnet": [facts.subnet({"conflicting": ["edge/email", "edge/web"]})]})
	facts.states(found) == {"violation"}
}

test_segments_apart_pass if {
	found := overlapping_segments.finding with input as facts.given({"segment": [facts.segment({})], "address": [facts.address({})], "subnet": [facts.subnet({})]})
	count(found) == 0
}

test_unknown_prefixes_are_undetermined if {
	found := overlapping_segments.finding with input as facts.given({"segment": [facts.segment(facts.unknown("prefixes"))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_claim_to_an_address_is_undetermined if {
	found := overlapping_segments.finding with input as facts.given({"address": [facts.address(facts.unknown("claims"))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_claim_to_a_subnet_is_undetermined if {
	found := overlapping_segments.finding with input as facts.given({"subnet": [facts.subnet(facts.unknown("claims"))]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_component_without_inputs_is_undetermined if {
	found := overlapping_segments.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_a_spoofed_tag_does_not_win_against_the_prefix if {
	found := overlapping_segments.finding with input as facts.given({"address": [facts.address({"claims": [{"by": "prefix", "lease": "edge", "segment": "web"}, {"by": "tag", "lease": "edge", "segment": "admin"}], "conflicting": ["edge/admin", "edge/web"]})]})
	facts.states(found) == {"violation"}
}
