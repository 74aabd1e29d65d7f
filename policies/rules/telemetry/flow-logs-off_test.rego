package leasehold.rules.telemetry.flow_logs_off_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.flow_logs_off

test_a_network_without_flow_logs_violates if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"traffic": []})]})
	facts.states(found) == {"violation"}
}

test_a_flow_log_of_all_traffic_passes if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({})]})
	count(found) == 0
}

test_flow_logs_of_accepted_and_of_rejected_traffic_pass if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"traffic": ["ACCEPT", "REJECT"]})]})
	count(found) == 0
}

test_a_VPC_by_id_without_an_external_log_is_undetermined if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"inView": false, "traffic": []})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_traffic_type_is_undetermined if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network(object.union({"traffic": []}, facts.unknown("traffic")))]})
	facts.states(found) == {"undetermined"}
}

test_a_telemetry_component_without_inputs_is_undetermined if {
	found := flow_logs_off.finding with input as facts.given({"opaque": [facts.opaque("telemetry")]})
	facts.states(found) == {"undetermined"}
}

test_rejected_traffic_alone_violates if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"traffic": ["REJECT"]})]})
	facts.states(found) == {"violation"}
}

test_accepted_traffic_twice_violates if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"traffic": ["ACCEPT", "ACCEPT"]})]})
	facts.states(found) == {"violation"}
}

test_a_VPC_by_id_with_an_external_log_passes if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"inView": false, "traffic": [], "external": "org-flow-logs"})]})
	count(found) == 0
}

test_a_network_that_carries_no_segment_passes if {
	found := flow_logs_off.finding with input as facts.given({"network": [facts.network({"traffic": [], "segments": []})]})
	count(found) == 0
}
