package leasehold.rules.attestation.loose_max_length_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.loose_max_length

test_a_max_length_beyond_what_is_announced_violates if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"maxLength": 28})]})
	facts.states(found) == {"violation"}
}

test_a_validated_payload_counts_as_a_request_does if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"source": "vrp", "resource": null, "maxLength": 32})]})
	facts.states(found) == {"violation"}
}

test_the_length_of_the_prefix_passes if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({})]})
	count(found) == 0
}

test_a_length_that_the_lease_declares_as_announced_passes if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"prefix": "203.0.112.0/22", "length": 22, "maxLength": 24, "longestAnnounced": 24})]})
	count(found) == 0
}

test_an_unknown_max_length_is_undetermined if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa(object.union({"maxLength": null}, facts.unknown("maxLength")))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_out_of_view_is_undetermined if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"longestAnnounced": null})]})
	facts.states(found) == {"undetermined"}
}

test_one_bit_too_many_violates if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"maxLength": 25})]})
	facts.states(found) == {"violation"}
}

test_a_loose_IPv6_ROA_violates if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"prefix": "2001:db8::/32", "length": 32, "maxLength": 64, "longestAnnounced": 48})]})
	facts.states(found) == {"violation"}
}

test_AS0_is_never_loose if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa({"asn": 0, "maxLength": 32})]})
	count(found) == 0
}

test_an_unknown_ASN_may_be_AS0 if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa(object.union({"asn": null, "maxLength": 32}, facts.unknown("asn")))]})
	facts.states(found) == {"undetermined"}
}

test_a_tight_roa_of_an_unknown_origin_passes if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa(object.union({"asn": null, "maxLength": 24, "longestAnnounced": 24}, facts.unknown("asn")))]})
	count(found) == 0
}

test_a_loose_roa_of_an_unknown_origin_is_undetermined if {
	found := loose_max_length.finding with input as facts.given({"roa": [facts.roa(object.union({"asn": null, "maxLength": 28, "longestAnnounced": 24}, facts.unknown("asn")))]})
	facts.states(found) == {"undetermined"}
}
