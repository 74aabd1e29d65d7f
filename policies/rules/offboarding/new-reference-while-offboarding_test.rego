package leasehold.rules.offboarding.new_reference_while_offboarding_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.offboarding.new_reference_while_offboarding

test_a_step_that_adds_a_mention_violates if {
	found := new_reference_while_offboarding.finding with input as facts.given({"addition": [facts.addition({})]})
	facts.states(found) == {"violation"}
}

test_a_step_that_adds_none_passes if {
	found := new_reference_while_offboarding.finding with input as facts.given({"addition": [facts.addition({"added": false})]})
	count(found) == 0
}

test_a_step_that_may_add_one_is_undetermined if {
	found := new_reference_while_offboarding.finding with input as facts.given({"addition": [facts.addition(object.union({"added": null}, facts.unknown("added")))]})
	facts.states(found) == {"undetermined"}
}

test_an_address_from_its_pool_violates if {
	found := new_reference_while_offboarding.finding with input as facts.given({"addition": [facts.addition({"what": "allocation", "text": "an address"})]})
	facts.states(found) == {"violation"}
}
