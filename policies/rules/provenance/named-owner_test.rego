package leasehold.rules.provenance.named_owner_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.provenance.named_owner

test_a_lease_without_an_owner_violates if {
	found := named_owner.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "owner")]})
	facts.states(found) == {"violation"}
}

test_a_lease_whose_owner_has_no_contact_violates if {
	found := named_owner.finding with input as facts.given({"lease": [facts.lease({"declaration": {"owner": {"contact": ""}}})]})
	some one in found
	one.args.missing == ["owner contact"]
}

test_a_lease_with_team_and_contact_passes if {
	found := named_owner.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_a_lease_whose_owner_is_not_known_yet_is_undetermined if {
	found := named_owner.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.owner.team"))]})
	facts.states(found) == {"undetermined"}
}

test_a_lease_component_without_inputs_is_undetermined if {
	found := named_owner.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_an_owner_of_blanks_does_not_pass_for_one if {
	found := named_owner.finding with input as facts.given({"lease": [facts.lease({"declaration": {"owner": {"team": "  ", "contact": "\t"}}})]})
	facts.states(found) == {"violation"}
}

test_a_released_lease_needs_no_owner if {
	found := named_owner.finding with input as facts.given({"lease": [facts.without(facts.lease({"declaration": {"status": "released"}}), "owner")]})
	count(found) == 0
}
