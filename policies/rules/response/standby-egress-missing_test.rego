package leasehold.rules.response.standby_egress_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.response.standby_egress_missing

test_a_critical_segment_without_standby_violates if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment({"critical": true})]})
	facts.states(found) == {"violation"}
}

test_a_standby_behind_the_same_NAT_violates if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment({"critical": true, "standby": "spare", "sharedWithStandby": ["nat-1"]})]})
	facts.states(found) == {"violation"}
}

test_a_standby_of_its_own_passes if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment({"critical": true, "standby": "spare"})]})
	count(found) == 0
}

test_ways_out_of_view_are_undetermined if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"critical": true, "standby": "spare"}, facts.unknown("sharedWithStandby")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_standby_is_undetermined if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"critical": true}, facts.unknown("standby")))]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_that_may_be_critical_is_undetermined if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment(facts.unknown("critical"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := standby_egress_missing.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_that_names_itself_violates if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment({"critical": true, "standby": "web"})]})
	facts.states(found) == {"violation"}
}

test_a_segment_that_is_not_critical_passes if {
	found := standby_egress_missing.finding with input as facts.given({"segment": [facts.segment({})]})
	count(found) == 0
}
