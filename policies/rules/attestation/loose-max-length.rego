# METADATA
# title: A ROA allows no longer prefix than is announced
# description: |
#   A max-length beyond what is really announced lets anybody who forges our origin announce a more specific prefix
#   that validates, and the more specific one wins. ROAs are made minimal: the announced length and no more
#   (routing.longestAnnounced). Where an announcer demands more, as AWS IPAM does with /24 and /48, the lease
#   declares that length.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc9319
#     description: "The use of maxLength in the RPKI"
#   - ref: https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-byoip-ipam.html
#     description: "What AWS IPAM demands of a ROA"
# custom:
#   severity: error
#   scope: resource
#   subject: [prefix, asn]
#   message: "The ROA for {prefix} from AS{asn} allows prefixes as long as /{max_length}, but the longest announced is /{longest}."
#   undetermined: "Whether the ROA for {prefix} allows a longer prefix than is announced is not known yet"
#   fix: "Set maxLength to /{longest} or leave it out, or declare in routing.longestAnnounced what is really announced."
package leasehold.rules.attestation.loose_max_length

import data.leasehold.result

finding contains result.violation(fact, {
	"prefix": fact.prefix,
	"asn": fact.asn,
	"max_length": fact.maxLength,
	"longest": fact.longestAnnounced,
}) if {
	some fact in input.roa
	not undecided(fact)
	fact.asn != 0
	fact.maxLength > fact.longestAnnounced
}

finding contains result.undetermined(fact, "maxLength", {"prefix": fact.prefix, "asn": fact.asn}) if {
	some fact in input.roa
	fact.asn != 0
	undecided(fact)
}

undecided(fact) if open_field(fact, "maxLength")

undecided(fact) if open_field(fact, "longestAnnounced")

# AS0 authorises nobody (RFC 6483 section 4), so its max-length harms nobody: an ASN that is not known may still be one.
undecided(fact) if {
	open_field(fact, "asn")
	not fact.maxLength <= fact.longestAnnounced
}

open_field(fact, field) if fact[field] == null

open_field(fact, field) if result.unknown(fact, field)
