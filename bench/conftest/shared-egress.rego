# Workload subnets of two segments can leave with one address: subnet → association → table ← route → NAT → address.
package main

import data.preview

deny contains {"msg": $"{address} is the way out of {segments}", "rule": "shared-egress", "urn": address} if {
	some nat in preview.of_type("aws:ec2/natGateway:NatGateway")
	segments := {segment |
		some table in tables_by_nat[nat.urn]
		some subnet in subnets_by_table[table]
		segment := segment_by_subnet[subnet]
	}
	count(segments) > 1
	some property in ["allocationId", "secondaryAllocationIds"]
	some address in preview.sources(nat, property)
}

segment_by_subnet := {subnet.urn: preview.segment(subnet) | some subnet in preview.of_type("aws:ec2/subnet:Subnet")}

subnets_by_table := {table: subnets |
	some association in associations
	table := association.table
	subnets := {subnet |
		some i
		associations[i].table == table
		subnet := associations[i].subnet
	}
}

associations := [{"table": table, "subnet": subnet} |
	some association in preview.of_type("aws:ec2/routeTableAssociation:RouteTableAssociation")
	some table in preview.sources(association, "routeTableId")
	some subnet in preview.sources(association, "subnetId")
]

tables_by_nat := {nat: tables |
	some route in routes
	nat := route.nat
	tables := {table |
		some i
		routes[i].nat == nat
		table := routes[i].table
	}
}

routes := [{"nat": nat, "table": table} |
	some route in preview.of_type("aws:ec2/route:Route")
	route.inputs.destinationCidrBlock == "0.0.0.0/0"
	some table in preview.sources(route, "routeTableId")
	some nat in preview.sources(route, "natGatewayId")
]
