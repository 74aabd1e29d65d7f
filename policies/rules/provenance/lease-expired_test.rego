package leasehold.rules.provenance.lease_expired_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.lease_expired

test_a_lease_past_its_end_that_holds_something_violates if {
	found := lease_expired.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": -1})]})
	facts.states(found) == {"violation"}
}

test_the_last_day_of_the_term_passes if {
	found := lease_expired.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": 0})]})
	count(found) == 0
}

test_an_unknown_end_is_undetermined if {
	found := lease_expired.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.term.end"))]})
	facts.states(found) == {"undetermined"}
}

test_holders_out_of_view_are_undetermined if {
	found := lease_expired.finding with input as facts.given({"lease": [facts.lease(object.union({"daysUntilEnd": -1, "holders": [], "holderCount": 0}, facts.unknown("holders")))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_component_without_inputs_is_undetermined if {
	found := lease_expired.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_another_status_does_not_hide_the_end if {
	found := lease_expired.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": -1, "declaration": {"status": "onboarding"}})]})
	facts.states(found) == {"violation"}
}

test_a_lease_past_its_end_that_holds_nothing_passes if {
	found := lease_expired.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": -1, "holders": [], "holderCount": 0})]})
	count(found) == 0
}
