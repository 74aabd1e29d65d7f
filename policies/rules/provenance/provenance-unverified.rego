# METADATA
# title: Somebody has verified where the block comes from
# description: |
#   Space is offered for lease by people who do not hold it, and space that was theirs last year may have been
#   transferred since. Who checked the registry, when, and with which evidence, is recorded, and checked again every year
#   (setting provenanceMaxAgeDays). Lessors that ask for an identity check (setting kycLessors) need its reference too. An
#   onboarding lease has a week from its start. A verification dated ahead counts as none; a stale one is a warning.
# related_resources:
#   - ref: https://docs.db.ripe.net/
#     description: "RIPE Database documentation: who holds a range, and its status"
#   - ref: https://www.rfc-editor.org/rfc/rfc9083
#     description: "JSON responses for the registration data access protocol (RDAP)"
# custom:
#   severity: error
#   other_severity: warning
#   scope: stack
#   subject: [problem]
#   message: "The provenance of lease {lease} is not verified: {problem}."
#   undetermined: "Whether the provenance of lease {lease} is verified is not known yet"
#   fix: "Check the holder in the registry's database, and record provenance: verifiedOn, verifiedBy, evidence, and kyc where the lessor asks for it."
package leasehold.rules.provenance.provenance_unverified

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {"problem": problem}) if {
	some fact in input.lease
	judged(fact)
	not result.unknown(fact, "declaration.provenance")
	some problem in problems(fact)
}

finding contains result.violation_of_other_severity(fact, {"problem": $"it was last verified {fact.evidence.daysSinceVerified} days ago"}) if {
	some fact in input.lease
	judged(fact)
	not unknown(fact)
	fact.evidence.daysSinceVerified > input.settings.provenanceMaxAgeDays
}

finding contains result.undetermined(fact, "declaration.provenance", {"problem": null}) if {
	some fact in input.lease
	judged(fact)
	unknown(fact)
}

# Whether a reference is asked for depends on who the lessor is.
finding contains result.undetermined(fact, "declaration.lessor", {"problem": null}) if {
	some fact in input.lease
	judged(fact)
	count(input.settings.kycLessors) > 0
	result.unknown(fact, "declaration.lessor")
}

finding contains result.undetermined(fact, "inputs", {"problem": null}) if some fact in result.opaque({"lease"})

judged(fact) if {
	record.in_force(fact)
	not in_grace(fact)
}

in_grace(fact) if {
	fact.declaration.status == "onboarding"
	fact.daysSinceStart <= input.settings.provenanceGraceDays
}

unknown(fact) if result.unknown(fact, "declaration.provenance")

unknown(fact) if result.unknown(fact, "evidence")

problems(fact) := {"nobody recorded a verification"} if not fact.declaration.provenance

problems(fact) := (ahead(fact) | unnamed(fact)) | unidentified(fact) if fact.declaration.provenance

ahead(fact) := {"the recorded verification lies ahead" | fact.evidence.daysSinceVerified < 0}

unnamed(fact) := {problem |
	some [field, problem] in [["verifiedBy", "nobody is named who verified it"], ["evidence", "no evidence is named"]]
	trim_space(object.get(fact.declaration.provenance, field, "")) == ""
}

unidentified(fact) := {"the lessor asks for a KYC reference, and none is recorded" |
	asks(fact)
	trim_space(object.get(fact.declaration.provenance, "kyc", "")) == ""
}

asks(fact) if {
	some name in input.settings.kycLessors
	name in {"*", object.get(object.get(fact.declaration, "lessor", {}), "name", "*")}
}
