# METADATA
# description: |
#   Facts for the rules' tests: each maker gives one that breaks no rule, with the changes that a test is about. A change
#   replaces what it names; `declaration` and `unknown` are merged.
package leasehold.facts_test

# The input of a rule that sees these facts alone.
given(groups) := object.union({"today": "2026-11-20", "complete": true, "settings": settings}, groups)

# How the findings end: the set of their states.
states(findings) := {found.status | some found in findings}

settings := {
	"leaseExpiringDays": 30,
	"longestPublic": {"4": 24, "6": 48},
	"openEgressPorts": 60000,
	"openEgressShare": 0.5,
	"riskyPorts": [
		{"from": 23, "to": 23, "purposes": []},
		{"from": 25, "to": 25, "purposes": ["email"]},
		{"from": 135, "to": 139, "purposes": []},
		{"from": 3389, "to": 3389, "purposes": []},
	],
	"reverseDnsForAdmin": false,
	"referenceMaxBitsShorter": 4,
	"provenanceMaxAgeDays": 365,
	"provenanceGraceDays": 7,
	"kycLessors": [],
	"handoverReputationDays": 14,
	"quarantineDrillFirstDays": 7,
	"quarantineDrillDays": 90,
	"breakGlassHours": 24,
	"flowLogRetentionDays": 90,
	"privilegedRoles": [],
}

lease(changes) := object.union(
	{
		"kind": "lease",
		"id": "lease",
		"resource": "urn:pulumi:dev::shop::leasehold:index:LeasedBlock::edge",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"declaredBy": "program",
		"declaration": {
			"id": "edge",
			"prefix": "203.0.113.0/24",
			"status": "active",
			"term": {"start": "2026-01-01", "end": "2027-12-31"},
			"owner": {"team": "platform", "contact": "platform@example.com"},
			"allowedUses": ["web", "email"],
			"contacts": {"abuse": "abuse@example.com"},
			"reverseDns": {"responsibility": "lessee"},
			"lessor": {"name": "Lessor"},
			"routing": {"announcedBy": "lessee", "origins": [64500], "monitors": ["bgpalerter"]},
			"provenance": {"verifiedOn": "2026-01-02", "verifiedBy": "platform", "evidence": "tickets/1"},
			"reputation": {"checkedOn": "2026-01-03", "listings": []},
			"quarantinePlan": {"document": "runbooks/quarantine.md", "onCall": "platform-oncall"},
			"quarantineDrill": {"ranOn": "2026-11-01", "evidence": "tickets/2"},
		},
		"evidence": {
			"daysSinceVerified": 299,
			"daysSinceAuthorized": null,
			"daysSinceReputation": 298,
			"reputationDay": 2,
			"daysSinceDrill": 19,
		},
		"announcers": ["lessee"],
		"as0": false,
		"alerts": {"some": true, "missing": [], "external": null},
		"segmentCount": 1,
		"daysUntilEnd": 400,
		"daysSinceStart": 300,
		"holders": ["urn:pulumi:dev::shop::aws:ec2/eip:Eip::web-a"],
		"holderCount": 1,
		"overlapping": [],
		"announced": true,
		"routes": [route("valid")],
		"vrpsSeen": false,
	},
	changes,
)

route(verdict) := {"prefix": "203.0.113.0/24", "origin": 64500, "declared": true, "aws": false, "verdict": verdict}

aws_route(verdict) := {"prefix": "203.0.113.0/24", "origin": 14618, "declared": false, "aws": true, "verdict": verdict}

without(fact, field) := object.union(
	object.remove(fact, ["declaration"]),
	{"declaration": object.remove(fact.declaration, [field])},
)

segment(changes) := object.union(
	{
		"kind": "segment",
		"id": "segment",
		"resource": "urn:pulumi:dev::shop::leasehold:index:EgressSegment::web",
		"lease": "edge",
		"segment": "web",
		"unknown": {},
		"declaredBy": "program",
		"leaseStatus": "active",
		"purpose": "web",
		"allowedUses": ["web", "email"],
		"prefixes": ["203.0.113.0/26"],
		"outside": [],
		"overlapping": [],
		"status": null,
		"critical": false,
		"standby": null,
		"egress": [],
		"guards": {
			"denyLists": ["bogons"],
			"deniesBogons": true,
			"rateLimits": [{"identity": "mailer", "limited": true}],
			"approvers": ["platform-lead"],
			"hours": 4,
		},
		"firewallHidden": false,
		"sharedWithStandby": [],
		"present": true,
		"hasFirewall": true,
		"openBeyondBreakGlass": [],
	},
	changes,
)

address(changes) := object.union(
	{
		"kind": "address",
		"id": "address",
		"resource": "urn:pulumi:dev::shop::aws:ec2/eip:Eip::web-a",
		"lease": "edge",
		"segment": "web",
		"unknown": {},
		"address": "203.0.113.5/32",
		"leased": true,
		"leaseStatus": "active",
		"claims": [{"by": "prefix", "lease": "edge", "segment": "web"}],
		"segments": ["edge/web"],
		"conflicting": [],
		"purpose": "web",
		"usedBy": [used_as("nat", true)],
		"egressSegments": [leaves("edge/web", "web-nat")],
		"ptrNames": ["web-a.example.com"],
		"reverseDnsBy": "lessee",
		"protected": true,
		"allocated": true,
	},
	changes,
)

used_as(what, declares) := {
	"resource": "urn:pulumi:dev::shop::aws:ec2/natGateway:NatGateway::web-nat",
	"as": what,
	"declaresSegment": declares,
}

leaves(key, name) := {
	"key": key,
	"via": [concat("::", ["urn:pulumi:dev", "shop", "aws:ec2/natGateway:NatGateway", name])],
}

subnet(changes) := object.union(
	{
		"kind": "subnet",
		"id": "subnet",
		"resource": "urn:pulumi:dev::shop::leasehold:index:EgressSegment::web",
		"lease": "edge",
		"segment": "web",
		"unknown": {},
		"subnet": "urn:pulumi:dev::shop::aws:ec2/subnet:Subnet::web-workload-a",
		"claims": [{"by": "subnets", "lease": "edge", "segment": "web"}],
		"conflicting": [],
		"hostsNatOnly": false,
		"internetGatewayRoute": false,
		"via": [],
	},
	changes,
)

firewall_rule(changes) := object.union(
	{
		"kind": "firewall-rule",
		"id": "firewall-rule",
		"resource": "urn:pulumi:dev::shop::aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::web-https",
		"lease": "edge",
		"segment": "web",
		"unknown": {},
		"segments": ["edge/web"],
		"purpose": "web",
		"protocol": "tcp",
		"fromPort": 443,
		"toPort": 443,
		"destinations": ["0.0.0.0/0"],
		"beyondPrivate": true,
		"allowlist": null,
		"egress": [],
	},
	changes,
)

network(changes) := object.union(
	{
		"kind": "network",
		"id": "network",
		"resource": "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"network": "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main",
		"scope": "vpc",
		"segments": ["edge/web"],
		"inView": true,
		"traffic": ["ALL"],
		"external": null,
		"logged": true,
		"keptDays": 90,
		"requiredDays": null,
		"searchable": true,
	},
	changes,
)

roa(changes) := object.union(
	{
		"kind": "roa",
		"id": "roa",
		"resource": "urn:pulumi:dev::shop::leasehold:rpki:RoaRequest::edge-roa",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"source": "request",
		"prefix": "203.0.113.0/24",
		"length": 24,
		"asn": 64500,
		"maxLength": 24,
		"origins": [64500],
		"longestAnnounced": 24,
		"announced": true,
		"daysUntilLeaseEnd": 400,
		"noticeDays": null,
		"removalAfterEnd": null,
		"leaseStatus": "active",
	},
	changes,
)

announcement(changes) := object.union(
	{
		"kind": "announcement",
		"id": "announcement",
		"resource": "urn:pulumi:dev::shop::leasehold:routing:Advertisement::edge-route",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"prefix": "203.0.113.0/24",
		"family": 4,
		"length": 24,
		"origin": 64500,
		"origins": [64500],
		"advertised": true,
	},
	changes,
)

reverse_name(changes) := object.union(
	{
		"kind": "reverse-name",
		"id": "reverse-name",
		"resource": "urn:pulumi:dev::shop::cloudflare:index/dnsRecord:DnsRecord::ptr-5",
		"lease": "edge",
		"segment": "web",
		"unknown": {},
		"address": "203.0.113.5/32",
		"names": ["web-a.example.com"],
		"leaseStatus": "active",
		"allocated": true,
		"segments": ["edge/web"],
		"astray": [],
		"forwardOutOfView": [],
		"otherNames": [],
		"namesOfSegments": [],
	},
	changes,
)

holding(changes) := object.union(
	{
		"kind": "holding",
		"id": "holding",
		"resource": "urn:pulumi:dev::shop::aws:ec2/eip:Eip::web-a",
		"lease": "edge",
		"segment": "web",
		"unknown": {},
		"what": "address",
		"space": "203.0.113.5/32",
		"leased": true,
		"leaseStatus": "active",
		"protected": true,
	},
	changes,
)

reference(changes) := object.union(
	{
		"kind": "reference",
		"id": "reference",
		"resource": "urn:pulumi:dev::shop::aws:ec2/managedPrefixList:ManagedPrefixList::partners",
		"lease": "old",
		"segment": null,
		"unknown": {},
		"relation": "refers",
		"property": "entries[3].cidr",
		"text": "198.51.100.7/32",
		"bitsShorter": 0,
		"leaseStatus": "released",
		"leaseEnded": true,
		"activeLease": null,
		"declared": true,
	},
	changes,
)

opaque(what) := {
	"kind": "opaque",
	"id": "opaque",
	"resource": "urn:pulumi:dev::shop::leasehold:index:Part::part",
	"lease": null,
	"segment": null,
	"unknown": {},
	"what": what,
}

# `field` of the fact comes from a value that nobody knows yet.
unknown(field) := {"unknown": {field: [concat("#", ["urn:pulumi:dev::shop::x:y:Z::z", field])]}}

permission(changes) := object.union(
	{
		"kind": "permission",
		"id": "permission",
		"resource": "urn:pulumi:dev::shop::x:y:Z::one",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"policy": "deploy",
		"actions": [],
		"actionCount": 0,
	},
	changes,
)

approval(changes) := object.union(
	{
		"kind": "approval",
		"id": "approval",
		"resource": "urn:pulumi:dev::shop::x:y:Z::one",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"configured": true,
		"satisfied": true,
		"reasons": [],
	},
	changes,
)

revocation(changes) := object.union(
	{
		"kind": "revocation",
		"id": "revocation",
		"resource": "urn:pulumi:dev::shop::x:y:Z::one",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"prefix": "203.0.113.0/24",
		"asn": 64500,
		"action": "deleted",
		"broken": [],
	},
	changes,
)

addition(changes) := object.union(
	{
		"kind": "addition",
		"id": "addition",
		"resource": "urn:pulumi:dev::shop::x:y:Z::one",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"what": "reference",
		"text": "203.0.113.5/32",
		"added": true,
	},
	changes,
)

release(changes) := object.union(
	{
		"kind": "release",
		"id": "release",
		"resource": "urn:pulumi:dev::shop::x:y:Z::one",
		"lease": "edge",
		"segment": null,
		"unknown": {},
		"step": "release",
		"subject": "edge",
		"still": [],
	},
	changes,
)
