# METADATA
# title: Web and mail addresses have a reverse name
# description: |
#   Receivers of mail refuse senders without a PTR record, and abuse desks read the name to find whom to ask. Where
#   the lessee is responsible for reverse DNS, a missing name is ours to add. Mail makes it an error.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc1912
#     description: "Common DNS operational and configuration errors, section 2.1"
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Elastic_Addressing_Reverse_DNS.html
#     description: "Reverse DNS of Elastic IP addresses"
# custom:
#   severity: warning
#   other_severity: error
#   scope: stack
#   subject: [address]
#   message: "{address} is used by a segment for {purpose} and has no PTR record."
#   undetermined: "Whether {address} has a PTR record is not known yet"
#   fix: "Add a reverse name for the address (ReverseDns), with a forward record that leads back to it."
package leasehold.rules.telemetry.reverse_dns_missing

import data.leasehold.result

finding contains result.violation(fact, {"address": fact.address, "purpose": fact.purpose}) if {
	some fact in input.address
	missing(fact)
	fact.purpose != "email"
}

finding contains result.violation_of_other_severity(fact, {"address": fact.address, "purpose": fact.purpose}) if {
	some fact in input.address
	missing(fact)
	fact.purpose == "email"
}

finding contains result.undetermined(fact, field, {"address": fact.address}) if {
	some fact in input.address
	may_be_ours(fact)
	count(fact.ptrNames) == 0
	not foreign(fact)
	not idle(fact)
	some field in ["leased", "ptrNames", "usedBy", "purpose", "reverseDnsBy"]
	field_unknown(fact, field)
	may_need_name(fact)
}

finding contains result.undetermined(fact, "inputs", {"address": null}) if some fact in result.opaque({"reverse-dns", "lease", "segment"})

may_be_ours(fact) if fact.reverseDnsBy == "lessee"

may_be_ours(fact) if result.unknown(fact, "reverseDnsBy")

missing(fact) if {
	fact.reverseDnsBy == "lessee"
	count(fact.ptrNames) == 0
	fact.leased == true
	in_use(fact)
	needs_name(fact)
	not any_unknown(fact)
}

any_unknown(fact) if {
	some field in ["leased", "ptrNames", "purpose"]
	field_unknown(fact, field)
}

field_unknown(fact, field) if result.unknown(fact, field)

field_unknown(fact, "leased") if fact.leased == null

in_use(fact) if count(fact.usedBy) > 0

idle(fact) if {
	count(fact.usedBy) == 0
	not result.unknown(fact, "usedBy")
}

needs_name(fact) if fact.purpose in {"web", "email"}

# The way out of an admin segment needs no name, unless the settings ask for one.
needs_name(fact) if {
	fact.purpose == "admin"
	input.settings.reverseDnsForAdmin == true
	some user in fact.usedBy
	user.as in {"nat", "nat-instance"}
}

may_need_name(fact) if needs_name(fact)

may_need_name(fact) if result.unknown(fact, "purpose")

foreign(fact) if {
	fact.leased == false
	not result.unknown(fact, "leased")
}
