# METADATA
# title: Reverse names lead back to their address
# description: |
#   Mail receivers and abuse desks look a name up forwards before they believe it. A name that leads elsewhere, two names
#   for one address, or the name of another segment make an address look forged, and complaints go to the wrong team.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc8601#section-2.7.3
#     description: "Authentication results: the iprev check"
#   - ref: https://www.rfc-editor.org/rfc/rfc1912#section-2.1
#     description: "Common DNS operational and configuration errors"
# custom:
#   severity: error
#   scope: stack
#   subject: [address, problem]
#   message: "The reverse name {name} of {address} is wrong: {problem}."
#   undetermined: "Whether the reverse name {name} of {address} leads back to it is not known yet"
#   fix: "Give each address one name of its own, with an A or AAAA record for exactly that address."
package leasehold.rules.telemetry.reverse_dns_mismatch

import data.leasehold.result

finding contains result.violation(fact, {
	"address": fact.address,
	"name": fact.astray,
	"problem": "it does not lead back to the address",
}) if {
	some fact in input.reverse_name
	judged(fact)
	count(fact.astray) > 0
	not hidden(fact)
}

finding contains result.violation(fact, {
	"address": fact.address,
	"name": fact.names,
	"problem": $"another record names the address {concat(", ", fact.otherNames)}",
}) if {
	some fact in input.reverse_name
	judged(fact)
	count(fact.otherNames) > 0
}

# One record with two names is as bad as two records.
finding contains result.violation(fact, {
	"address": fact.address,
	"name": fact.names,
	"problem": "an address has one name",
}) if {
	some fact in input.reverse_name
	judged(fact)
	count({name | some name in fact.names}) > 1
}

finding contains result.violation(fact, {
	"address": fact.address,
	"name": fact.names,
	"problem": $"it is the name of {concat(", ", fact.namesOfSegments)} too",
}) if {
	some fact in input.reverse_name
	judged(fact)
	count(fact.namesOfSegments) > 0
}

finding contains result.undetermined(fact, "forward", {
	"address": fact.address,
	"name": fact.forwardOutOfView,
	"problem": null,
}) if {
	some fact in input.reverse_name
	judged(fact)
	count(fact.forwardOutOfView) > 0
}

finding contains result.undetermined(fact, field, {"address": fact.address, "name": fact.names, "problem": null}) if {
	some fact in input.reverse_name
	judged(fact)
	some field in ["names", "forward", "address", "astray", "leaseStatus"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {"address": null, "problem": null}) if {
	some fact in result.opaque({"reverse-dns", "lease"})
}

# The names of a released lease's space are somebody else's by now.
judged(fact) if not over(fact)

over(fact) if {
	fact.leaseStatus == "released"
	not result.unknown(fact, "leaseStatus")
}

hidden(fact) if {
	some field in ["forward", "astray", "address"]
	result.unknown(fact, field)
}
