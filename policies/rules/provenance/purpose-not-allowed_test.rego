package leasehold.rules.provenance.purpose_not_allowed_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.purpose_not_allowed

test_a_purpose_that_the_lease_does_not_allow_violates if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({"purpose": "data-collection"})]})
	facts.states(found) == {"violation"}
}

test_a_purpose_that_the_lease_allows_passes if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({})]})
	count(found) == 0
}

test_an_unknown_purpose_is_undetermined if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment(object.union({"purpose": null}, facts.unknown("purpose")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_list_of_uses_is_undetermined if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment(object.union({"allowedUses": null}, facts.unknown("allowedUses")))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_out_of_view_is_undetermined if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({"allowedUses": null, "leaseStatus": null})]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_component_without_inputs_is_undetermined if {
	found := purpose_not_allowed.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_another_spelling_of_an_allowed_purpose_violates if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({"purpose": "Email"})]})
	facts.states(found) == {"violation"}
}

test_standby_is_always_allowed if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({"purpose": "standby"})]})
	count(found) == 0
}

test_quarantine_is_always_allowed if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({"purpose": "quarantine"})]})
	count(found) == 0
}

test_a_lease_that_documents_nothing_is_another_rule if {
	found := purpose_not_allowed.finding with input as facts.given({"segment": [facts.segment({"allowedUses": null})]})
	count(found) == 0
}
