package leasehold.rules.provenance.announcer_unverified_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.announcer_unverified

test_a_cloud_that_announces_without_authorisation_violates if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": ["aws"], "declaration": {"routing": {"announcedBy": "aws"}}})]})
	facts.states(found) == {"violation"}
}

test_a_recorded_authorisation_passes if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": ["aws"], "declaration": {"routing": {"announcedBy": "aws", "authorization": {"reference": "LOA-1"}}}, "evidence": {"daysSinceAuthorized": 3}})]})
	count(found) == 0
}

test_unknown_routing_is_undetermined if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.routing"))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_announcer_is_undetermined if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease(facts.unknown("announcers"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := announcer_unverified.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_an_advertisement_by_somebody_else_than_the_lease_says_violates if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": ["cloudflare", "lessee"]})]})
	facts.states(found) == {"violation"}
}

test_a_blank_reference_violates if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": ["aws"], "declaration": {"routing": {"announcedBy": "aws", "authorization": {"reference": " "}}}, "evidence": {"daysSinceAuthorized": 3}})]})
	facts.states(found) == {"violation"}
}

test_an_authorisation_that_lies_ahead_violates if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": ["aws"], "declaration": {"routing": {"announcedBy": "aws", "authorization": {"reference": "LOA-1"}}}, "evidence": {"daysSinceAuthorized": -3}})]})
	facts.states(found) == {"violation"}
}

test_a_lessee_that_announces_itself_passes if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_a_lease_that_nobody_announces_passes if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": [], "declaration": {"routing": {"announcedBy": "none"}}})]})
	count(found) == 0
}

test_a_released_lease_passes if {
	found := announcer_unverified.finding with input as facts.given({"lease": [facts.lease({"announcers": ["aws"], "declaration": {"status": "released", "routing": {"announcedBy": "aws"}}})]})
	count(found) == 0
}
