# What the five rules share: the resources of a Pulumi preview, and the register that conftest loads with --data.
package preview

# The state that each resource has after the deployment.
resources := [step.newState | some step in input.steps; step.newState]

by_type[type] contains index if {
	some index, resource in resources
	type := resource.type
}

of_type(type) := [resources[index] | some index in by_type[type]]

# Where an input comes from, while its value is not known.
sources(resource, property) := object.get(resource, ["propertyDependencies", property], [])

tags(resource) := object.get(resource, ["inputs", "tags"], {})

# The segment that the tags of a resource name, as lease/segment.
segment(resource) := concat("/", [tags(resource)["leasehold:lease"], tags(resource)["leasehold:segment"]])

leases := {lease.id: lease | some lease in data.leases}

active := {lease.prefix: lease.id | some lease in data.leases; lease.status != "released"}

released := {lease.prefix | some lease in data.leases; lease.status == "released"}
