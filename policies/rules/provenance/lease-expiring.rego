# METADATA
# title: A lease in use does not run out unnoticed
# description: |
#   Moving egress to other addresses takes weeks: partners change allowlists, reverse names and ROAs are re-made.
#   The warning starts with the notice period of the agreement, and at the latest thirty days before the end
#   (setting leaseExpiringDays).
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-byoip.html
#     description: "Bring your own IP addresses to Amazon EC2, and release them"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Lease {lease} ends on {end}, in {days} days, and {count} resources hold its space: {holders}."
#   undetermined: "Whether lease {lease} is about to end is not known yet"
#   fix: "Renew the lease and record the new end of its term, or plan the move of these resources to another lease."
package leasehold.rules.provenance.lease_expiring

import data.leasehold.result

finding contains result.violation(fact, {
	"end": fact.declaration.term.end,
	"days": fact.daysUntilEnd,
	"count": fact.holderCount,
	"holders": result.names(fact.holders),
}) if {
	some fact in input.lease
	fact.holderCount > 0
	fact.daysUntilEnd >= 0
	fact.daysUntilEnd <= warning_days(fact)
	not unknown_end(fact)
}

finding contains result.undetermined(fact, "declaration.term", {}) if {
	some fact in input.lease
	fact.holderCount > 0
	unknown_end(fact)
}

finding contains result.undetermined(fact, "holders", {}) if {
	some fact in input.lease
	fact.holderCount == 0
	fact.daysUntilEnd >= 0
	fact.daysUntilEnd <= warning_days(fact)
	result.unknown(fact, "holders")
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

# A short notice period does not shorten the warning.
warning_days(fact) := max([object.get(fact.declaration.term, "noticeDays", 0), input.settings.leaseExpiringDays])

unknown_end(fact) if result.unknown(fact, "declaration.term")

unknown_end(fact) if result.unknown(fact, "daysUntilEnd")
