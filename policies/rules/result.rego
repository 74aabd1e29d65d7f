# METADATA
# description: |
#   The one place where findings are made. A rule says which fact it is about and with which arguments; wording, severity
#   and place are joined to it later from the rule's metadata and the fact.
package leasehold.result

# A fact breaks the rule. `args` fill the placeholders of the rule's message.
violation(fact, args) := {"fact": fact.id, "status": "violation", "args": args}

# As `violation`, with the severity that the rule's metadata names as `other_severity`.
violation_of_other_severity(fact, args) := object.union(violation(fact, args), {"other_severity": true})

# Nobody can tell yet, because `field` of the fact is not known.
undetermined(fact, field, args) := {
	"fact": fact.id,
	"status": "undetermined",
	"field": field,
	"unknown": sort({path |
		some key, paths in fact.unknown
		related(key, field)
		some path in paths
	}),
	"args": args,
}

# The fact says that `field`, a part of it, or what it is part of, is not known.
unknown(fact, field) if {
	some key, _ in fact.unknown
	related(key, field)
}

# Components of the given kinds whose insides are out of view: what they hide cannot be judged.
opaque(kinds) := {fact |
	some fact in input.opaque
	fact.what in kinds
}

# Names of resources without what makes their URNs long; an id that is no URN stays as it is.
names(urns) := sort({name |
	some urn in urns
	parts := split(urn, "::")
	name := parts[count(parts) - 1]
})

related(key, field) if key == field

related(key, field) if startswith(key, concat("", [field, "."]))

related(key, field) if startswith(field, concat("", [key, "."]))
