package leasehold.rules.provenance.handover_reputation_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.handover_reputation_missing

test_an_active_lease_without_a_baseline_violates if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "reputation")]})
	facts.states(found) == {"violation"}
}

test_a_baseline_on_the_fifteenth_day_violates if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.lease({"evidence": {"reputationDay": 15}})]})
	facts.states(found) == {"violation"}
}

test_a_baseline_on_the_fourteenth_day_passes if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.lease({"evidence": {"reputationDay": 14}})]})
	count(found) == 0
}

test_the_first_two_weeks_pass if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({"daysSinceStart": 14}), "reputation")]})
	count(found) == 0
}

test_an_unknown_reputation_is_undetermined if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.reputation"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := handover_reputation_missing.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_baseline_that_lies_ahead_violates if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceReputation": -1, "reputationDay": 3}})]})
	facts.states(found) == {"violation"}
}

test_an_onboarding_lease_passes if {
	found := handover_reputation_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({"declaration": {"status": "onboarding"}}), "reputation")]})
	count(found) == 0
}
