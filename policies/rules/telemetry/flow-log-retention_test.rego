package leasehold.rules.telemetry.flow_log_retention_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.flow_log_retention

test_less_than_ninety_days_violates if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"keptDays": 89})]})
	facts.states(found) == {"violation"}
}

test_ninety_days_pass if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({})]})
	count(found) == 0
}

test_the_lease_may_ask_for_more if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"requiredDays": 365})]})
	facts.states(found) == {"violation"}
}

test_the_lease_may_ask_for_less if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"keptDays": 30, "requiredDays": 30})]})
	count(found) == 0
}

test_a_destination_out_of_view_is_undetermined if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network(object.union({"keptDays": 0}, facts.unknown("keptDays")))]})
	facts.states(found) == {"undetermined"}
}

test_logs_kept_elsewhere_are_undetermined if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"logged": false, "keptDays": 0, "external": "org-flow-logs"})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_demand_of_the_lease_is_undetermined if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network(facts.unknown("requiredDays"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := flow_log_retention.finding with input as facts.given({"opaque": [facts.opaque("telemetry")]})
	facts.states(found) == {"undetermined"}
}

test_one_day_beside_an_external_log_violates if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"keptDays": 1, "external": "org-flow-logs"})]})
	facts.states(found) == {"violation"}
}

test_what_is_kept_for_ever_passes if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"keptDays": null, "requiredDays": 3650})]})
	count(found) == 0
}

test_a_network_without_logs_is_another_rule if {
	found := flow_log_retention.finding with input as facts.given({"network": [facts.network({"logged": false, "keptDays": 0})]})
	count(found) == 0
}
