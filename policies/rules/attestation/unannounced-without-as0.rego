# METADATA
# title: Space that nobody announces is closed to everybody
# description: |
#   A block that lies idle is the one that hijackers look for: nobody misses it. A ROA for AS0 makes every
#   announcement of it invalid. Where the lessor keeps a ROA of its own over the block, routing.authorization records the
#   lessor's word for it, and nothing is asked of the lessee. The leases that only the register knows and of which the
#   program holds nothing are judged once validated payloads are looked at.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6483#section-4
#     description: "Use of AS0 in ROAs"
#   - ref: https://www.rfc-editor.org/rfc/rfc9319
#     description: "The use of maxLength in the RPKI"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Nobody announces lease {lease}, and no AS0 ROA covers {prefix}."
#   undetermined: "Whether an AS0 ROA covers lease {lease}, which nobody announces, is not known yet"
#   fix: "Request a ROA for AS0 (RoaRequest with asn: 0), or record in routing.authorization that the lessor keeps a covering ROA."
package leasehold.rules.attestation.unannounced_without_as0

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {"prefix": fact.declaration.prefix}) if {
	some fact in input.lease
	open(fact)
	fact.vrpsSeen
	not hidden(fact)
}

# Nobody looked for ROAs, or a request is not known yet that may be the one.
finding contains result.undetermined(fact, field, {"prefix": fact.declaration.prefix}) if {
	some fact in input.lease
	open(fact)
	some field in unseen(fact)
}

finding contains result.undetermined(fact, "declaration.routing", {"prefix": null}) if {
	some fact in input.lease
	record.in_force(fact)
	result.unknown(fact, "declaration.routing")
}

finding contains result.undetermined(fact, "inputs", {"prefix": null}) if some fact in result.opaque({"lease"})

open(fact) if {
	record.in_force(fact)
	not result.unknown(fact, "declaration.routing")
	fact.declaration.routing.announcedBy == "none"
	count(fact.announcers) == 0
	fact.as0 == false
	not kept_by_lessor(fact)
	not elsewhere(fact)
}

hidden(fact) if count(unseen(fact)) > 0

unseen(fact) := {field | some field in ["as0", "announcers", "evidence"]; result.unknown(fact, field)} if fact.vrpsSeen

unseen(fact) := {"as0"} if not fact.vrpsSeen

kept_by_lessor(fact) if {
	trim_space(fact.declaration.routing.authorization.reference) != ""
	record.done(fact.evidence.daysSinceAuthorized)
	not result.unknown(fact, "evidence")
}

elsewhere(fact) if {
	not record.here(fact)
	not fact.vrpsSeen
}
