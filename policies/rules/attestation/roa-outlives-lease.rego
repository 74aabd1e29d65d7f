# METADATA
# title: A ROA goes when its lease goes
# description: |
#   ROAs renew themselves until somebody removes them. One that outlives its lease lets the former lessee announce
#   what is somebody else's, and makes the next lessee's announcement invalid until it is found. From the notice period
#   on (thirty days where the lease names none, setting leaseExpiringDays) every requested ROA has a removal date on or
#   before the lease's last day.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6907#section-7.2.2
#     description: "Use cases of RPKI: a ROA is revoked while the route is announced"
#   - ref: https://www.arin.net/resources/manage/rpki/
#     description: "ARIN: ROAs renew themselves"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "The ROA for {prefix} from AS{asn} has no removal date by the end of lease {lease}, in {days} days: {problem}."
#   undetermined: "Whether the ROA for {prefix} is removed by the end of lease {lease} is not known yet"
#   fix: "Set removeOn of the RoaRequest to a day on or before the lease's last one, after the route is withdrawn."
package leasehold.rules.attestation.roa_outlives_lease

import data.leasehold.result

finding contains result.violation(fact, {
	"prefix": fact.prefix,
	"asn": fact.asn,
	"days": fact.daysUntilLeaseEnd,
	"problem": problem(fact),
}) if {
	some fact in input.roa
	requested(fact)
	not result.unknown(fact, "daysUntilLeaseEnd")
	not result.unknown(fact, "removalAfterEnd")
	near_end(fact)
	problem(fact)
}

finding contains result.undetermined(fact, "removalAfterEnd", {"prefix": fact.prefix}) if {
	some fact in input.roa
	requested(fact)
	not result.unknown(fact, "daysUntilLeaseEnd")
	near_end(fact)
	result.unknown(fact, "removalAfterEnd")
}

finding contains result.undetermined(fact, "daysUntilLeaseEnd", {"prefix": fact.prefix}) if {
	some fact in input.roa
	requested(fact)
	end_unknown(fact)
}

finding contains result.undetermined(fact, "inputs", {"prefix": null}) if some fact in result.opaque({"lease"})

requested(fact) if fact.source == "request"

near_end(fact) if {
	is_number(fact.daysUntilLeaseEnd)
	fact.daysUntilLeaseEnd <= notice(fact)
}

notice(fact) := fact.noticeDays if fact.noticeDays != null

notice(fact) := input.settings.leaseExpiringDays if fact.noticeDays == null

end_unknown(fact) if result.unknown(fact, "daysUntilLeaseEnd")

end_unknown(fact) if fact.daysUntilLeaseEnd == null

problem(fact) := "it has none at all" if fact.removalAfterEnd == null

problem(fact) := $"it is removed {fact.removalAfterEnd} days after it" if fact.removalAfterEnd > 0
