package leasehold.rules.offboarding.dangling_reverse_dns_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.offboarding.dangling_reverse_dns

test_a_reverse_name_of_an_unused_address_violates if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"allocated": false, "segments": []})]})
	facts.states(found) == {"violation"}
}

test_a_reverse_name_of_an_allocated_address_passes if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"segments": []})]})
	count(found) == 0
}

test_a_reverse_name_in_a_segment_passes if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"allocated": false})]})
	count(found) == 0
}

test_an_unknown_address_is_undetermined if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name(object.union({"address": null, "leaseStatus": null, "allocated": false, "segments": []}, facts.unknown("address")))]})
	facts.states(found) == {"undetermined"}
}

test_addresses_that_may_be_allocated_are_undetermined if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name(object.union({"allocated": false, "segments": []}, facts.unknown("allocated")))]})
	facts.states(found) == {"undetermined"}
}

test_several_names_for_an_unused_address_violate if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"allocated": false, "segments": [], "names": ["a.example.com", "b.example.com"]})]})
	facts.states(found) == {"violation"}
}

test_a_lease_being_returned_is_still_live if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"allocated": false, "segments": [], "leaseStatus": "offboarding"})]})
	facts.states(found) == {"violation"}
}

test_space_of_a_released_lease_is_another_rule if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"allocated": false, "segments": [], "leaseStatus": "released"})]})
	count(found) == 0
}

test_space_of_no_lease_passes if {
	found := dangling_reverse_dns.finding with input as facts.given({"reverse_name": [facts.reverse_name({"allocated": false, "segments": [], "leaseStatus": null})]})
	count(found) == 0
}
