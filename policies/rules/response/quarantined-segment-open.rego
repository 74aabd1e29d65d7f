# METADATA
# title: A quarantined segment is closed
# description: |
#   Quarantine that lets traffic out goes on doing harm, and its record says that it was stopped. A quarantined segment,
#   and every segment of a quarantined lease, reaches its break-glass destinations and private space only.
# related_resources:
#   - ref: https://csrc.nist.gov/pubs/sp/800/61/r3/final
#     description: "NIST SP 800-61: containment"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "Segment {segment} of lease {lease} is quarantined, and its firewall lets out more than its break-glass destinations: {open}."
#   undetermined: "Whether segment {segment}, which is quarantined, is closed is not known yet"
#   fix: "Set the segment's status to quarantined and let EgressFirewall close it, or remove every egress rule beyond its break-glass destinations."
package leasehold.rules.response.quarantined_segment_open

import data.leasehold.result

finding contains result.violation(fact, {"open": fact.openBeyondBreakGlass}) if {
	some fact in input.segment
	quarantined(fact)
	not may_not_be(fact)
	count(fact.openBeyondBreakGlass) > 0
}

finding contains result.undetermined(fact, "hasFirewall", {}) if {
	some fact in input.segment
	quarantined(fact)
	fact.present == true
	count(fact.openBeyondBreakGlass) == 0
	fact.hasFirewall == false
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.segment
	quarantined(fact)
	count(fact.openBeyondBreakGlass) == 0
	some field in ["openBeyondBreakGlass", "hasFirewall", "present"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.segment
	may_be(fact)
	count(fact.openBeyondBreakGlass) > 0
	some field in ["status", "leaseStatus"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"segment"})

quarantined(fact) if fact.status == "quarantined"

quarantined(fact) if fact.leaseStatus == "quarantined"

# One of the two is known to say so.
may_not_be(fact) if {
	not said(fact, "status")
	not said(fact, "leaseStatus")
}

said(fact, field) if {
	fact[field] == "quarantined"
	not result.unknown(fact, field)
}

may_be(fact) if may_not_be(fact)
