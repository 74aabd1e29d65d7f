package leasehold.rules.controls.egress_bypass_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.egress_bypass

test_a_workload_subnet_with_an_internet_gateway_route_violates if {
	found := egress_bypass.finding with input as facts.given({"subnet": [facts.subnet({"internetGatewayRoute": true, "via": ["urn:pulumi:dev::shop::aws:ec2/route:Route::out"]})]})
	{one.args.via | some one in found} == {["out"]}
}

test_an_instance_that_holds_a_leased_address_violates if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("instance", false)]})]})
	facts.states(found) == {"violation"}
}

test_an_interface_that_holds_a_leased_address_violates if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("interface", true)]})]})
	facts.states(found) == {"violation"}
}

test_a_load_balancer_without_a_segment_violates if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("load-balancer", false)]})]})
	facts.states(found) == {"violation"}
}

test_a_workload_subnet_behind_its_NAT_passes if {
	found := egress_bypass.finding with input as facts.given({"subnet": [facts.subnet({})]})
	count(found) == 0
}

test_a_NAT_instance_passes if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("nat-instance", true)]})]})
	count(found) == 0
}

test_a_route_table_out_of_view_is_undetermined if {
	found := egress_bypass.finding with input as facts.given({"subnet": [facts.subnet({"internetGatewayRoute": null})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_route_is_undetermined if {
	found := egress_bypass.finding with input as facts.given({"subnet": [facts.subnet(facts.unknown("internetGatewayRoute"))]})
	facts.states(found) == {"undetermined"}
}

test_an_instance_with_an_address_that_may_be_leased_is_undetermined if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address(object.union({"leased": null, "usedBy": [facts.used_as("instance", false)]}, facts.unknown("leased")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_user_is_undetermined if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address(object.union({"usedBy": []}, facts.unknown("usedBy")))]})
	facts.states(found) == {"undetermined"}
}

test_a_segment_component_without_inputs_is_undetermined if {
	found := egress_bypass.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_a_NAT_in_the_same_subnet_does_not_excuse_the_workloads if {
	found := egress_bypass.finding with input as facts.given({"subnet": [facts.subnet({"internetGatewayRoute": true, "claims": [{"by": "nat", "lease": "edge", "segment": "web"}, {"by": "subnets", "lease": "edge", "segment": "web"}]})]})
	facts.states(found) == {"violation"}
}

test_a_NAT_beside_an_instance_does_not_excuse_it if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("nat", true), facts.used_as("instance", true)]})]})
	facts.states(found) == {"violation"}
}

test_a_NAT_gateways_own_subnet_passes if {
	found := egress_bypass.finding with input as facts.given({"subnet": [facts.subnet({"internetGatewayRoute": true, "hostsNatOnly": true})]})
	count(found) == 0
}

test_a_load_balancer_that_declares_a_segment_passes if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("load-balancer", true)]})]})
	count(found) == 0
}

test_an_accelerator_that_declares_a_segment_passes if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"usedBy": [facts.used_as("accelerator", true)]})]})
	count(found) == 0
}

test_an_address_of_the_cloud_on_an_instance_passes if {
	found := egress_bypass.finding with input as facts.given({"address": [facts.address({"leased": false, "usedBy": [facts.used_as("instance", false)]})]})
	count(found) == 0
}
