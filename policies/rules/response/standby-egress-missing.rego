# METADATA
# title: A critical segment has another way out
# description: |
#   When a segment's addresses are listed or quarantined, its traffic has to leave by others at once. A critical segment
#   names a standby segment whose gateways are its own: one that shares a NAT is quarantined together with it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
#     description: "NAT gateways: availability zones and addresses"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Segment {segment} of lease {lease} is critical, and {problem}."
#   undetermined: "Whether segment {segment} has a standby of its own is not known yet"
#   fix: "Declare a segment of purpose standby with gateways of its own, and name it in standby."
package leasehold.rules.response.standby_egress_missing

import data.leasehold.result

finding contains result.violation(fact, {"problem": problem(fact)}) if {
	some fact in input.segment
	judged(fact)
	fact.critical == true
	not result.unknown(fact, "critical")
	not result.unknown(fact, "standby")
	problem(fact)
}

finding contains result.undetermined(fact, "sharedWithStandby", {}) if {
	some fact in input.segment
	judged(fact)
	fact.critical == true
	named(fact)
	count(fact.sharedWithStandby) == 0
	result.unknown(fact, "sharedWithStandby")
}

finding contains result.undetermined(fact, "critical", {}) if {
	some fact in input.segment
	judged(fact)
	result.unknown(fact, "critical")
}

finding contains result.undetermined(fact, "standby", {}) if {
	some fact in input.segment
	judged(fact)
	fact.critical == true
	result.unknown(fact, "standby")
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"segment"})

judged(fact) if fact.leaseStatus != "released"

named(fact) if {
	fact.standby != null
	fact.standby != ""
}

problem(fact) := "it names no standby" if not named(fact)

problem(fact) := "it names itself as its standby" if {
	named(fact)
	fact.standby == fact.segment
}

problem(fact) := $"its standby {fact.standby} leaves by the same NAT: {concat(", ", result.names(fact.sharedWithStandby))}" if {
	named(fact)
	fact.standby != fact.segment
	count(fact.sharedWithStandby) > 0
}
