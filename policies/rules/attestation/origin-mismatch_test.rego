package leasehold.rules.attestation.origin_mismatch_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.origin_mismatch

test_a_ROA_for_an_undeclared_origin_violates if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({"asn": 64511})]})
	facts.states(found) == {"violation"}
}

test_an_announcement_from_an_undeclared_origin_violates if {
	found := origin_mismatch.finding with input as facts.given({"announcement": [facts.announcement({"origin": 64511})]})
	facts.states(found) == {"violation"}
}

test_a_validated_payload_for_an_undeclared_origin_violates if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({"source": "vrp", "resource": null, "asn": 64511})]})
	facts.states(found) == {"violation"}
}

test_declared_origins_pass if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({})], "announcement": [facts.announcement({})]})
	count(found) == 0
}

test_an_unknown_ASN_is_undetermined if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa(object.union({"asn": null}, facts.unknown("asn")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_origin_is_undetermined if {
	found := origin_mismatch.finding with input as facts.given({"announcement": [facts.announcement(object.union({"origin": null}, facts.unknown("origin")))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_out_of_view_is_undetermined if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({"origins": null})]})
	facts.states(found) == {"undetermined"}
}

test_an_empty_list_of_origins_allows_none if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({"origins": []})]})
	facts.states(found) == {"violation"}
}

test_AS0_for_what_is_announced_violates if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({"asn": 0})]})
	facts.states(found) == {"violation"}
}

test_AS0_for_what_is_not_announced_passes if {
	found := origin_mismatch.finding with input as facts.given({"roa": [facts.roa({"asn": 0, "announced": false})]})
	count(found) == 0
}
