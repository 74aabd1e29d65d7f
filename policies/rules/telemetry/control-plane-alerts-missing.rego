# METADATA
# title: Somebody hears of every privileged call
# description: |
#   Whoever can move an address, a route or a reverse name can make the block somebody else's in one call. Event rules
#   with a target pass on CloudTrail's record of every privileged call, refused ones included. A rule that is off,
#   listens to another bus or has no target alerts nobody; metric filters on a trail's log that is out of view may.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html
#     description: "EC2 API calls in CloudTrail"
#   - ref: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
#     description: "EventBridge: events delivered through CloudTrail"
# custom:
#   severity: warning
#   scope: stack
#   subject: []
#   message: "No event rule with a target covers these privileged calls on lease {lease}: {missing}."
#   undetermined: "Whether somebody hears of the privileged calls on lease {lease} is not known yet"
#   fix: "Add a Telemetry of the lease, which makes the rules, or name in its external.alerts what alerts already."
package leasehold.rules.telemetry.control_plane_alerts_missing

import data.leasehold.record
import data.leasehold.result

finding contains result.violation(fact, {"missing": fact.alerts.missing}) if {
	some fact in input.lease
	silent(fact)
	not result.unknown(fact, "alerts")
}

finding contains result.undetermined(fact, "alerts", {}) if {
	some fact in input.lease
	held(fact)
	result.unknown(fact, "alerts")
}

finding contains result.undetermined(fact, "holders", {}) if {
	some fact in input.lease
	record.in_force(fact)
	result.unknown(fact, "holders")
	loud(fact) == false
}

finding contains result.undetermined(fact, "inputs", {}) if some fact in result.opaque({"telemetry", "lease"})

silent(fact) if {
	held(fact)
	loud(fact) == false
}

# Without anything of the lease in the program there is nothing that a call could move.
held(fact) if {
	record.in_force(fact)
	count(fact.holders) > 0
	not on_paper(fact)
	not result.unknown(fact, "holders")
}

# A ROA request or an announcement is made elsewhere: no call to the cloud moves it.
on_paper(fact) if {
	fact.holderCount == count(fact.holders)
	every urn in fact.holders {
		some type in ["leasehold:rpki:RoaRequest::", "leasehold:routing:Advertisement::"]
		contains(urn, type)
	}
}

default loud(_) := false

loud(fact) if count(fact.alerts.missing) == 0

loud(fact) if fact.alerts.external != null
