# An address of a lease belongs to no segment: by its prefix, by the NAT that uses it, or by its tag.
package main

import data.preview

deny contains {"msg": $"{text} belongs to no segment", "rule": "unsegmented-address", "urn": address.urn} if {
	some address in preview.of_type("aws:ec2/eip:Eip")
	not preview.segment(address)
	not address.urn in segmented_by_nat
	text := address.inputs.address
	some prefix, _ in preview.active
	net.cidr_contains(prefix, text)
	not in_segment(text)
}

segmented_by_nat := {address |
	some nat in preview.of_type("aws:ec2/natGateway:NatGateway")
	preview.segment(nat)
	some property in ["allocationId", "secondaryAllocationIds"]
	some address in preview.sources(nat, property)
}

in_segment(text) if {
	some lease in preview.leases
	some segment in lease.segments
	some prefix in segment.prefixes
	net.cidr_contains(prefix, text)
}
