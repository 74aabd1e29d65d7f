package leasehold.rules.response.quarantined_segment_open_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.response.quarantined_segment_open

test_a_quarantined_segment_that_lets_traffic_out_violates if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment({"status": "quarantined", "openBeyondBreakGlass": ["0.0.0.0/0"]})]})
	facts.states(found) == {"violation"}
}

test_a_segment_of_a_quarantined_lease_violates_too if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment({"leaseStatus": "quarantined", "openBeyondBreakGlass": ["0.0.0.0/0"]})]})
	facts.states(found) == {"violation"}
}

test_a_closed_segment_passes if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment({"status": "quarantined"})]})
	count(found) == 0
}

test_without_a_firewall_in_view_it_is_undetermined if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment({"status": "quarantined", "hasFirewall": false})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_rule_is_undetermined if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment(object.union({"status": "quarantined"}, facts.unknown("openBeyondBreakGlass")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_status_is_undetermined if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment(object.union({"openBeyondBreakGlass": ["0.0.0.0/0"]}, facts.unknown("status")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := quarantined_segment_open.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_status_does_not_hide_a_quarantined_lease if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment(object.union({"leaseStatus": "quarantined", "openBeyondBreakGlass": ["0.0.0.0/0"]}, facts.unknown("status")))]})
	"violation" in facts.states(found)
}

test_an_active_segment_passes if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment({"openBeyondBreakGlass": ["0.0.0.0/0"]})]})
	count(found) == 0
}

test_a_segment_that_the_program_has_nothing_of_passes if {
	found := quarantined_segment_open.finding with input as facts.given({"segment": [facts.segment({"leaseStatus": "quarantined", "present": false, "hasFirewall": false})]})
	count(found) == 0
}
