# METADATA
# title: No egress on ports that only abuse needs
# description: |
#   Outbound mail, Telnet, SMB, remote desktop, databases and IRC to the Internet are what compromised hosts use
#   first, and what blocklists count. Mail is for email segments; the others are for no segment, except to
#   destinations in a named allowlist (setting riskyPorts).
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc5068
#     description: "Email submission operations: access and accountability requirements"
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
#     description: "Managed prefix lists"
# custom:
#   severity: error
#   scope: resource
#   subject: [ports]
#   message: "Segment {segments} lets out to {destinations} on {ports}, which its purpose ({purpose}) does not allow."
#   undetermined: "Whether segment {segments} lets out on a risky port is not known yet"
#   fix: "Remove the rule, narrow it to private space, or name the destinations in a managed prefix list."
package leasehold.rules.controls.risky_port

import data.leasehold.result

finding contains result.violation(fact, {
	"segments": fact.segments,
	"destinations": fact.destinations,
	"ports": ports,
	"purpose": fact.purpose,
}) if {
	some fact in input.firewall_rule
	leaves(fact)
	not result.unknown(fact, "segments")
	ports := [label(risky) |
		some risky in input.settings.riskyPorts
		reaches(fact, risky)
		forbidden(fact, risky)
	]
	count(ports) > 0
}

# The ports are not known yet.
finding contains result.undetermined(fact, "ports", {"segments": fact.segments}) if {
	some fact in input.firewall_rule
	may_leave(fact)
	not certain(fact)
	ports_unknown(fact)
}

# The ports are risky, and where they lead, or whether an allowlist covers it, is not known yet.
finding contains result.undetermined(fact, "destinations", {"segments": fact.segments}) if {
	some fact in input.firewall_rule
	may_leave(fact)
	not leaves(fact)
	not ports_unknown(fact)
	some risky in input.settings.riskyPorts
	reaches(fact, risky)
	not allowed(fact, risky)
}

# The purpose that would allow the port is not known yet.
finding contains result.undetermined(fact, "segments", {"segments": null}) if {
	some fact in input.firewall_rule
	result.unknown(fact, "segments")
	certain(fact)
}

finding contains result.undetermined(fact, "purpose", {"segments": fact.segments}) if {
	some fact in input.firewall_rule
	leaves(fact)
	purpose_unknown(fact)
	some risky in input.settings.riskyPorts
	reaches(fact, risky)
	count(risky.purposes) > 0
}

finding contains result.undetermined(fact, "inputs", {"segments": null}) if some fact in result.opaque({"firewall", "segment"})

# It leaves private space for destinations that no named allowlist holds.
leaves(fact) if {
	fact.beyondPrivate == true
	fact.allowlist == null
	not result.unknown(fact, "allowlist")
	not result.unknown(fact, "beyondPrivate")
}

may_leave(fact) if leaves(fact)

may_leave(fact) if {
	fact.allowlist == null
	some field in ["destinations", "beyondPrivate", "allowlist"]
	result.unknown(fact, field)
}

reaches(fact, _) if {
	fact.protocol == "all"
	not result.unknown(fact, "protocol")
}

reaches(fact, risky) if {
	fact.protocol in {"tcp", "udp", "6", "17"}
	not ports_unknown(fact)
	fact.fromPort <= risky.to
	fact.toPort >= risky.from
}

ports_unknown(fact) if {
	some field in ["ports", "fromPort", "toPort", "protocol"]
	result.unknown(fact, field)
}

# A port without any purpose that allows it is forbidden whatever the purpose turns out to be.
forbidden(_, risky) if count(risky.purposes) == 0

forbidden(fact, risky) if {
	not purpose_unknown(fact)
	not fact.purpose in risky.purposes
}

allowed(fact, risky) if {
	not purpose_unknown(fact)
	fact.purpose in risky.purposes
}

purpose_unknown(fact) if fact.purpose == null

purpose_unknown(fact) if result.unknown(fact, "purpose")

# Some port is certainly risky, so the others do not matter.
certain(fact) if {
	leaves(fact)
	some risky in input.settings.riskyPorts
	reaches(fact, risky)
	forbidden(fact, risky)
}

label(risky) := format_int(risky.from, 10) if risky.from == risky.to

label(risky) := $"{risky.from}-{risky.to}" if risky.from != risky.to
