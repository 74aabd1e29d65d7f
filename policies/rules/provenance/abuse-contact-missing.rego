# METADATA
# title: Complaints and reverse names have an address
# description: |
#   Complaints about a leased block reach the lessor first, who passes them on or ends the lease. The lease names who
#   takes them, and whether lessee or lessor answers for reverse DNS, so that neither waits for the other.
# related_resources:
#   - ref: https://www.ripe.net/publications/docs/ripe-705/
#     description: "Abuse contact management in the RIPE Database"
#   - ref: https://www.rfc-editor.org/rfc/rfc2142
#     description: "Mailbox names for common services, roles and functions"
# custom:
#   severity: error
#   scope: stack
#   subject: [missing]
#   message: "Lease {lease} does not say {missing}."
#   undetermined: "Whether lease {lease} names its contacts is not known yet"
#   fix: "Add contacts.abuse and reverseDns.responsibility to the lease."
package leasehold.rules.provenance.abuse_contact_missing

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {"missing": words}) if {
	some fact in input.lease
	record.in_force(fact)
	some [field, words] in parts
	not result.unknown(fact, concat(".", ["declaration", field]))
	missing(fact, field)
}

finding contains result.undetermined(fact, concat(".", ["declaration", field]), {"missing": null}) if {
	some fact in input.lease
	record.in_force(fact)
	some [field, _] in parts
	result.unknown(fact, concat(".", ["declaration", field]))
}

finding contains result.undetermined(fact, "inputs", {"missing": null}) if some fact in result.opaque({"lease"})

parts := [["contacts", "who takes complaints about abuse"], ["reverseDns", "who answers for reverse DNS"]]

missing(fact, "contacts") if trim_space(object.get(object.get(fact.declaration, "contacts", {}), "abuse", "")) == ""

missing(fact, "reverseDns") if not fact.declaration.reverseDns
