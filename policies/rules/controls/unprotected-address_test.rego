package leasehold.rules.controls.unprotected_address_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.unprotected_address

test_an_unprotected_address_violates if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({"protected": false})]})
	facts.states(found) == {"violation"}
}

test_an_unprotected_ROA_request_violates if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({"what": "roa", "protected": false})]})
	facts.states(found) == {"violation"}
}

test_a_protected_address_passes if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({})]})
	count(found) == 0
}

test_an_address_that_may_be_leased_is_undetermined if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding(object.union({"protected": false, "leased": null}, facts.unknown("leased")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := unprotected_address.finding with input as facts.given({"opaque": [facts.opaque("pool")]})
	facts.states(found) == {"undetermined"}
}

test_a_pool_CIDR_counts_as_its_addresses_do if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({"what": "pool-cidr", "protected": false})]})
	facts.states(found) == {"violation"}
}

test_an_announcement_counts_too if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({"what": "announcement", "protected": false})]})
	facts.states(found) == {"violation"}
}

test_an_address_of_the_clouds_passes if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({"protected": false, "leased": false})]})
	count(found) == 0
}

test_a_released_lease_passes if {
	found := unprotected_address.finding with input as facts.given({"holding": [facts.holding({"protected": false, "leaseStatus": "released"})]})
	count(found) == 0
}
