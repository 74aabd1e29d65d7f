package leasehold.rules.attestation.roa_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.roa_missing

test_an_announced_route_without_a_ROA_violates if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("not-found")]})]})
	facts.states(found) == {"violation"}
}

test_a_route_that_a_ROA_makes_invalid_violates if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("invalid")]})]})
	facts.states(found) == {"violation"}
}

test_a_valid_route_passes if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_the_lessor_publishes_and_there_are_no_payloads_to_look_at_is_undetermined if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("not-found")], "declaration": {"routing": {"announcedBy": "lessor"}}})]})
	facts.states(found) == {"undetermined"}
}

test_with_payloads_to_look_at_the_ROAs_of_the_lessor_count if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("not-found")], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "lessor"}}})]})
	facts.states(found) == {"violation"}
}

test_a_ROA_with_unknown_parts_is_undetermined if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route(null)]})]})
	facts.states(found) == {"undetermined"}
}

test_unknown_routing_is_undetermined if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.routing.origins"))]})
	facts.states(found) == {"undetermined"}
}

test_an_announcement_without_any_origin_is_undetermined if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": []})]})
	facts.states(found) == {"undetermined"}
}

test_a_valid_route_does_not_hide_another_origin if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("valid"), object.union(facts.route("not-found"), {"origin": 64501})]})]})
	{one.args.routes | some one in found} == {["203.0.113.0/24 from AS64501"]}
}

test_a_lease_that_nobody_announces_passes if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"announced": false, "routes": [], "declaration": {"routing": {"announcedBy": "none"}}})]})
	count(found) == 0
}

test_another_programs_lease_in_the_register_passes if {
	found := roa_missing.finding with input as facts.given({"lease": [facts.lease({"declaredBy": "register", "holders": [], "holderCount": 0, "routes": [facts.route("not-found")]})]})
	count(found) == 0
}
