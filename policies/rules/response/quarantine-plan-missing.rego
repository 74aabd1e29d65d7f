# METADATA
# title: An active lease can be quarantined by plan
# description: |
#   When a block is abused, minutes count: which segment to close, who decides, which partners to tell. A plan that is
#   written beforehand names the document and who is on call; one that is written in the incident comes too late.
# related_resources:
#   - ref: https://csrc.nist.gov/pubs/sp/800/61/r3/final
#     description: "NIST SP 800-61: incident response recommendations"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Lease {lease} is active with {segments} segments, and its quarantine plan names no {missing}."
#   undetermined: "Whether lease {lease} has a quarantine plan is not known yet"
#   fix: "Write the plan, and add quarantinePlan with document and onCall to the lease."
package leasehold.rules.response.quarantine_plan_missing

import data.leasehold.result

finding contains result.violation(fact, {"segments": fact.segmentCount, "missing": missing(fact)}) if {
	some fact in input.lease
	judged(fact)
	not unknown(fact)
	count(missing(fact)) > 0
}

finding contains result.undetermined(fact, "declaration.quarantinePlan", {}) if {
	some fact in input.lease
	judged(fact)
	unknown(fact)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease", "segment"})

judged(fact) if {
	fact.declaration.status == "active"
	fact.segmentCount > 0
}

unknown(fact) if result.unknown(fact, "declaration.quarantinePlan")

missing(fact) := [words |
	some [field, words] in [["document", "document"], ["onCall", "person on call"]]
	trim_space(object.get(object.get(fact.declaration, "quarantinePlan", {}), field, "")) == ""
]
