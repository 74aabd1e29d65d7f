package leasehold.rules.controls.deny_list_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.deny_list_missing

test_a_segment_without_deny_list_violates if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"denyLists": [], "deniesBogons": false}})]})
	facts.states(found) == {"violation"}
}

test_a_segment_that_denies_the_bogons_passes if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment({})]})
	count(found) == 0
}

test_a_firewall_given_by_id_is_undetermined if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"denyLists": [], "deniesBogons": false}, "firewallHidden": true})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_list_is_undetermined if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"guards": {"denyLists": [], "deniesBogons": false}}, facts.unknown("guards.denyLists")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := deny_list_missing.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_a_list_that_leaves_the_bogons_out_violates if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"denyLists": ["drop"], "deniesBogons": false}})]})
	facts.states(found) == {"violation"}
}

test_a_segment_of_the_register_alone_passes if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment({"guards": null, "declaredBy": "register"})]})
	count(found) == 0
}

test_a_segment_of_a_released_lease_passes if {
	found := deny_list_missing.finding with input as facts.given({"segment": [facts.segment({"leaseStatus": "released", "guards": {"denyLists": [], "deniesBogons": false}})]})
	count(found) == 0
}
