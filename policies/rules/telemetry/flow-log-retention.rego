# METADATA
# title: Flow logs are kept as long as somebody may ask for them
# description: |
#   Complaints about an address come weeks after the traffic, and a lessor's or a court's come later still. Records are
#   kept for the lease's retentionDays, or for ninety days (setting flowLogRetentionDays). Where several logs cover a
#   network, the one that is kept longest counts; a group without a retention time keeps for ever.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
#     description: "CloudWatch Logs: retention"
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
#     description: "S3: object lifecycle"
# custom:
#   severity: warning
#   scope: stack
#   subject: [network]
#   message: "The flow logs of {network} are kept for {days} days, and {required} are asked for."
#   undetermined: "Whether the flow logs of {network} are kept for long enough is not known yet"
#   fix: "Raise the retention of the log group, or the expiration of the bucket."
package leasehold.rules.telemetry.flow_log_retention

import data.leasehold.result

finding contains result.violation(fact, {
	"network": network(fact),
	"days": fact.keptDays,
	"required": required(fact),
}) if {
	some fact in input.network
	short(fact)
	not hidden(fact)
}

finding contains result.undetermined(fact, field, {"network": network(fact)}) if {
	some fact in input.network
	logged(fact)
	not long_enough(fact)
	some field in ["keptDays", "requiredDays", "logged", "traffic"]
	result.unknown(fact, field)
}

# Logs kept elsewhere are known by their name alone.
finding contains result.undetermined(fact, "keptDays", {"network": network(fact)}) if {
	some fact in input.network
	count(fact.segments) > 0
	fact.logged == false
	fact.external != null
}

finding contains result.undetermined(fact, "inputs", {"network": null}) if some fact in result.opaque({"telemetry", "segment"})

logged(fact) if {
	count(fact.segments) > 0
	fact.logged == true
}

logged(fact) if {
	count(fact.segments) > 0
	result.unknown(fact, "logged")
}

short(fact) if {
	logged(fact)
	is_number(fact.keptDays)
	fact.keptDays < required(fact)
}

long_enough(fact) if {
	fact.keptDays >= required(fact)
	not result.unknown(fact, "requiredDays")
}

# Nothing is longer than for ever.
long_enough(fact) if {
	fact.keptDays == null
	not result.unknown(fact, "keptDays")
}

hidden(fact) if {
	some field in ["keptDays", "requiredDays", "logged", "traffic"]
	result.unknown(fact, field)
}

required(fact) := fact.requiredDays if fact.requiredDays != null

required(fact) := input.settings.flowLogRetentionDays if fact.requiredDays == null

network(fact) := result.names([fact.network])[0]
