# METADATA
# title: Leases do not overlap in space and time
# description: |
#   Two leases of the same addresses at the same time cannot both be right: one has a wrong prefix or term, or
#   somebody leased out what was already leased. Every rule that asks whose an address is would answer by chance.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc7020
#     description: "The Internet numbers registry system"
# custom:
#   severity: error
#   scope: stack
#   subject: [other]
#   message: "Lease {lease} ({prefix}) overlaps lease {other} ({other_prefix}) while both run."
#   undetermined: "Whether lease {lease} overlaps another is not known yet"
#   fix: "Correct the prefix or the term of one of the two, or mark the one that is over as released."
package leasehold.rules.provenance.overlapping_leases

import data.leasehold.result

finding contains result.violation(fact, {
	"prefix": fact.declaration.prefix,
	"other": other.lease,
	"other_prefix": other.prefix,
}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	some other in fact.overlapping
	other.termsOverlap
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	some field in ["declaration.prefix", "declaration.term"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})
