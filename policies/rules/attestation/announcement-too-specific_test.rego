package leasehold.rules.attestation.announcement_too_specific_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.announcement_too_specific

test_a_public_IPv4_route_longer_than_24_bits_violates if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement({"prefix": "203.0.113.0/25", "length": 25})]})
	facts.states(found) == {"violation"}
}

test_a_public_IPv6_route_longer_than_48_bits_violates if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement({"prefix": "2001:db8::/49", "family": 6, "length": 49})]})
	facts.states(found) == {"violation"}
}

test_a_public_route_of_24_bits_passes if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement({})]})
	count(found) == 0
}

test_an_unknown_prefix_is_undetermined if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement(object.union({"prefix": null, "family": null, "length": null}, facts.unknown("prefix")))]})
	facts.states(found) == {"undetermined"}
}

test_a_route_that_may_be_advertised_is_undetermined if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement(object.union({"advertised": null, "length": 25}, facts.unknown("advertised")))]})
	facts.states(found) == {"undetermined"}
}

test_a_host_route_violates if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement({"prefix": "203.0.113.7/32", "length": 32})]})
	facts.states(found) == {"violation"}
}

test_a_route_that_is_not_advertised_publicly_passes if {
	found := announcement_too_specific.finding with input as facts.given({"announcement": [facts.announcement({"advertised": false, "length": 32})]})
	count(found) == 0
}
