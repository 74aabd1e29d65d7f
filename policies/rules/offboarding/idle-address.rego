# METADATA
# title: Every leased address is used
# description: |
#   An address that is allocated and attached to nothing is paid for, ages in partners' allowlists, and is the first
#   that somebody attaches to something in passing. Standby addresses are idle on purpose.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
#     description: "Elastic IP addresses: idle ones are charged"
# custom:
#   severity: warning
#   scope: stack
#   subject: [address]
#   message: "{address} is allocated from lease {lease}, and no NAT, load balancer, accelerator or interface uses it."
#   undetermined: "Whether anything uses {address} is not known yet"
#   fix: "Attach the address, release it, or put it into a segment of purpose standby."
package leasehold.rules.offboarding.idle_address

import data.leasehold.result

finding contains result.violation(fact, {"address": fact.address}) if {
	some fact in input.address
	idle(fact)
	fact.leased == true
	not unclear(fact)
}

finding contains result.undetermined(fact, field, {"address": fact.address}) if {
	some fact in input.address
	idle(fact)
	not foreign(fact)
	some field in ["usedBy", "leased", "purpose", "segments", "allocated"]
	hidden(fact, field)
}

finding contains result.undetermined(fact, "inputs", {"address": null}) if some fact in result.opaque({"pool", "lease"})

idle(fact) if {
	allocated(fact)
	count(fact.usedBy) == 0
	not standby(fact)
	fact.leaseStatus != "released"
}

allocated(fact) if fact.allocated == true

allocated(fact) if result.unknown(fact, "allocated")

standby(fact) if {
	fact.purpose == "standby"
	not result.unknown(fact, "purpose")
}

foreign(fact) if {
	fact.leased == false
	not result.unknown(fact, "leased")
}

unclear(fact) if {
	some field in ["usedBy", "leased", "purpose", "segments", "allocated"]
	hidden(fact, field)
}

hidden(fact, field) if result.unknown(fact, field)

hidden(fact, "leased") if fact.leased == null
