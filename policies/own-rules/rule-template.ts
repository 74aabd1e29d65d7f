/**
 * A rule to start from: what breaks it, and what is not known.
 * @param name lower-case words joined by hyphens
 * @param part folder of the model, or `own`
 */
export function ruleTemplate(name: string, part: string): string {
  return `# METADATA
# title: ${sentence(name)}
# description: |
#   Why it matters: what goes wrong for a team that breaks this rule, and who notices.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc2119
#     description: "The RFC or provider page that the rule rests on"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "Lease {lease} breaks ${name}."
#   undetermined: "Whether lease {lease} keeps ${name} is not known yet"
#   fix: "What to do about it."
package leasehold.rules.${part}.${packageOf(name)}

import data.leasehold.result

finding contains result.violation(fact, {}) if {
	some fact in input.lease
	not unknown(fact)
	broken(fact)
}

# What nobody knows yet is never clean.
finding contains result.undetermined(fact, "declaration.owner", {}) if {
	some fact in input.lease
	unknown(fact)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

unknown(fact) if result.unknown(fact, "declaration.owner")

broken(fact) if not fact.declaration.owner
`;
}

/** The test beside it: what violates, what passes, what is not known, what tries to dodge it. */
export function testTemplate(name: string, part: string): string {
  const rule = packageOf(name);
  return `package leasehold.rules.${part}.${rule}_test

import data.leasehold.facts_test as facts
import data.leasehold.rules.${part}.${rule}

test_what_breaks_it_violates if {
	found := ${rule}.finding with input as facts.given({"lease": [facts.without(facts.lease({}), "owner")]})
	facts.states(found) == {"violation"}
}

test_what_keeps_it_passes if {
	found := ${rule}.finding with input as facts.given({"lease": [facts.lease({})]})
	count(found) == 0
}

test_what_is_not_known_is_undetermined if {
	found := ${rule}.finding with input as facts.given({"lease": [facts.lease(facts.unknown("declaration.owner"))]})
	facts.states(found) == {"undetermined"}
}

test_a_component_without_inputs_is_undetermined if {
	found := ${rule}.finding with input as facts.given({"opaque": [facts.opaque("lease")]})
	facts.states(found) == {"undetermined"}
}

test_a_dodge_violates if {
	changes := {"declaration": {"status": "onboarding"}}
	found := ${rule}.finding with input as facts.given({"lease": [facts.without(facts.lease(changes), "owner")]})
	facts.states(found) == {"violation"}
}
`;
}

function packageOf(name: string): string {
  return name.replaceAll("-", "_");
}

function sentence(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
