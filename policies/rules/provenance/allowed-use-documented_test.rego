package leasehold.rules.provenance.allowed_use_documented_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.allowed_use_documented

test_a_lease_without_allowed_uses_violates if {
	found := allowed_use_documented.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "allowedUses")]})
	facts.states(found) == {"violation"}
}

test_a_lease_with_allowed_uses_passes if {
	found := allowed_use_documented.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_a_lease_whose_uses_are_not_known_yet_is_undetermined if {
	found := allowed_use_documented.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.allowedUses"))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_of_which_nothing_is_known_yet_is_undetermined if {
	found := allowed_use_documented.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration"))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_component_without_inputs_is_undetermined if {
	found := allowed_use_documented.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_an_empty_list_does_not_pass_for_one if {
	found := allowed_use_documented.finding with input as facts.given({"lease": [facts.lease({"declaration": {"allowedUses": []}})]})
	facts.states(found) == {"violation"}
}

test_a_released_lease_documents_nothing if {
	found := allowed_use_documented.finding with input as facts.given({"lease": [facts.without(facts.lease({"declaration": {"status": "released"}}), "allowedUses")]})
	count(found) == 0
}
