package leasehold.rules.offboarding.release_out_of_order_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.offboarding.release_out_of_order

test_a_lease_released_while_something_refers_violates if {
	found := release_out_of_order.finding with input as facts.given({"release": [facts.release({"still": ["partners"]})]})
	facts.states(found) == {"violation"}
}

test_space_deprovisioned_while_announced_violates if {
	found := release_out_of_order.finding with input as facts.given({"release": [facts.release({"step": "deprovision", "still": ["edge-route"]})]})
	facts.states(found) == {"violation"}
}

test_a_route_withdrawn_while_addresses_are_allocated_violates if {
	found := release_out_of_order.finding with input as facts.given({"release": [facts.release({"step": "withdraw", "still": ["web-a"]})]})
	facts.states(found) == {"violation"}
}

test_a_lease_that_nothing_needs_passes if {
	found := release_out_of_order.finding with input as facts.given({"release": [facts.release({})]})
	count(found) == 0
}

test_addresses_not_known_yet_are_undetermined if {
	found := release_out_of_order.finding with input as facts.given({"release": [facts.release(object.union({"step": "withdraw"}, facts.unknown("still")))]})
	facts.states(found) == {"undetermined"}
}

test_what_is_still_there_is_told_whatever_else_is_unknown if {
	found := release_out_of_order.finding with input as facts.given({"release": [facts.release(object.union({"still": ["partners"]}, facts.unknown("still")))]})
	facts.states(found) == {"violation"}
}
