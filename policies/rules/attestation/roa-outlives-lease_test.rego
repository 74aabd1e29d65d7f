package leasehold.rules.attestation.roa_outlives_lease_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.roa_outlives_lease

test_a_ROA_without_removal_date_near_the_end_violates if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": 20})]})
	facts.states(found) == {"violation"}
}

test_a_ROA_past_the_end_violates if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": -3})]})
	facts.states(found) == {"violation"}
}

test_a_removal_date_on_the_last_day_passes if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": 20, "removalAfterEnd": 0})]})
	count(found) == 0
}

test_long_before_the_end_it_passes if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": 31})]})
	count(found) == 0
}

test_the_notice_period_counts_where_it_is_longer if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": 80, "noticeDays": 90})]})
	facts.states(found) == {"violation"}
}

test_an_unknown_removal_date_is_undetermined if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa(object.union({"daysUntilLeaseEnd": 20}, facts.unknown("removalAfterEnd")))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_out_of_view_is_undetermined if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": null})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_term_is_undetermined if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa(facts.unknown("daysUntilLeaseEnd"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := roa_outlives_lease.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_removal_date_after_the_end_violates if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"daysUntilLeaseEnd": 20, "removalAfterEnd": 1})]})
	facts.states(found) == {"violation"}
}

test_a_payload_that_was_seen_is_not_judged if {
	found := roa_outlives_lease.finding with input as facts.given({"roa": [facts.roa({"source": "vrp", "daysUntilLeaseEnd": null})]})
	count(found) == 0
}
