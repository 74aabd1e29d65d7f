# METADATA
# title: A segment is used for what its lease allows
# description: |
#   Traffic that the agreement does not allow, mail above all, is how a whole leased block loses its reputation and
#   a lessee its lease. A segment states its purpose, and the lease lists the purposes that were agreed.
# related_resources:
#   - ref: https://www.ripe.net/publications/docs/ripe-804/
#     description: "IPv4 address allocation and assignment policies"
# custom:
#   severity: error
#   scope: stack
#   subject: [purpose]
#   message: "Segment {segment} has the purpose {purpose}, which lease {lease} does not allow (allowed: {allowed})."
#   undetermined: "Whether the purpose of segment {segment} is allowed by lease {lease} is not known yet"
#   fix: "Use a lease that allows this purpose, change the purpose of the segment, or agree the use with the lessor and add it to allowedUses."
package leasehold.rules.provenance.purpose_not_allowed

import data.leasehold.result

# Nothing is sent from a standby or quarantine segment that its purpose would have to allow.
always_allowed := {"standby", "quarantine"}

finding contains result.violation(fact, {"purpose": fact.purpose, "allowed": fact.allowedUses}) if {
	some fact in input.segment
	comparable(fact)
	count(fact.allowedUses) > 0
	not fact.purpose in always_allowed
	not fact.purpose in fact.allowedUses
}

finding contains result.undetermined(fact, "purpose", {}) if {
	some fact in input.segment
	purpose_unknown(fact)
}

# The lease is out of view, or what it allows is; a lease in view that documents nothing is a finding of its own rule.
finding contains result.undetermined(fact, "allowedUses", {}) if {
	some fact in input.segment
	not purpose_unknown(fact)
	not fact.purpose in always_allowed
	uses_unknown(fact)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"segment"})

comparable(fact) if {
	not purpose_unknown(fact)
	not uses_unknown(fact)
	is_array(fact.allowedUses)
}

purpose_unknown(fact) if fact.purpose == null

purpose_unknown(fact) if result.unknown(fact, "purpose")

uses_unknown(fact) if result.unknown(fact, "allowedUses")

uses_unknown(fact) if {
	fact.allowedUses == null
	fact.leaseStatus == null
}
