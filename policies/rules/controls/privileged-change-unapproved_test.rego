package leasehold.rules.controls.privileged_change_unapproved_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.privileged_change_unapproved

test_a_surface_that_nobody_signed_violates if {
	found := privileged_change_unapproved.finding with input as facts.given({"approval": [facts.approval({"satisfied": false, "reasons": ["nobody has signed it"]})]})
	facts.states(found) == {"violation"}
}

test_an_approved_surface_passes if {
	found := privileged_change_unapproved.finding with input as facts.given({"approval": [facts.approval({})]})
	count(found) == 0
}

test_a_surface_not_known_yet_is_undetermined if {
	found := privileged_change_unapproved.finding with input as facts.given({"approval": [facts.approval(facts.unknown("satisfied"))]})
	facts.states(found) == {"undetermined"}
}

test_a_refusal_without_a_reason_violates_too if {
	found := privileged_change_unapproved.finding with input as facts.given({"approval": [facts.approval({"satisfied": false})]})
	facts.states(found) == {"violation"}
}

test_without_approvals_configured_there_is_nothing_to_find if {
	found := privileged_change_unapproved.finding with input as facts.given({"approval": [facts.approval({"configured": false, "satisfied": false})]})
	count(found) == 0
}
