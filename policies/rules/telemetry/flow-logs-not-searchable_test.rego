package leasehold.rules.telemetry.flow_logs_not_searchable_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.flow_logs_not_searchable

test_logs_without_query_or_table_violate if {
	found := flow_logs_not_searchable.finding with input as facts.given({"network": [facts.network({"searchable": false})]})
	facts.states(found) == {"violation"}
}

test_logs_with_a_saved_query_pass if {
	found := flow_logs_not_searchable.finding with input as facts.given({"network": [facts.network({})]})
	count(found) == 0
}

test_a_destination_out_of_view_is_undetermined if {
	found := flow_logs_not_searchable.finding with input as facts.given({"network": [facts.network(object.union({"searchable": false}, facts.unknown("searchable")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := flow_logs_not_searchable.finding with input as facts.given({"opaque": [facts.opaque("telemetry")]})
	facts.states(found) == {"undetermined"}
}

test_a_query_over_another_group_does_not_help if {
	found := flow_logs_not_searchable.finding with input as facts.given({"network": [facts.network({"searchable": false, "keptDays": null})]})
	facts.states(found) == {"violation"}
}

test_what_external_names_passes if {
	found := flow_logs_not_searchable.finding with input as facts.given({"network": [facts.network({"searchable": false, "external": "org-flow-logs"})]})
	count(found) == 0
}

test_a_network_without_logs_is_another_rule if {
	found := flow_logs_not_searchable.finding with input as facts.given({"network": [facts.network({"logged": false, "searchable": false})]})
	count(found) == 0
}
