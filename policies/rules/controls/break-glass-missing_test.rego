package leasehold.rules.controls.break_glass_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.break_glass_missing

test_a_segment_without_approvers_violates if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"approvers": [], "hours": null}})]})
	facts.states(found) == {"violation"}
}

test_more_than_a_day_violates if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"hours": 25}})]})
	facts.states(found) == {"violation"}
}

test_a_day_passes if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"hours": 24}})]})
	count(found) == 0
}

test_unknown_approvers_are_undetermined if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"guards": {"approvers": []}}, facts.unknown("guards.approvers")))]})
	facts.states(found) == {"undetermined"}
}

test_unknown_hours_are_undetermined if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"guards": {"hours": null}}, facts.unknown("guards.hours")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_purpose_is_undetermined if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"purpose": null, "guards": {"approvers": []}}, facts.unknown("purpose")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := break_glass_missing.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_hours_without_approvers_violate if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"approvers": []}})]})
	facts.states(found) == {"violation"}
}

test_a_standby_segment_passes if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "standby", "guards": {"approvers": []}})]})
	count(found) == 0
}

test_a_quarantine_segment_passes if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "quarantine", "guards": {"approvers": []}})]})
	count(found) == 0
}

test_a_segment_of_the_register_alone_passes if {
	found := break_glass_missing.finding with input as facts.given({"segment": [facts.segment({"guards": null})]})
	count(found) == 0
}
