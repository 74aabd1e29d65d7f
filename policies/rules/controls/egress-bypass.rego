# METADATA
# title: Workloads leave through their segment's NAT only
# description: |
#   A route to an internet gateway, or a leased address on an instance itself, lets a workload out past the
#   segment's NAT, firewall, rate limits and logs. Nobody sees the traffic, and quarantining the NAT does not stop
#   it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
#     description: "Internet gateways"
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
#     description: "NAT gateways"
# custom:
#   severity: error
#   scope: stack
#   subject: [subject]
#   message: "{subject} leaves past its segment's NAT, by {via}."
#   undetermined: "Whether {subject} leaves past its segment's NAT is not known yet"
#   fix: "Route the subnet to the segment's NAT, and give leased addresses to NATs or to load balancers that declare a segment."
package leasehold.rules.controls.egress_bypass

import data.leasehold.result

finding contains result.violation(fact, {"subject": subnet_text(fact), "via": result.names(fact.via)}) if {
	some fact in input.subnet
	workload(fact)
	fact.internetGatewayRoute == true
}

finding contains result.undetermined(fact, "internetGatewayRoute", {"subject": subnet_text(fact)}) if {
	some fact in input.subnet
	workload(fact)
	fact.internetGatewayRoute != true
	route_unknown(fact)
}

finding contains result.violation(fact, {"subject": fact.address, "via": result.names(holders(fact))}) if {
	some fact in input.address
	count(holders(fact)) > 0
	fact.leased == true
	not result.unknown(fact, "leased")
}

finding contains result.undetermined(fact, "leased", {"subject": fact.address}) if {
	some fact in input.address
	count(holders(fact)) > 0
	lease_unknown(fact)
}

finding contains result.undetermined(fact, "usedBy", {"subject": fact.address}) if {
	some fact in input.address
	count(holders(fact)) == 0
	result.unknown(fact, "usedBy")
	not foreign(fact)
}

finding contains result.undetermined(fact, "inputs", {"subject": null}) if some fact in result.opaque({"segment", "lease"})

subnet_text(fact) := $"Subnet {result.names([fact.subnet])[0]}"

# A NAT gateway's own subnet has to reach the internet gateway; a subnet that is a workload's as well has not.
workload(fact) if {
	count(fact.claims) > 0
	not fact.hostsNatOnly
}

route_unknown(fact) if fact.internetGatewayRoute == null

route_unknown(fact) if result.unknown(fact, "internetGatewayRoute")

holders(fact) := {user.resource |
	some user in fact.usedBy
	bypasses(user)
}

bypasses(user) if user.as in {"instance", "interface"}

bypasses(user) if {
	user.as in {"load-balancer", "accelerator"}
	not user.declaresSegment
}

lease_unknown(fact) if fact.leased == null

lease_unknown(fact) if result.unknown(fact, "leased")

foreign(fact) if {
	fact.leased == false
	not result.unknown(fact, "leased")
}
