# METADATA
# title: Segments do not overlap
# description: |
#   Which segment an address is in decides its purpose, firewall and quarantine. Where prefixes overlap, or prefix,
#   parent and tag disagree, the answer depends on who asks; a wrong tag is also the cheapest way to slip past the
#   rules of a stricter segment.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
#     description: "Subnet CIDR blocks"
# custom:
#   severity: error
#   scope: stack
#   subject: [subject, others]
#   message: "{subject} is in more than one segment: {others}."
#   undetermined: "Whether {subject} is in one segment only is not known yet"
#   fix: "Let each prefix belong to one segment, and make prefix, parent and tag name the same one."
package leasehold.rules.controls.overlapping_segments

import data.leasehold.result

finding contains result.violation(fact, {
	"subject": $"Segment {fact.segment} ({other.prefix})",
	"others": [$"{other.lease}/{other.segment}"],
}) if {
	some fact in input.segment
	some other in fact.overlapping
}

finding contains result.violation(fact, {
	"subject": object.get(fact, "address", null),
	"others": sort(fact.conflicting),
}) if {
	some fact in input.address
	count(fact.conflicting) > 0
}

finding contains result.violation(fact, {
	"subject": $"Subnet {result.names([fact.subnet])[0]}",
	"others": sort(fact.conflicting),
}) if {
	some fact in input.subnet
	count(fact.conflicting) > 0
}

finding contains result.undetermined(fact, "prefixes", {"subject": $"Segment {fact.segment}"}) if {
	some fact in input.segment
	unknown_any(fact, ["prefixes", "overlapping"])
}

finding contains result.undetermined(fact, "claims", {"subject": fact.address}) if {
	some fact in input.address
	count(fact.conflicting) == 0
	unknown_any(fact, ["claims", "conflicting"])
}

finding contains result.undetermined(fact, "claims", {"subject": $"Subnet {result.names([fact.subnet])[0]}"}) if {
	some fact in input.subnet
	count(fact.conflicting) == 0
	unknown_any(fact, ["claims", "conflicting"])
}

finding contains result.undetermined(fact, "inputs", {"subject": null}) if some fact in result.opaque({"segment"})

unknown_any(fact, fields) if {
	some field in fields
	result.unknown(fact, field)
}
