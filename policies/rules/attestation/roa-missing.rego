# METADATA
# title: Every announced route is valid by a ROA
# description: |
#   Networks that validate route origins drop what is invalid, and more and more of them prefer what is valid. A
#   leased prefix without a ROA for its origin can be announced by anybody, and a ROA of the former lessee makes our
#   own announcement invalid.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6811
#     description: "BGP prefix origin validation"
#   - ref: https://www.rfc-editor.org/rfc/rfc9582
#     description: "A profile for route origin authorizations"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "Lease {lease} is announced, but no ROA makes these routes valid: {routes}."
#   undetermined: "Whether the announced routes of lease {lease} are valid is not known yet"
#   fix: "Request a ROA for each origin and announced prefix (RoaRequest), or ask the lessor to publish it."
package leasehold.rules.attestation.roa_missing

import data.leasehold.result

finding contains result.violation(fact, {"routes": routes}) if {
	some fact in input.lease
	judged(fact)
	routes := sort({route_text(route) |
		some route in fact.routes
		route.declared
		broken(fact, route)
	})
	count(routes) > 0
}

finding contains result.undetermined(fact, "routes", {}) if {
	some fact in input.lease
	judged(fact)
	some route in fact.routes
	route.declared
	open(fact, route)
}

# Announced, but from nowhere that is declared: there is no route to look for.
finding contains result.undetermined(fact, "declaration.routing.origins", {}) if {
	some fact in input.lease
	judged(fact)
	count(fact.routes) == 0
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	some field in ["routes", "declaration.routing"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"lease"})

# A released lease is announced by nobody of ours. One that only the register knows and of which this program holds nothing
# is another program's, which declares its ROAs; it is judged here as soon as validated payloads are looked at.
judged(fact) if {
	fact.announced
	fact.declaration.status != "released"
	not elsewhere(fact)
}

elsewhere(fact) if {
	fact.declaredBy == "register"
	fact.holderCount == 0
	not fact.vrpsSeen
}

route_text(route) := $"{route.prefix} from AS{route.origin}"

broken(fact, route) if {
	route.verdict in {"invalid", "not-found"}
	not out_of_view(fact)
}

# A ROA that might make the route valid has parts that are not known yet.
open(_, route) if route.verdict == null

open(fact, route) if {
	route.verdict in {"invalid", "not-found"}
	out_of_view(fact)
}

# The lessor publishes the ROAs, and there are no validated payloads to find them in.
out_of_view(fact) if {
	fact.declaration.routing.announcedBy == "lessor"
	not fact.vrpsSeen
}
