# METADATA
# title: A lease has a named owner
# description: |
#   Abuse reports, expiring terms and incidents need somebody who answers. A block without an owning team and a contact is
#   the one that nobody quarantines in time and nobody returns at the end of its term.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc2142
#     description: "Mailbox names for common services, roles and functions"
# custom:
#   severity: error
#   scope: stack
#   subject: [missing]
#   message: "Lease {lease} has no {missing}."
#   undetermined: "Whether lease {lease} has a named owner is not known yet"
#   fix: "Set owner.team and owner.contact of the lease, in the program or in the register."
package leasehold.rules.provenance.named_owner

import data.leasehold.result

finding contains result.violation(fact, {"missing": missing(fact)}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	not result.unknown(fact, "declaration.owner")
	count(missing(fact)) > 0
}

finding contains result.undetermined(fact, "declaration.owner", {}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	result.unknown(fact, "declaration.owner")
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

missing(fact) := [words |
	some [field, words] in [["team", "owner team"], ["contact", "owner contact"]]
	blank(object.get(object.get(fact.declaration, "owner", {}), field, ""))
]

blank(text) if trim_space(text) == ""
