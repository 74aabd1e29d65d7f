# METADATA
# title: Privileged changes are approved before they are made
# description: |
#   A change of addresses, NAT, firewalls, routing, reverse names or contacts is what an attacker and a tired
#   engineer have in common. Where approvals are configured, enough approvers have signed exactly the privileged
#   surface that is about to be deployed. Without approvals configured the rule does not run, and is listed as not run.
# related_resources:
#   - ref: https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define.html
#     description: "AWS Well-Architected: define access requirements"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   needs: approvals
#   message: "The privileged surface of this stack is not approved: {reasons}."
#   undetermined: "Whether the privileged surface of this stack is approved is not known yet"
#   fix: "Have enough approvers look at the change and sign it: leasehold approve."
package leasehold.rules.controls.privileged_change_unapproved

import data.leasehold.result

finding contains result.violation(fact, {"reasons": fact.reasons}) if {
	some fact in input.approval
	fact.configured == true
	fact.satisfied == false
	not hidden(fact)
}

finding contains result.undetermined(fact, field, {"reasons": null}) if {
	some fact in input.approval
	some field in ["configured", "satisfied"]
	result.unknown(fact, field)
}

hidden(fact) if {
	some field in ["configured", "satisfied"]
	result.unknown(fact, field)
}
