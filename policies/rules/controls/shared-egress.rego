# METADATA
# title: One leased address is the way out of one segment
# description: |
#   Reputation, rate limits and quarantine work by address. When workloads of two segments leave with the same one,
#   a spam run of the one takes the other down with it, and quarantine means an outage for both.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
#     description: "NAT gateways"
# custom:
#   severity: error
#   scope: stack
#   subject: [address]
#   message: "Workloads of the segments {segments} leave with the same address {address}, through {via}."
#   undetermined: "Whether {address} is the way out of one segment only is not known yet"
#   fix: "Give each segment a NAT and addresses of its own, and route each segment's subnets to its own NAT."
package leasehold.rules.controls.shared_egress

import data.leasehold.result

finding contains result.violation(fact, {
	"address": fact.address,
	"segments": sort({egress.key | some egress in fact.egressSegments}),
	"via": result.names({urn |
		some egress in fact.egressSegments
		some urn in egress.via
	}),
}) if {
	some fact in input.address
	shared(fact)
	fact.leased == true
	not result.unknown(fact, "leased")
}

# It would be shared, if it is leased at all.
finding contains result.undetermined(fact, "leased", {"address": fact.address}) if {
	some fact in input.address
	shared(fact)
	lease_unknown(fact)
}

# A route leads to a main table, a transit gateway or a component out of view.
finding contains result.undetermined(fact, "egressSegments", {"address": fact.address}) if {
	some fact in input.address
	not shared(fact)
	result.unknown(fact, "egressSegments")
	not foreign(fact)
}

finding contains result.undetermined(fact, "inputs", {"address": null}) if {
	some fact in result.opaque({"remote", "segment", "nat", "pool", "lease"})
}

shared(fact) if count({egress.key | some egress in fact.egressSegments}) > 1

lease_unknown(fact) if fact.leased == null

lease_unknown(fact) if result.unknown(fact, "leased")

foreign(fact) if {
	fact.leased == false
	not result.unknown(fact, "leased")
}
