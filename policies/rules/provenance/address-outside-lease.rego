# METADATA
# title: A segment claims leased addresses only
# description: |
#   A segment is the unit of what was agreed, logged and quarantined. An address in it that no lease covers is
#   either a typing error or space that somebody else holds: nobody checks its term, its ROA or its reputation.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-byoip.html
#     description: "Bring your own IP addresses to Amazon EC2"
# custom:
#   severity: error
#   scope: stack
#   subject: [address]
#   message: "Segment {segment} claims {address}, which lies in no lease in view."
#   undetermined: "Whether what segment {segment} claims lies in a lease is not known yet"
#   fix: "Take the address from a leased block, correct the prefix, or add the lease that holds it to the program or the register."
package leasehold.rules.provenance.address_outside_lease

import data.leasehold.result

finding contains result.violation(fact, {"address": prefix}) if {
	some fact in input.segment
	some prefix in fact.outside
}

finding contains result.violation(fact, {"address": fact.address}) if {
	some fact in input.address
	count(fact.claims) > 0
	fact.leased == false
	not result.unknown(fact, "leased")
}

finding contains result.undetermined(fact, "prefixes", {}) if {
	some fact in input.segment
	prefixes_unknown(fact)
}

finding contains result.undetermined(fact, "address", {}) if {
	some fact in input.address
	count(fact.claims) > 0
	lease_unknown(fact)
}

finding contains result.undetermined(fact, "claims", {}) if {
	some fact in input.address
	count(fact.claims) == 0
	fact.leased == false
	result.unknown(fact, "claims")
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"segment"})

prefixes_unknown(fact) if result.unknown(fact, "prefixes")

prefixes_unknown(fact) if result.unknown(fact, "outside")

lease_unknown(fact) if fact.leased == null

lease_unknown(fact) if result.unknown(fact, "leased")
