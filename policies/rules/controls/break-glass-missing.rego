# METADATA
# title: There is a way around in an emergency, and somebody answers for it
# description: |
#   Where the way around a firewall is not prepared, it is improvised: a rule for everything, by whoever is awake, that
#   nobody removes. A segment names who may approve one, and for at most a day (setting breakGlassHours). Segments that
#   only the register or a tag names are judged where their own program declares them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_emergency_process.html
#     description: "AWS Well-Architected: establish an emergency access process"
# custom:
#   severity: warning
#   scope: stack
#   subject: [problem]
#   message: "The way around of segment {segment} of lease {lease} is not prepared: {problem}."
#   undetermined: "Whether segment {segment} names who may open a way around is not known yet"
#   fix: "Add breakGlass to the segment, with its approvers and a time of at most 24 hours."
package leasehold.rules.controls.break_glass_missing

import data.leasehold.result

never := {"standby", "quarantine"}

finding contains result.violation(fact, {"problem": "nobody is named who may approve it"}) if {
	some fact in input.segment
	judged(fact)
	not result.unknown(fact, "purpose")
	not result.unknown(fact, "guards.approvers")
	count(fact.guards.approvers) == 0
}

finding contains result.violation(fact, {"problem": $"it may be open for {fact.guards.hours} hours"}) if {
	some fact in input.segment
	judged(fact)
	not result.unknown(fact, "purpose")
	not result.unknown(fact, "guards.hours")
	fact.guards.hours > input.settings.breakGlassHours
}

finding contains result.undetermined(fact, field, {"problem": null}) if {
	some fact in input.segment
	judged(fact)
	some field in ["guards.approvers", "guards.hours"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "purpose", {"problem": null}) if {
	some fact in input.segment
	judged(fact)
	result.unknown(fact, "purpose")
	broken(fact)
}

finding contains result.undetermined(fact, "inputs", {"problem": null}) if some fact in result.opaque({"segment"})

judged(fact) if {
	fact.guards != null
	fact.leaseStatus != "released"
	not excepted(fact)
}

excepted(fact) if {
	fact.purpose in never
	not result.unknown(fact, "purpose")
}

broken(fact) if count(fact.guards.approvers) == 0

broken(fact) if fact.guards.hours > input.settings.breakGlassHours
