# METADATA
# title: A block that AWS announces has ROAs for both AWS origins
# description: |
#   AWS announces brought addresses from AS16509 and AS14618 and asks for a ROA for each. With one of them missing,
#   provisioning fails, or part of the announcements is invalid and unreachable from networks that validate.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-byoip.html
#     description: "Bring your own IP addresses to Amazon EC2"
#   - ref: https://www.rfc-editor.org/rfc/rfc6811
#     description: "BGP prefix origin validation"
# custom:
#   severity: error
#   scope: stack
#   subject: []
#   message: "AWS announces lease {lease} from its own ASNs, but no ROA makes these routes valid: {routes}."
#   undetermined: "Whether lease {lease} has ROAs for both AWS origins is not known yet"
#   fix: "Request ROAs for AS16509 and AS14618 with the prefix of the block, or announce with your own ASN (routing.byoasn)."
package leasehold.rules.attestation.byoip_origins_incomplete

import data.leasehold.result

finding contains result.violation(fact, {"routes": routes}) if {
	some fact in input.lease
	judged(fact)
	routes := sort({route_text(route) |
		some route in fact.routes
		route.aws
		broken(fact, route)
	})
	count(routes) > 0
}

finding contains result.undetermined(fact, "routes", {}) if {
	some fact in input.lease
	judged(fact)
	some route in fact.routes
	route.aws
	open(fact, route)
}

finding contains result.undetermined(fact, field, {}) if {
	some fact in input.lease
	fact.declaration.status != "released"
	may_be_aws(fact)
	not own_asn(fact)
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
	fact.declaration.routing.announcedBy == "aws"
	not own_asn(fact)
}

elsewhere(fact) if {
	fact.declaredBy == "register"
	fact.holderCount == 0
	not fact.vrpsSeen
}

own_asn(fact) if is_number(fact.declaration.routing.byoasn)

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

may_be_aws(fact) if fact.declaration.routing.announcedBy == "aws"

may_be_aws(fact) if result.unknown(fact, "declaration.routing.announcedBy")
