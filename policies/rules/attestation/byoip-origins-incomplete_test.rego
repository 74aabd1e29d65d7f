package leasehold.rules.attestation.byoip_origins_incomplete_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.byoip_origins_incomplete

test_a_missing_ROA_for_an_AWS_origin_violates if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("valid"), facts.aws_route("not-found")], "declaration": {"routing": {"announcedBy": "aws"}}})]})
	facts.states(found) == {"violation"}
}

test_ROAs_for_both_AWS_origins_pass if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.aws_route("valid")], "declaration": {"routing": {"announcedBy": "aws"}}})]})
	count(found) == 0
}

test_a_ROA_with_unknown_parts_is_undetermined if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.aws_route(null)], "declaration": {"routing": {"announcedBy": "aws"}}})]})
	facts.states(found) == {"undetermined"}
}

test_unknown_routing_is_undetermined if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.routing"))]})
	facts.states(found) == {"undetermined"}
}

test_unknown_ROAs_of_a_block_that_AWS_announces_are_undetermined if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease(object.union({"declaration": {"routing": {"announcedBy": "aws"}}}, facts.unknown("routes")))]})
	facts.states(found) == {"undetermined"}
}

test_a_ROA_of_the_customer_does_not_stand_for_one_of_AWS if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("valid"), facts.aws_route("invalid")], "declaration": {"routing": {"announcedBy": "aws"}}})]})
	facts.states(found) == {"violation"}
}

test_an_ASN_of_our_own_passes if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.aws_route("not-found")], "declaration": {"routing": {"announcedBy": "aws", "byoasn": 64500}}})]})
	count(found) == 0
}

test_a_block_that_others_announce_passes if {
	found := byoip_origins_incomplete.finding with input as facts.given({"lease": [facts.lease({"routes": [facts.route("not-found")]})]})
	count(found) == 0
}
