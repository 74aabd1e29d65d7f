# METADATA
# title: A lease is given back in order
# description: |
#   Addresses first, then the announcement, then the provisioned space, then the record: in any other order traffic
#   goes to nobody, the cloud refuses, or things go on referring to space that is somebody else's. The rule judges a
#   plan step by step and runs where the source says what changes (preview JSON, or preview --state).
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/byoip-manage-address-range.html
#     description: "AWS BYOIP: release addresses, withdraw, deprovision"
# custom:
#   severity: error
#   scope: stack
#   subject: [subject]
#   needs: changes
#   message: "{subject} is {step} while {state}: {still}."
#   undetermined: "Whether {subject} is given back in order is not known yet"
#   fix: "Release the addresses and remove what refers to them, then withdraw, then deprovision, then release the lease; each in a deployment of its own."
package leasehold.rules.offboarding.release_out_of_order

import data.leasehold.result

words := {
	"release": ["released", "something still holds or refers to its space"],
	"deprovision": ["deprovisioned", "it is still announced"],
	"withdraw": ["withdrawn", "addresses of it are still allocated"],
}

finding contains result.violation(fact, {
	"subject": fact.subject,
	"step": words[fact.step][0],
	"state": words[fact.step][1],
	"still": fact.still,
}) if {
	some fact in input.release
	count(fact.still) > 0
}

finding contains result.undetermined(fact, "still", {"subject": fact.subject}) if {
	some fact in input.release
	count(fact.still) == 0
	result.unknown(fact, "still")
}
