# METADATA
# title: Whoever announces the block for us may do so
# description: |
#   A cloud, a carrier or the lessor announces leased space on a letter of authorisation or a ROA. Without one the
#   announcement looks like a hijack, and a carrier that asks for the letter stops announcing until it gets it. What
#   an advertisement says counts as much as the lease.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-byoip.html
#     description: "Bring your own IP addresses to Amazon EC2: authorisation"
#   - ref: https://developers.cloudflare.com/byoip/concepts/loa/
#     description: "Letter of agency for Cloudflare BYOIP"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "Lease {lease} is announced by {by}, and no authorisation for that is recorded."
#   undetermined: "Whether the announcer of lease {lease} is authorised is not known yet"
#   fix: "Record routing.authorization with the reference of the letter or ROA and the day on which it was verified."
package leasehold.rules.provenance.announcer_unverified

import data.leasehold.record
import data.leasehold.result

others := {"aws", "cloudflare", "lessor"}

finding contains result.violation(fact, {"by": sort(by)}) if {
	some fact in input.lease
	judged(fact)
	by := {name | some name in fact.announcers; name in others}
	count(by) > 0
	not authorized(fact)
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.lease
	record.in_force(fact)
	not settled(fact)
	some field in ["declaration.routing", "announcers", "evidence"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

judged(fact) if {
	record.in_force(fact)
	not result.unknown(fact, "declaration.routing")
	not result.unknown(fact, "evidence")
}

# With an authorisation on record it does not matter who else announces.
settled(fact) if {
	judged(fact)
	authorized(fact)
}

authorized(fact) if {
	trim_space(fact.declaration.routing.authorization.reference) != ""
	record.done(fact.evidence.daysSinceAuthorized)
}
