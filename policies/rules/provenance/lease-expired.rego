# METADATA
# title: Nothing is held past the end of a lease
# description: |
#   After its last day a block belongs to somebody else again. Addresses that are still allocated, announced or
#   attested from it are used without authority, and the next holder sees our traffic as a hijack.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc7908
#     description: "Problem definition and classification of BGP route leaks"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "Lease {lease} ended on {end}, {days} days ago, and {count} resources still hold its space: {holders}."
#   undetermined: "Whether anything is held past the end of lease {lease} is not known yet"
#   fix: "Renew the lease and record the new end of its term, or move these resources to another lease before releasing it."
package leasehold.rules.provenance.lease_expired

import data.leasehold.result

finding contains result.violation(fact, {
	"end": fact.declaration.term.end,
	"days": 0 - fact.daysUntilEnd,
	"count": fact.holderCount,
	"holders": result.names(fact.holders),
}) if {
	some fact in input.lease
	fact.holderCount > 0
	fact.daysUntilEnd < 0
	not unknown_end(fact)
}

finding contains result.undetermined(fact, "declaration.term", {}) if {
	some fact in input.lease
	fact.holderCount > 0
	unknown_end(fact)
}

# What is out of view may hold space of a lease that is over.
finding contains result.undetermined(fact, "holders", {}) if {
	some fact in input.lease
	fact.holderCount == 0
	fact.daysUntilEnd < 0
	result.unknown(fact, "holders")
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

unknown_end(fact) if result.unknown(fact, "declaration.term.end")

unknown_end(fact) if result.unknown(fact, "daysUntilEnd")
