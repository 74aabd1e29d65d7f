package leasehold.rules.attestation.revoke_before_withdraw_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.revoke_before_withdraw

test_a_ROA_deleted_under_an_announced_route_violates if {
	found := revoke_before_withdraw.finding with input as facts.given({"revocation": [facts.revocation({"broken": ["203.0.113.0/24 from AS64500"]})]})
	facts.states(found) == {"violation"}
}

test_a_ROA_without_announced_routes_passes if {
	found := revoke_before_withdraw.finding with input as facts.given({"revocation": [facts.revocation({})]})
	count(found) == 0
}

test_announcements_out_of_view_are_undetermined if {
	found := revoke_before_withdraw.finding with input as facts.given({"revocation": [facts.revocation(facts.unknown("routes"))]})
	facts.states(found) == {"undetermined"}
}

test_a_narrowed_ROA_violates_as_a_deleted_one_does if {
	found := revoke_before_withdraw.finding with input as facts.given({"revocation": [facts.revocation({"action": "narrowed", "broken": ["203.0.113.0/24 from AS64500"]})]})
	facts.states(found) == {"violation"}
}

test_what_is_broken_is_told_whatever_else_is_unknown if {
	found := revoke_before_withdraw.finding with input as facts.given({"revocation": [facts.revocation(object.union({"broken": ["203.0.113.0/24 from AS64500"]}, facts.unknown("routes")))]})
	facts.states(found) == {"violation"}
}

test_a_withdrawal_earlier_in_the_plan_passes if {
	found := revoke_before_withdraw.finding with input as facts.given({"revocation": [facts.revocation({"broken": []})]})
	count(found) == 0
}
