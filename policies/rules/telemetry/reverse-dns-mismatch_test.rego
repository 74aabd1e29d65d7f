package leasehold.rules.telemetry.reverse_dns_mismatch_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.reverse_dns_mismatch

test_a_name_that_leads_elsewhere_violates if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({"astray": ["web-a.example.com"]})]})
	facts.states(found) == {"violation"}
}

test_two_names_for_one_address_violate if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({"otherNames": ["web-b.example.com"]})]})
	facts.states(found) == {"violation"}
}

test_a_name_of_another_segment_violates if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({"namesOfSegments": ["edge/email"]})]})
	facts.states(found) == {"violation"}
}

test_a_name_that_leads_back_passes if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({})]})
	count(found) == 0
}

test_a_forward_zone_out_of_view_is_undetermined if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({"forwardOutOfView": ["web-a.example.com"]})]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_forward_record_is_undetermined if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name(object.union({"astray": ["web-a.example.com"]}, facts.unknown("forward")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_name_is_undetermined if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name(object.union({"names": []}, facts.unknown("names")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := reverse_dns_mismatch.finding with input as facts.given({"opaque": [facts.opaque("reverse-dns")]})
	facts.states(found) == {"undetermined"}
}

test_two_names_in_one_record_violate if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({"names": ["web-a.example.com", "web-b.example.com"]})]})
	facts.states(found) == {"violation"}
}

test_a_released_lease_passes if {
	found := reverse_dns_mismatch.finding with input as facts.given({"reverse_name": [facts.reverse_name({"leaseStatus": "released", "astray": ["web-a.example.com"]})]})
	count(found) == 0
}
