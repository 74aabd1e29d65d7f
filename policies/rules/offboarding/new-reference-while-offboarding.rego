# METADATA
# title: Nothing new is built on a lease that is on its way out
# description: |
#   Every reference that is added while a lease is given back is one more to find and remove, and the last one is
#   found by the next lessee. A step that adds a mention of the lease or its space, or takes an address from it, is
#   refused; what was there before is not. The rule runs where the source says what changes (preview JSON, or preview
#   --state).
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-byoip.html
#     description: "Bring your own IP addresses to Amazon EC2, and release them"
# custom:
#   severity: error
#   scope: stack
#   subject: [text]
#   needs: changes
#   message: "This step adds {text}, {what} of lease {lease}, which is offboarding."
#   undetermined: "Whether this step adds {text}, of lease {lease}, which is offboarding, is not known yet"
#   fix: "Use another lease for what is new."
package leasehold.rules.offboarding.new_reference_while_offboarding

import data.leasehold.result

words := {"reference": "a mention", "allocation": "space"}

finding contains result.violation(fact, {"text": fact.text, "what": words[fact.what]}) if {
	some fact in input.addition
	fact.added == true
	not result.unknown(fact, "added")
}

finding contains result.undetermined(fact, "added", {"text": fact.text}) if {
	some fact in input.addition
	unclear(fact)
}

unclear(fact) if fact.added == null

unclear(fact) if result.unknown(fact, "added")
