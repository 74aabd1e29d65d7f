# Something names space of a released lease: a part of it, the whole, or at most four bits more than that.
package main

import data.preview

deny contains {"msg": $"refers to {text}", "rule": "orphaned-reference", "urn": resource.urn} if {
	some resource in preview.resources
	some property in ["cidrIpv4", "cidrBlock", "destinationCidrBlock", "address", "prefix"]
	text := resource.inputs[property]
	not endswith(text, "/0")
	some prefix in preview.released
	net.cidr_intersects(prefix, text)
	length(prefix) - length(text) <= 4
}

length(text) := to_number(split(text, "/")[1]) if contains(text, "/")

length(text) := 32 if not contains(text, "/")
