package leasehold.rules.controls.broad_network_permission_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.broad_network_permission

test_a_policy_that_allows_a_privileged_action_violates if {
	found := broad_network_permission.finding with input as facts.given({"permission": [facts.permission({"actions": ["ec2:AssociateAddress"], "actionCount": 1})]})
	facts.states(found) == {"violation"}
}

test_a_policy_that_allows_none_passes if {
	found := broad_network_permission.finding with input as facts.given({"permission": [facts.permission({})]})
	count(found) == 0
}

test_an_unknown_document_is_undetermined if {
	found := broad_network_permission.finding with input as facts.given({"permission": [facts.permission(facts.unknown("document"))]})
	facts.states(found) == {"undetermined"}
}

test_a_policy_for_somebody_not_known_yet_is_undetermined if {
	found := broad_network_permission.finding with input as facts.given({"permission": [facts.permission(object.union({"actions": ["ec2:AssociateAddress"], "actionCount": 1}, facts.unknown("principals")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := broad_network_permission.finding with input as facts.given({"opaque": [facts.opaque("access")]})
	facts.states(found) == {"undetermined"}
}

test_an_AWS_policy_by_its_name_violates if {
	found := broad_network_permission.finding with input as facts.given({"permission": [facts.permission({"policy": "arn:aws:iam::aws:policy/AmazonVPCFullAccess", "actions": ["AmazonVPCFullAccess"], "actionCount": 1})]})
	facts.states(found) == {"violation"}
}

test_read_only_actions_leave_nothing_to_find if {
	found := broad_network_permission.finding with input as facts.given({"permission": [facts.permission({"actions": [], "actionCount": 0})]})
	count(found) == 0
}
