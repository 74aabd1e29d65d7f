# METADATA
# title: Only named roles can move leased space
# description: |
#   Whoever can move an address, a NAT, a route, a firewall rule or a reverse name can take the block, and everything
#   that partners let in with it. IAM policies are read as IAM reads them: wildcards, NotAction, resources, conditions,
#   service control policies, permissions boundaries, and a Deny that wins. Privileged actions are for the roles that
#   PrivilegedAccess or the setting privilegedRoles names; what only reads is for everybody. Of AWS's own policies those
#   that are known to allow such actions count.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#     description: "IAM policy evaluation logic"
#   - ref: https://docs.aws.amazon.com/service-authorization/latest/reference/list_ec2.html
#     description: "Actions, resources and condition keys for Amazon EC2"
# custom:
#   severity: error
#   scope: stack
#   subject: [policy]
#   message: "{policy} allows {count} privileged network actions to more than the named roles: {actions}."
#   undetermined: "Whether {policy} allows privileged network actions is not known yet"
#   fix: "List the actions that are needed, limit them to named roles (ArnLike aws:PrincipalArn), or deny the others with PrivilegedAccess."
package leasehold.rules.controls.broad_network_permission

import data.leasehold.result

finding contains result.violation(fact, {
	"policy": fact.policy,
	"count": fact.actionCount,
	"actions": fact.actions,
}) if {
	some fact in input.permission
	fact.actionCount > 0
	not unclear(fact)
}

finding contains result.undetermined(fact, field, {"policy": fact.policy}) if {
	some fact in input.permission
	some field in ["document", "principals", "actions", "actionCount"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {"policy": null}) if some fact in result.opaque({"access", "lease"})

unclear(fact) if {
	some field in ["document", "principals", "actions", "actionCount"]
	result.unknown(fact, field)
}
