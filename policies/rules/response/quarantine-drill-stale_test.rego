package leasehold.rules.response.quarantine_drill_stale_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.response.quarantine_drill_stale

test_a_drill_ninety_one_days_ago_violates if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceDrill": 91}})]})
	facts.states(found) == {"violation"}
}

test_a_lease_eight_days_old_without_a_drill_violates if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"daysSinceStart": 8, "evidence": {"daysSinceDrill": null}})]})
	facts.states(found) == {"violation"}
}

test_a_drill_ninety_days_ago_passes if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceDrill": 90}})]})
	count(found) == 0
}

test_the_first_week_passes if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"daysSinceStart": 7, "evidence": {"daysSinceDrill": null}})]})
	count(found) == 0
}

test_an_unknown_drill_is_undetermined if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.quarantineDrill"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := quarantine_drill_stale.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_drill_that_lies_ahead_violates if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"evidence": {"daysSinceDrill": -5}})]})
	facts.states(found) == {"violation"}
}

test_a_quarantined_lease_is_judged_too if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"declaration": {"status": "quarantined"}, "evidence": {"daysSinceDrill": 200}})]})
	facts.states(found) == {"violation"}
}

test_an_onboarding_lease_passes if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"declaration": {"status": "onboarding"}, "evidence": {"daysSinceDrill": null}})]})
	count(found) == 0
}

test_a_released_lease_passes if {
	found := quarantine_drill_stale.finding with input as facts.given({"lease": [facts.lease({"declaration": {"status": "released"}, "evidence": {"daysSinceDrill": 400}})]})
	count(found) == 0
}
