# METADATA
# description: |
#   The one entry point: every finding of every rule on the facts of one partition, each with the name of its rule.
package leasehold

# METADATA
# entrypoint: true
findings contains object.union(found, {"rule": replace(rule, "_", "-")}) if {
	some part, rule
	some found in data.leasehold.rules[part][rule].finding
}
