# A rule lets out on a port that the purpose of its security group's segment does not allow.
package main

import data.preview

deny contains {"msg": $"lets out on {from}-{to}", "rule": "risky-port", "urn": rule.urn} if {
	some rule in preview.of_type("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
	from := rule.inputs.fromPort
	to := rule.inputs.toPort
	some risky in risky_ports
	from <= risky.to
	to >= risky.from
	some group in preview.sources(rule, "securityGroupId")
	not purpose_by_group[group] in risky.purposes
}

purpose_by_group := {group.urn: purpose_by_segment[preview.segment(group)] |
	some group in preview.of_type("aws:ec2/securityGroup:SecurityGroup")
}

purpose_by_segment := {$"{id}/{segment.name}": segment.purpose |
	some id, lease in preview.leases
	some segment in lease.segments
}

risky_ports := array.concat(
	[{"from": 25, "to": 25, "purposes": {"email"}}, {"from": 135, "to": 139, "purposes": set()}],
	[{"from": port, "to": port, "purposes": set()} |
		some port in [23, 445, 1433, 3306, 3389, 5432, 5900, 6379, 6667, 11211]
	],
)
