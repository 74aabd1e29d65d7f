package leasehold.rules.controls.rate_limit_missing_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.controls.rate_limit_missing

test_an_email_segment_that_names_no_identity_violates if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "email", "guards": {"rateLimits": []}})]})
	facts.states(found) == {"violation"}
}

test_an_identity_without_limit_violates if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "admin", "guards": {"rateLimits": [{"identity": "deployer", "limited": false}]}})]})
	facts.states(found) == {"violation"}
}

test_limited_identities_pass if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "data-collection"})]})
	count(found) == 0
}

test_a_web_segment_passes_without_limits if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment({"guards": {"rateLimits": []}})]})
	count(found) == 0
}

test_unknown_limits_are_undetermined if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"purpose": "email"}, facts.unknown("guards.rateLimits")))]})
	facts.states(found) == {"undetermined"}
}

test_an_unknown_purpose_is_undetermined if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment(object.union({"purpose": null, "guards": {"rateLimits": []}}, facts.unknown("purpose")))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := rate_limit_missing.finding with input as facts.given({"opaque": [facts.opaque("segment")]})
	facts.states(found) == {"undetermined"}
}

test_one_limited_identity_does_not_hide_another if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "email", "guards": {"rateLimits": [{"identity": "mailer", "limited": true}, {"identity": "batch", "limited": false}]}})]})
	facts.states(found) == {"violation"}
}

test_a_segment_of_the_register_alone_passes if {
	found := rate_limit_missing.finding with input as facts.given({"segment": [facts.segment({"purpose": "email", "guards": null})]})
	count(found) == 0
}
