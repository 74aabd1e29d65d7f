package leasehold.rules.telemetry.reverse_dns_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.telemetry.reverse_dns_missing

test_a_web_address_without_a_reverse_name_violates if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({"ptrNames": []})]})
	facts.states(found) == {"violation"}
}

test_a_mail_address_without_a_reverse_name_weighs_more if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({"ptrNames": [], "purpose": "email"})]})
	{one.other_severity | some one in found} == {true}
}

test_an_address_with_a_reverse_name_passes if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({})]})
	count(found) == 0
}

test_a_zone_out_of_view_is_undetermined if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address(object.union({"ptrNames": []}, facts.unknown("ptrNames")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_purpose_is_undetermined if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address(object.union({"ptrNames": [], "purpose": null}, facts.unknown("purpose")))]})
	facts.states(found) == {"undetermined"}
}

test_an_address_that_may_be_leased_is_undetermined if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address(object.union({"ptrNames": [], "leased": null}, facts.unknown("leased")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := reverse_dns_missing.finding with input as facts.given({"opaque": [facts.opaque("reverse-dns")]})
	facts.states(found) == {"undetermined"}
}

test_a_load_balancer_needs_a_name_as_a_NAT_does if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({"ptrNames": [], "usedBy": [facts.used_as("load-balancer", true)]})]})
	facts.states(found) == {"violation"}
}

test_an_address_in_no_use_passes if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({"ptrNames": [], "usedBy": []})]})
	count(found) == 0
}

test_an_address_whose_names_the_lessor_keeps_passes if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({"ptrNames": [], "reverseDnsBy": "lessor"})]})
	count(found) == 0
}

test_NAT_addresses_of_admin_segments_pass if {
	found := reverse_dns_missing.finding with input as facts.given({"address": [facts.address({"ptrNames": [], "purpose": "admin"})]})
	count(found) == 0
}

test_NAT_addresses_of_admin_segments_violate_where_the_settings_say_so if {
	found := reverse_dns_missing.finding with input as facts.given({"settings": object.union(facts.settings, {"reverseDnsForAdmin": true}), "address": [facts.address({"ptrNames": [], "purpose": "admin"})]})
	facts.states(found) == {"violation"}
}
