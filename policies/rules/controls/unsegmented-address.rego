# METADATA
# title: Every leased address belongs to a segment
# description: |
#   An address outside every segment has no purpose, no firewall and no logs that anybody agreed on. When abuse is
#   reported for it, nobody knows what may be switched off.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
#     description: "Elastic IP addresses"
# custom:
#   severity: error
#   scope: stack
#   subject: [address]
#   message: "{address} of lease {lease} is allocated or used and belongs to no segment."
#   undetermined: "Whether {address} belongs to a segment is not known yet"
#   fix: "Put the address into a segment's prefixes, create it under the segment's pool, or tag it leasehold:segment."
package leasehold.rules.controls.unsegmented_address

import data.leasehold.result

finding contains result.violation(fact, {"address": fact.address}) if {
	some fact in input.address
	unclaimed(fact)
	not claims_unknown(fact)
	fact.leased == true
	not result.unknown(fact, "leased")
}

finding contains result.undetermined(fact, "leased", {"address": fact.address}) if {
	some fact in input.address
	unclaimed(fact)
	lease_unknown(fact)
}

finding contains result.undetermined(fact, "segments", {"address": fact.address}) if {
	some fact in input.address
	unclaimed(fact)
	claims_unknown(fact)
	fact.leased == true
	not result.unknown(fact, "leased")
}

finding contains result.undetermined(fact, "inputs", {"address": null}) if {
	some fact in result.opaque({"remote", "nat", "pool", "lease"})
}

# Space that was given back belongs to nobody's segment: orphaned-reference says what to do with it.
unclaimed(fact) if {
	count(fact.segments) == 0
	not fact.leaseStatus == "released"
}

claims_unknown(fact) if result.unknown(fact, "segments")

claims_unknown(fact) if result.unknown(fact, "claims")

lease_unknown(fact) if fact.leased == null

lease_unknown(fact) if result.unknown(fact, "leased")
