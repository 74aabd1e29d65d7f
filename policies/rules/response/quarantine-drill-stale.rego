# METADATA
# title: Quarantine was practised lately
# description: |
#   A plan that nobody has run fails where it was never tried: a role without permission, a partner without a contact, a
#   standby without allowlists. The first drill is due a week after the start of the lease (setting
#   quarantineDrillFirstDays; when a lease became active is not recorded otherwise), then every ninety days (setting
#   quarantineDrillDays). A drill that lies ahead is none.
# related_resources:
#   - ref: https://csrc.nist.gov/pubs/sp/800/84/final
#     description: "NIST SP 800-84: test, training and exercise programs"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "The quarantine of lease {lease} was {ran}."
#   undetermined: "Whether the quarantine of lease {lease} was practised lately is not known yet"
#   fix: "Run the quarantine plan on one segment, and record quarantineDrill with the day and the evidence."
package leasehold.rules.response.quarantine_drill_stale

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {"ran": ran(fact)}) if {
	some fact in input.lease
	judged(fact)
	not unknown(fact)
	ran(fact)
}

finding contains result.undetermined(fact, "declaration.quarantineDrill", {}) if {
	some fact in input.lease
	judged(fact)
	unknown(fact)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

judged(fact) if {
	record.in_force(fact)
	fact.declaration.status != "onboarding"
}

unknown(fact) if {
	some field in ["declaration.quarantineDrill", "evidence"]
	result.unknown(fact, field)
}

ran(fact) := "never practised" if {
	not record.done(fact.evidence.daysSinceDrill)
	fact.daysSinceStart > input.settings.quarantineDrillFirstDays
}

ran(fact) := $"last practised {fact.evidence.daysSinceDrill} days ago" if {
	fact.evidence.daysSinceDrill > input.settings.quarantineDrillDays
}
