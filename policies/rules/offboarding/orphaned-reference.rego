# METADATA
# title: Nothing refers to space that was given back
# description: |
#   Ghost references outlive a lease in allowlists, firewall rules, records and routes. They trust or attract
#   whoever holds the addresses next. The same goes for a name of a lease or segment that nothing declares: it is a
#   left-over, or a typing error that keeps every other rule from seeing the resource.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
#     description: "Managed prefix lists"
# custom:
#   severity: error
#   scope: resource
#   subject: [text]
#   message: "Property {property} {verb} {text}{why}."
#   undetermined: "Whether property {property} may name {text} is not known yet"
#   fix: "Remove the reference, or replace it by space of a lease that is active."
package leasehold.rules.offboarding.orphaned_reference

import data.leasehold.result

finding contains result.violation(fact, {
	"property": fact.property,
	"text": fact.text,
	"verb": verb[fact.relation],
	"why": why(fact),
}) if {
	some fact in input.reference
	orphaned(fact)
}

finding contains result.undetermined(fact, "declared", {"property": fact.property, "text": fact.text}) if {
	some fact in input.reference
	names(fact)
	declared_unknown(fact)
}

finding contains result.undetermined(fact, "leaseStatus", {"property": fact.property, "text": fact.text}) if {
	some fact in input.reference
	mentions(fact)
	not orphaned(fact)
	near(fact)
	some field in ["leaseStatus", "leaseEnded", "activeLease"]
	result.unknown(fact, field)
	not certainly_held(fact)
}

verb := {"refers": "refers to", "holds": "holds", "names-lease": "names the lease", "names-segment": "names the segment"}

why(fact) := $", which was released with lease {fact.lease}" if {
	mentions(fact)
	fact.leaseStatus == "released"
}

why(fact) := $", whose lease {fact.lease} is past its term" if {
	mentions(fact)
	fact.leaseStatus != "released"
}

why(fact) := ", which nothing declares" if names(fact)

# Space of a released lease, held or referred to.
orphaned(fact) if {
	mentions(fact)
	fact.leaseStatus == "released"
	ours(fact)
}

# Space of a lease past its term. What holds it is a finding of lease-expired.
orphaned(fact) if {
	fact.relation == "refers"
	fact.leaseEnded == true
	ours(fact)
}

# While resources are still to come, one of them may declare the name.
orphaned(fact) if {
	names(fact)
	input.complete
	fact.declared == false
	not result.unknown(fact, "declared")
}

# Nothing that an active lease holds now.
ours(fact) if {
	near(fact)
	not held_by_active_lease(fact)
	not result.unknown(fact, "activeLease")
}

# Not a block so much larger that it means something else, and no default route.
near(fact) if {
	fact.bitsShorter <= input.settings.referenceMaxBitsShorter
	not endswith(fact.text, "/0")
}

certainly_held(fact) if {
	held_by_active_lease(fact)
	not result.unknown(fact, "activeLease")
}

# A lease past its term does not keep its own references alive, whatever its status says.
held_by_active_lease(fact) if {
	fact.activeLease != null
	not own_end(fact)
}

own_end(fact) if {
	fact.activeLease == fact.lease
	fact.leaseEnded == true
}

mentions(fact) if fact.relation in {"refers", "holds"}

names(fact) if fact.relation in {"names-lease", "names-segment"}

declared_unknown(fact) if fact.declared == null

declared_unknown(fact) if {
	fact.declared == false
	not input.complete
}

declared_unknown(fact) if result.unknown(fact, "declared")
