# METADATA
# title: A lease documents its allowed uses
# description: |
#   The agreement with the lessor says what the addresses may be used for. Where nobody wrote it down, nobody can
#   tell that a segment breaks it until the lessor or a blocklist does.
# related_resources:
#   - ref: https://www.ripe.net/publications/docs/ripe-804/
#     description: "IPv4 address allocation and assignment policies"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "Lease {lease} documents no allowed uses."
#   undetermined: "Whether lease {lease} documents its allowed uses is not known yet"
#   fix: "List the uses that the agreement allows in allowedUses of the lease, for example [\"web\", \"email\"]."
package leasehold.rules.provenance.allowed_use_documented

import data.leasehold.result

finding contains result.violation(fact, {}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	not result.unknown(fact, "declaration.allowedUses")
	count(object.get(fact.declaration, "allowedUses", [])) == 0
}

finding contains result.undetermined(fact, "declaration.allowedUses", {}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	result.unknown(fact, "declaration.allowedUses")
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})
