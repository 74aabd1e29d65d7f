# METADATA
# title: No reverse name without an address behind it
# description: |
#   A PTR record for an address that nobody uses vouches with our name for whoever gets the address next, and hides
#   from the list of what is still to be cleaned up.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc1912
#     description: "Common DNS operational and configuration errors, section 2.1"
# custom:
#   severity: warning
#   scope: stack
#   subject: [address]
#   message: "{address} of lease {lease} has the reverse name {names}, but is neither allocated nor in a segment."
#   undetermined: "Whether the reverse name {names} belongs to an address in use is not known yet"
#   fix: "Remove the PTR record, or allocate the address from a segment."
package leasehold.rules.offboarding.dangling_reverse_dns

import data.leasehold.result

finding contains result.violation(fact, {"address": fact.address, "names": fact.names}) if {
	some fact in input.reverse_name
	live(fact)
	unused(fact)
	not any_unknown(fact)
}

finding contains result.undetermined(fact, "address", {"address": fact.address, "names": fact.names}) if {
	some fact in input.reverse_name
	unused(fact)
	any_unknown(fact)
}

# A released lease is a matter of orphaned-reference, and space of no lease is not ours.
live(fact) if {
	is_string(fact.leaseStatus)
	fact.leaseStatus != "released"
}

unused(fact) if {
	not fact.allocated
	count(fact.segments) == 0
}

any_unknown(fact) if fact.address == null

any_unknown(fact) if {
	some field in ["address", "leaseStatus", "allocated", "segments"]
	result.unknown(fact, field)
}
