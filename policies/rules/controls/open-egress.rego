# METADATA
# title: No segment may reach nearly everything
# description: |
#   A firewall that lets out to half of the address space on nearly every port lets out scans, exfiltration and
#   command channels as well. Two halves of the address space, or one prefix list, are no less open than 0.0.0.0/0:
#   the union of all rules of the segment counts (settings openEgressPorts and openEgressShare).
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: "Security group rules"
# custom:
#   severity: error
#   scope: resource
#   subject: [families]
#   message: "{subject} lets out to {share} percent of the {families} address space on {ports} ports ({protocol})."
#   undetermined: "Whether {subject} lets out to nearly everything is not known yet"
#   fix: "Name the ports that the segment needs, such as 443, or the destinations; leave nothing else open."
package leasehold.rules.controls.open_egress

import data.leasehold.result

finding contains result.violation(fact, {
	"subject": subject,
	"families": sort({$"IPv{entry.family}" | some entry in wide}),
	"share": max([floor(entry.share * 100) | some entry in wide]),
	"ports": max([entry.widePorts | some entry in wide]),
	"protocol": sort({entry.protocol | some entry in wide}),
}) if {
	some fact, subject in subjects
	wide := wide_entries(fact)
	count(wide) > 0
	not result.unknown(fact, "segments")
}

finding contains result.undetermined(fact, "segments", {"subject": "a rule of a segment"}) if {
	some fact in input.firewall_rule
	result.unknown(fact, "segments")
	count(wide_entries(fact)) > 0
}

finding contains result.undetermined(fact, "egress", {"subject": subject}) if {
	some fact, subject in subjects
	count(wide_entries(fact)) == 0
	may_be_wide(fact)
}

finding contains result.undetermined(fact, "inputs", {"subject": "the firewall"}) if {
	some fact in result.opaque({"firewall", "segment"})
}

subjects[fact] := $"segment {fact.segment}" if some fact in input.segment

subjects[fact] := $"a rule of segment {concat(", ", fact.segments)}" if some fact in input.firewall_rule

# Where one rule alone is as wide, the finding is on that rule and not on the segment as well.
wide_entries(fact) := [entry |
	some entry in fact.egress
	entry.widePorts >= input.settings.openEgressPorts
	entry.share >= input.settings.openEgressShare
	not by_one_rule(fact, entry)
]

by_one_rule(fact, entry) if {
	fact.kind == "segment"
	entry.byOneRule == true
}

may_be_wide(fact) if {
	fact.kind == "segment"
	result.unknown(fact, "egress")
	not covered(fact)
}

# The fact says so only where the unknown part could make the rule that wide.
may_be_wide(fact) if {
	fact.kind == "firewall-rule"
	result.unknown(fact, "egress")
}

covered(fact) if {
	some entry in fact.egress
	entry.widePorts >= input.settings.openEgressPorts
	entry.share >= input.settings.openEgressShare
}
