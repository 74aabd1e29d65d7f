package leasehold.rules.attestation.unannounced_without_as0_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.attestation.unannounced_without_as0

test_an_unannounced_lease_without_an_AS0_ROA_violates if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}})]})
	facts.states(found) == {"violation"}
}

test_an_AS0_ROA_passes if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}, "as0": true})]})
	count(found) == 0
}

test_without_payloads_to_look_at_it_is_undetermined if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(object.union({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}}, {"vrpsSeen": false}))]})
	facts.states(found) == {"undetermined"}
}

test_an_AS0_request_passes_without_payloads if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(object.union({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}, "as0": true}, {"vrpsSeen": false}))]})
	count(found) == 0
}

test_a_request_not_known_yet_is_undetermined if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(object.union({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}}, facts.unknown("as0")))]})
	facts.states(found) == {"undetermined"}
}

test_unknown_routing_is_undetermined if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.routing"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := unannounced_without_as0.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_blank_word_of_the_lessor_violates if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(object.union({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}}, {"declaration": {"routing": {"authorization": {"reference": ""}}}, "evidence": {"daysSinceAuthorized": 3}}))]})
	facts.states(found) == {"violation"}
}

test_a_lessor_that_keeps_a_covering_ROA_and_says_so_passes if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(object.union({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}}, {"declaration": {"routing": {"authorization": {"reference": "ROA-7"}}}, "evidence": {"daysSinceAuthorized": 3}}))]})
	count(found) == 0
}

test_an_announced_lease_passes if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease({"vrpsSeen": true})]})
	count(found) == 0
}

test_another_programs_lease_in_the_register_passes if {
	found := unannounced_without_as0.finding with input as facts.given({"lease": [facts.lease(object.union({"announced": false, "announcers": [], "routes": [], "vrpsSeen": true, "declaration": {"routing": {"announcedBy": "none"}}}, {"vrpsSeen": false, "declaredBy": "register", "holders": [], "holderCount": 0}))]})
	count(found) == 0
}
