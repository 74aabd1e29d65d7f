# METADATA
# title: Only declared origins announce and are authorised
# description: |
#   The lease declares which ASNs originate its routes. A ROA or an announcement with another one is a typing error,
#   a forgotten former lessee, or a hijack: in each case traffic may go to a network that nobody here chose.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6811
#     description: "BGP prefix origin validation"
#   - ref: https://www.rfc-editor.org/rfc/rfc6483
#     description: "Validation of route origination, AS0"
# custom:
#   severity: error
#   scope: resource
#   subject: [prefix, asn]
#   message: "{prefix} is authorised for or announced from AS{asn}, which is not an origin of lease {lease} (origins: {origins})."
#   undetermined: "Whether the origin of {prefix} is one that lease {lease} declares is not known yet"
#   fix: "Use one of the declared origins, or add the ASN to routing.origins of the lease if it really originates the prefix."
package leasehold.rules.attestation.origin_mismatch

import data.leasehold.result

finding contains result.violation(fact, {"prefix": fact.prefix, "asn": asn, "origins": fact.origins}) if {
	some fact, field in subjects
	not undecided(fact, field)
	asn := fact[field]
	not asn in fact.origins
	not closes(fact, asn)
}

finding contains result.undetermined(fact, field, {"prefix": fact.prefix, "asn": fact[field]}) if {
	some fact, field in subjects
	undecided(fact, field)
	not closes(fact, fact[field])
}

subjects[fact] := "asn" if some fact in input.roa

subjects[fact] := "origin" if some fact in input.announcement

undecided(fact, field) if fact[field] == null

undecided(fact, field) if result.unknown(fact, field)

undecided(fact, _) if fact.origins == null

undecided(fact, _) if result.unknown(fact, "origins")

# AS0 for space that nobody announces closes it (RFC 6483 section 4).
closes(fact, asn) if {
	fact.kind == "roa"
	asn == 0
	fact.announced == false
	not result.unknown(fact, "asn")
}
