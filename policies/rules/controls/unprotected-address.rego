# METADATA
# title: What holds leased space is not deleted by accident
# description: |
#   Partners put leased addresses into their allowlists, and an address that is released may never come back. A ROA
#   or announcement that is deleted takes the block off the net. protect makes Pulumi refuse to delete them, and
#   retainOnDelete leaves them where they are. The engine does not tell a policy pack of retainOnDelete: there, protect
#   alone counts.
# related_resources:
#   - ref: https://www.pulumi.com/docs/iac/concepts/options/protect/
#     description: "Pulumi resource option protect"
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithEIPs.html
#     description: "Release of Elastic IP addresses"
# custom:
#   severity: warning
#   scope: stack
#   subject: [space]
#   message: "{space}, {what} of lease {lease}, can be deleted by accident: neither protect nor retainOnDelete is set."
#   undetermined: "Whether {space} is leased, and needs protection, is not known yet"
#   fix: "Set the resource option protect, or retainOnDelete."
package leasehold.rules.controls.unprotected_address

import data.leasehold.result

words := {
	"address": "an address",
	"pool-cidr": "a pool CIDR",
	"roa": "a ROA request",
	"announcement": "an announcement",
}

finding contains result.violation(fact, {"space": fact.space, "what": words[fact.what]}) if {
	some fact in input.holding
	loose(fact)
	fact.leased == true
	not result.unknown(fact, "leased")
	not result.unknown(fact, "protected")
}

finding contains result.undetermined(fact, field, {"space": fact.space}) if {
	some fact in input.holding
	loose(fact)
	not foreign(fact)
	some field in ["leased", "protected"]
	unclear(fact, field)
}

finding contains result.undetermined(fact, "inputs", {"space": null}) if some fact in result.opaque({"pool", "lease"})

loose(fact) if {
	fact.protected == false
	fact.leaseStatus != "released"
}

foreign(fact) if {
	fact.leased == false
	not result.unknown(fact, "leased")
}

unclear(fact, field) if result.unknown(fact, field)

unclear(fact, "leased") if fact.leased == null
