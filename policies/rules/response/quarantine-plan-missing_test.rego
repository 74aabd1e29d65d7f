package leasehold.rules.response.quarantine_plan_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.response.quarantine_plan_missing

test_an_active_lease_with_segments_and_no_plan_violates if {
	found := quarantine_plan_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "quarantinePlan")]})
	facts.states(found) == {"violation"}
}

test_a_lease_with_a_plan_passes if {
	found := quarantine_plan_missing.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_an_unknown_plan_is_undetermined if {
	found := quarantine_plan_missing.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.quarantinePlan"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := quarantine_plan_missing.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_plan_that_names_nobody_on_call_violates if {
	found := quarantine_plan_missing.finding with input as facts.given({"lease": [facts.lease({"declaration": {"quarantinePlan": {"onCall": ""}}})]})
	facts.states(found) == {"violation"}
}

test_a_lease_without_segments_passes if {
	found := quarantine_plan_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({"segmentCount": 0}), "quarantinePlan")]})
	count(found) == 0
}

test_an_onboarding_lease_passes if {
	found := quarantine_plan_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({"declaration": {"status": "onboarding"}}), "quarantinePlan")]})
	count(found) == 0
}
