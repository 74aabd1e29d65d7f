package leasehold.rules.telemetry.control_plane_alerts_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.control_plane_alerts_missing

test_a_call_that_no_rule_covers_violates if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"alerts": {"some": true, "missing": ["ec2:AssociateAddress"], "external": null}})]})
	facts.states(found) == {"violation"}
}

test_rules_for_all_calls_pass if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_a_trail_out_of_view_is_undetermined if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease(object.union({"alerts": {"some": false, "missing": ["ec2:AssociateAddress"], "external": null}}, facts.unknown("alerts")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := control_plane_alerts_missing.finding with input as facts.given({"opaque": [facts.opaque("telemetry")]})
	facts.states(found) == {"undetermined"}
}

test_no_rule_at_all_violates if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"alerts": {"some": false, "missing": ["ec2:AssociateAddress"], "external": null}})]})
	facts.states(found) == {"violation"}
}

test_what_external_names_passes if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease({"alerts": {"some": false, "missing": ["ec2:AssociateAddress"], "external": "soc"}})]})
	count(found) == 0
}

test_a_lease_that_the_program_holds_nothing_of_passes if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease(object.union({"alerts": {"some": false, "missing": ["ec2:AssociateAddress"], "external": null}}, {"holders": [], "holderCount": 0}))]})
	count(found) == 0
}

test_a_released_lease_passes if {
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease(object.union({"alerts": {"some": false, "missing": ["ec2:AssociateAddress"], "external": null}}, {"declaration": {"status": "released"}}))]})
	count(found) == 0
}

test_a_lease_with_nothing_but_a_ROA_passes if {
	holders := ["urn:pulumi:dev::shop::leasehold:rpki:RoaRequest::edge-roa"]
	changes := {"holders": holders, "alerts": {"some": false, "missing": ["ec2:AssociateAddress"], "external": null}}
	found := control_plane_alerts_missing.finding with input as facts.given({"lease": [facts.lease(changes)]})
	count(found) == 0
}
