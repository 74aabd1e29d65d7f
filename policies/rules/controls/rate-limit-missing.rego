# METADATA
# title: Whoever can do harm in bulk is limited
# description: |
#   Mail, crawlers and administration get a block listed by volume: one stolen key sends a week's mail in an hour. Each
#   service identity of such a segment has a limit, so that a breach is a trickle and an alarm. Segments that only the
#   register or a tag names are judged where their own program declares them.
# related_resources:
#   - ref: https://www.m3aawg.org/published-documents
#     description: "M3AAWG best practices for senders"
#   - ref: https://www.rfc-editor.org/rfc/rfc9309
#     description: "Robots exclusion protocol"
# custom:
#   severity: warning
#   scope: stack
#   subject: [problem]
#   message: "Segment {segment} of lease {lease} is for {purpose}, and {problem}."
#   undetermined: "Whether every service identity of segment {segment} has a limit is not known yet"
#   fix: "Add rateLimits to the segment, with a limit for each of its service identities."
package leasehold.rules.controls.rate_limit_missing

import data.leasehold.result

limited_purposes := {"admin", "data-collection", "email"}

finding contains result.violation(fact, {"purpose": fact.purpose, "problem": problem}) if {
	some fact in input.segment
	judged(fact)
	fact.purpose in limited_purposes
	not result.unknown(fact, "purpose")
	not result.unknown(fact, "guards.rateLimits")
	some problem in problems(fact)
}

finding contains result.undetermined(fact, "guards.rateLimits", {"problem": null}) if {
	some fact in input.segment
	judged(fact)
	may_be_limited(fact)
	result.unknown(fact, "guards.rateLimits")
}

finding contains result.undetermined(fact, "purpose", {"problem": null}) if {
	some fact in input.segment
	judged(fact)
	purpose_unknown(fact)
	count(problems(fact)) > 0
}

finding contains result.undetermined(fact, "inputs", {"problem": null}) if some fact in result.opaque({"segment"})

judged(fact) if {
	fact.guards != null
	fact.leaseStatus != "released"
}

may_be_limited(fact) if fact.purpose in limited_purposes

may_be_limited(fact) if purpose_unknown(fact)

purpose_unknown(fact) if fact.purpose == null

purpose_unknown(fact) if result.unknown(fact, "purpose")

problems(fact) := {"it names no service identity"} if count(fact.guards.rateLimits) == 0

problems(fact) := {$"its service identity {limit.identity} has no limit" |
	some limit in fact.guards.rateLimits
	not limit.limited
} if count(fact.guards.rateLimits) > 0
