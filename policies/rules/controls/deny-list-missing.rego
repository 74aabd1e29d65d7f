# METADATA
# title: Every segment has destinations that it never reaches
# description: |
#   A compromised workload reaches for space that no honest one needs: unallocated and reserved ranges, and networks
#   known for nothing but abuse. Every declared segment denies the bogons at least (RFC 6890). Segments that only the
#   register or a tag names are judged where their own program declares them.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6890
#     description: "Special-purpose IP address registries"
#   - ref: https://www.spamhaus.org/blocklists/do-not-route-or-peer/
#     description: "Spamhaus DROP"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Segment {segment} of lease {lease} has no deny list that holds the bogons."
#   undetermined: "Whether segment {segment} has a deny list is not known yet"
#   fix: "Add bogons to denyLists of the segment, and further lists as you need them."
package leasehold.rules.controls.deny_list_missing

import data.leasehold.result

finding contains result.violation(fact, {}) if {
	some fact in input.segment
	open(fact)
	not result.unknown(fact, "guards.denyLists")
	fact.firewallHidden == false
	not result.unknown(fact, "firewallHidden")
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.segment
	open(fact)
	some field in ["guards", "firewallHidden"]
	hidden(fact, field)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"segment"})

open(fact) if {
	fact.leaseStatus != "released"
	fact.guards != null
	not fact.guards.deniesBogons
}

hidden(fact, "guards") if result.unknown(fact, "guards.denyLists")

hidden(fact, "firewallHidden") if result.unknown(fact, "firewallHidden")

# A firewall that is given by its id may hold the lists.
hidden(fact, "firewallHidden") if fact.firewallHidden == true
