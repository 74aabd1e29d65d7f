package leasehold.rules.provenance.provenance_unverified_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.provenance_unverified

test_a_lease_without_provenance_violates if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "provenance")]})
	facts.states(found) == {"violation"}
}

test_a_verification_a_year_and_a_day_ago_is_stale_and_weighs_less if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceVerified": 366}})]})
	{one.other_severity | some one in found} == {true}
}

test_a_verification_a_year_ago_passes if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceVerified": 365}})]})
	count(found) == 0
}

test_a_verified_lease_passes if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_an_unknown_provenance_is_undetermined if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.provenance"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := provenance_unverified.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_verification_that_lies_ahead_violates if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceVerified": -1}})]})
	facts.states(found) == {"violation"}
}

test_a_verification_without_evidence_violates if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.lease({"declaration": {"provenance": {"evidence": " "}}})]})
	facts.states(found) == {"violation"}
}

test_a_lessor_that_asks_for_KYC_and_gets_none_violates if {
	found := provenance_unverified.finding with input as facts.given({"settings": object.union(facts.settings, {"kycLessors": ["Lessor"]}), "lease": [facts.lease({})]})
	facts.states(found) == {"violation"}
}

test_a_lessor_that_asks_for_KYC_and_gets_it_passes if {
	found := provenance_unverified.finding with input as facts.given({"settings": object.union(facts.settings, {"kycLessors": ["Lessor"]}), "lease": [facts.lease({"declaration": {"provenance": {"kyc": "KYC-1"}}})]})
	count(found) == 0
}

test_an_unknown_lessor_may_ask_for_KYC if {
	found := provenance_unverified.finding with input as facts.given({"settings": object.union(facts.settings, {"kycLessors": ["Lessor"]}), "lease": [facts.lease(object.union({"declaration": {"provenance": {"kyc": "KYC-1"}}}, facts.unknown("declaration.lessor")))]})
	facts.states(found) == {"undetermined"}
}

test_an_onboarding_lease_has_seven_days if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.without(facts.lease({"daysSinceStart": 7, "declaration": {"status": "onboarding"}}), "provenance")]})
	count(found) == 0
}

test_an_onboarding_lease_has_no_more_than_seven_days if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.without(facts.lease({"daysSinceStart": 8, "declaration": {"status": "onboarding"}}), "provenance")]})
	facts.states(found) == {"violation"}
}

test_a_released_lease_passes if {
	found := provenance_unverified.finding with input as facts.given({"lease": [facts.without(facts.lease({"declaration": {"status": "released"}}), "provenance")]})
	count(found) == 0
}
