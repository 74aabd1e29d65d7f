# METADATA
# title: The block's reputation was looked at when it was handed over
# description: |
#   A block comes with its past: listings that were there at the handover are the lessor's to clear, later ones are
#   ours. Only a baseline taken within two weeks of the start (setting handoverReputationDays) tells them apart.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc5782
#     description: "DNS blacklists and whitelists"
#   - ref: https://www.spamhaus.org/blocklists/do-not-route-or-peer/
#     description: "Spamhaus DROP: hijacked and leased blocks"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Lease {lease} has no reputation baseline from its handover: {problem}."
#   undetermined: "Whether the reputation of lease {lease} was looked at when it was handed over is not known yet"
#   fix: "Look the block up in the blocklists within two weeks of the start, and record reputation with the day and the listings found."
package leasehold.rules.provenance.handover_reputation_missing

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {"problem": problem(fact)}) if {
	some fact in input.lease
	judged(fact)
	not unknown(fact)
}

finding contains result.undetermined(fact, "declaration.reputation", {}) if {
	some fact in input.lease
	due(fact)
	unknown(fact)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

judged(fact) if {
	due(fact)
	problem(fact)
}

due(fact) if {
	fact.declaration.status == "active"
	fact.daysSinceStart > input.settings.handoverReputationDays
}

unknown(fact) if {
	some field in ["declaration.reputation", "declaration.term", "evidence"]
	result.unknown(fact, field)
}

problem(fact) := "nobody recorded one" if not fact.declaration.reputation

problem(fact) := $"the one recorded was taken {fact.evidence.reputationDay} days after the start" if {
	fact.declaration.reputation
	record.done(fact.evidence.daysSinceReputation)
	fact.evidence.reputationDay > input.settings.handoverReputationDays
}

problem(fact) := "the one recorded lies ahead" if {
	fact.declaration.reputation
	not record.done(fact.evidence.daysSinceReputation)
}
