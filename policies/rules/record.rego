# METADATA
# description: |
#   What rules ask of the record that is a lease: whether it still counts, and whether a text in it says anything.
package leasehold.record

# A released lease keeps its record as it was; nobody has to complete it.
in_force(fact) if fact.declaration.status != "released"

# The text of a lease at `path`, without the spaces around it; empty where it is missing.
text(fact, path) := trim_space(object.get(fact.declaration, path, ""))

# Something was done on a day that has come. A date that lies ahead records a plan, not a deed.
done(days_since) if {
	days_since != null
	days_since >= 0
}

# The lease is this program's to look after: it declares it, or holds something of it.
here(fact) if fact.declaredBy == "program"

here(fact) if count(fact.holders) > 0
