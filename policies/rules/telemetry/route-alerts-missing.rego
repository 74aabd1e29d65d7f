# METADATA
# title: Somebody notices when the routes change
# description: |
#   A hijack, a leak or a ROA that was withdrawn shows in the routing tables of others, not in one's own cloud. An
#   announced lease names what watches them: a drift schedule, BGPalerter, or a service.
# related_resources:
#   - ref: https://github.com/nttgin/BGPalerter
#     description: "BGPalerter: alerts on hijacks, RPKI changes and visibility"
#   - ref: https://ris-live.ripe.net/manual/
#     description: "RIS Live: BGP messages as they are seen"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "Lease {lease} is announced, and nothing is named that watches its routes."
#   undetermined: "Whether something watches the routes of lease {lease} is not known yet"
#   fix: "Set up a drift schedule, BGPalerter or a service for the prefix, and name it in routing.monitors."
package leasehold.rules.telemetry.route_alerts_missing

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {}) if {
	some fact in input.lease
	announced(fact)
	not result.unknown(fact, "declaration.routing")
	count(monitors(fact)) == 0
}

finding contains result.undetermined(fact, "declaration.routing", {}) if {
	some fact in input.lease
	record.in_force(fact)
	result.unknown(fact, "declaration.routing")
}

# Who announces may be unknown alone: whether anybody does then is too.
finding contains result.undetermined(fact, field, {}) if {
	some fact in input.lease
	record.in_force(fact)
	not announced(fact)
	not result.unknown(fact, "declaration.routing")
	count(monitors(fact)) == 0
	some field in ["announced", "announcers"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

announced(fact) if {
	record.in_force(fact)
	count(fact.announcers) > 0
}

monitors(fact) := [name |
	some name in object.get(object.get(fact.declaration, "routing", {}), "monitors", [])
	trim_space(name) != ""
]
