# A ROA request allows longer prefixes than are announced.
package main

import data.preview

deny contains {"msg": $"allows /{roa.inputs.maxLength}", "rule": "loose-max-length", "urn": roa.urn} if {
	some roa in preview.of_type("leasehold:rpki:RoaRequest")
	roa.inputs.asn != 0
	roa.inputs.maxLength > longest(preview.leases[roa.inputs.leaseId])
}

longest(lease) := object.get(lease, ["routing", "longestAnnounced"], to_number(split(lease.prefix, "/")[1]))
