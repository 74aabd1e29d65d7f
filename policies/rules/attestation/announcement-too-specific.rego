# METADATA
# title: No announcement is longer than the Internet carries
# description: |
#   Most networks filter routes longer than /24 in IPv4 and /48 in IPv6. Such an announcement reaches part of the
#   Internet only, and the rest follows a covering route or none (setting longestPublic).
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc7454
#     description: "BGP operations and security, section 6.1.3"
# custom:
#   severity: error
#   scope: stack
#   subject: [prefix]
#   message: "{prefix} is announced publicly, but networks filter what is longer than /{longest}."
#   undetermined: "Whether {prefix} is short enough to be announced is not known yet"
#   fix: "Announce the covering /{longest} or shorter, or do not advertise this prefix publicly."
package leasehold.rules.attestation.announcement_too_specific

import data.leasehold.result

finding contains result.violation(fact, {"prefix": fact.prefix, "longest": longest(fact)}) if {
	some fact in input.announcement
	advertised(fact)
	not length_unknown(fact)
	fact.length > longest(fact)
}

finding contains result.undetermined(fact, "advertised", {"prefix": fact.prefix}) if {
	some fact in input.announcement
	advertised_unknown(fact)
	not length_unknown(fact)
	fact.length > longest(fact)
}

finding contains result.undetermined(fact, "prefix", {"prefix": fact.prefix}) if {
	some fact in input.announcement
	not withheld(fact)
	length_unknown(fact)
}

longest(fact) := input.settings.longestPublic[format_int(fact.family, 10)]

advertised(fact) if {
	fact.advertised == true
	not result.unknown(fact, "advertised")
}

withheld(fact) if {
	fact.advertised == false
	not result.unknown(fact, "advertised")
}

advertised_unknown(fact) if {
	not advertised(fact)
	not withheld(fact)
}

length_unknown(fact) if fact.length == null

length_unknown(fact) if fact.family == null

length_unknown(fact) if result.unknown(fact, "prefix")

length_unknown(fact) if result.unknown(fact, "length")
