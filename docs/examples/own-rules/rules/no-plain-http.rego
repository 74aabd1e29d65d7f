# METADATA
# title: Nothing leaves in the clear
# description: |
#   What leaves on port 80 can be read and changed on the way, and the address it leaves from is ours: what somebody puts
#   into it is held against the lease. Destinations in a managed prefix list were looked at, and may stay.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc7258
#     description: "Pervasive monitoring is an attack"
# custom:
#   severity: error
#   scope: resource
#   subject: [destinations]
#   message: "Segment {segments} lets out to {destinations} on port 80, in the clear."
#   undetermined: "Whether segment {segments} lets out on port 80 is not known yet"
#   fix: "Let out on port 443 instead, or name the destinations in a managed prefix list."
package leasehold.rules.own.no_plain_http

import data.leasehold.result

finding contains result.violation(fact, arguments(fact)) if {
	some fact in input.firewall_rule
	opens(fact)
	leaves(fact)
}

# What nobody knows yet is never clean: it is undetermined where it could still break the rule.
finding contains result.undetermined(fact, field, arguments(fact)) if {
	some fact in input.firewall_rule
	some field in ["ports", "protocol", "destinations", "allowlist"]
	result.unknown(fact, field)
	may_open(fact)
	may_leave(fact)
}

# A firewall component whose insides are out of view.
finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"firewall"})

arguments(fact) := {"segments": fact.segments, "destinations": fact.destinations}

opens(fact) if {
	not hidden(fact)
	fact.protocol in {"tcp", "6"}
	fact.fromPort <= 80
	fact.toPort >= 80
}

opens(fact) if {
	not hidden(fact)
	fact.protocol == "all"
}

may_open(fact) if opens(fact)

may_open(fact) if hidden(fact)

leaves(fact) if {
	fact.beyondPrivate
	fact.allowlist == null
	not somewhere(fact)
}

may_leave(fact) if leaves(fact)

may_leave(fact) if somewhere(fact)

hidden(fact) if {
	some field in ["ports", "protocol"]
	result.unknown(fact, field)
}

somewhere(fact) if {
	some field in ["destinations", "allowlist"]
	result.unknown(fact, field)
}
