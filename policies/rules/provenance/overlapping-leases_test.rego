package leasehold.rules.provenance.overlapping_leases_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.overlapping_leases

test_prefixes_and_terms_that_overlap_violate if {
	found := overlapping_leases.finding with input as facts.given({"lease": [facts.lease({"overlapping": [{"lease": "other", "prefix": "203.0.112.0/23", "termsOverlap": true}]})]})
	facts.states(found) == {"violation"}
}

test_a_lease_that_overlaps_none_passes if {
	found := overlapping_leases.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_an_unknown_prefix_is_undetermined if {
	found := overlapping_leases.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.prefix"))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_component_without_inputs_is_undetermined if {
	found := overlapping_leases.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_second_lease_without_overlapping_term_does_not_hide_a_third if {
	found := overlapping_leases.finding with input as facts.given({"lease": [facts.lease({"overlapping": [{"lease": "past", "prefix": "203.0.113.0/24", "termsOverlap": false}, {"lease": "other", "prefix": "203.0.113.128/25", "termsOverlap": true}]})]})
	{one.args.other | some one in found} == {"other"}
}

test_terms_that_follow_each_other_pass if {
	found := overlapping_leases.finding with input as facts.given({"lease": [facts.lease({"overlapping": [{"lease": "past", "prefix": "203.0.113.0/24", "termsOverlap": false}]})]})
	count(found) == 0
}

test_a_released_lease_overlaps_nothing if {
	found := overlapping_leases.finding with input as facts.given({"lease": [facts.lease({"declaration": {"status": "released"}, "overlapping": [{"lease": "other", "prefix": "203.0.113.0/24", "termsOverlap": true}]})]})
	count(found) == 0
}
