package leasehold.rules.provenance.abuse_contact_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.abuse_contact_missing

test_a_lease_without_contacts_violates if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "contacts")]})
	facts.states(found) == {"violation"}
}

test_a_lease_that_names_nobody_for_reverse_DNS_violates if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "reverseDns")]})
	facts.states(found) == {"violation"}
}

test_a_lease_with_both_passes if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_unknown_contacts_are_undetermined if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.contacts"))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_responsibility_is_undetermined if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.reverseDns"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := abuse_contact_missing.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_blank_contact_violates if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.lease({"declaration": {"contacts": {"abuse": " "}}})]})
	facts.states(found) == {"violation"}
}

test_a_released_lease_passes if {
	found := abuse_contact_missing.finding with input as facts.given({"lease": [facts.without(facts.lease({"declaration": {"status": "released"}}), "contacts")]})
	count(found) == 0
}
