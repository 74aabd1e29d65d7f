package leasehold.rules.provenance.lease_expiring_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.lease_expiring

test_a_lease_that_ends_in_thirty_days_violates if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": 30})]})
	facts.states(found) == {"violation"}
}

test_a_lease_that_ends_in_thirty_one_days_passes if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": 31})]})
	count(found) == 0
}

test_a_longer_notice_period_warns_earlier if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": 80, "declaration": {"term": {"noticeDays": 90}}})]})
	facts.states(found) == {"violation"}
}

test_an_unknown_term_is_undetermined if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.term"))]})
	facts.states(found) == {"undetermined"}
}

test_holders_out_of_view_are_undetermined if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease(object.union({"daysUntilEnd": 3, "holders": [], "holderCount": 0}, facts.unknown("holders")))]})
	facts.states(found) == {"undetermined"}
}

test_a_notice_period_of_no_days_does_not_silence_the_warning if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": 29, "declaration": {"term": {"noticeDays": 0}}})]})
	facts.states(found) == {"violation"}
}

test_a_lease_that_holds_nothing_passes if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": 3, "holders": [], "holderCount": 0})]})
	count(found) == 0
}

test_a_lease_past_its_end_is_another_rule if {
	found := lease_expiring.finding with input as facts.given({"lease": [facts.lease({"daysUntilEnd": -1})]})
	count(found) == 0
}
