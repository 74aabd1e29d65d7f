# METADATA
# title: Flow logs can be asked
# description: |
#   Records that nobody can search are found out to be useless during the incident. A saved query over the log group, or
#   a table over the bucket, answers where the traffic went while it still matters.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
#     description: "CloudWatch Logs Insights: saved queries"
#   - ref: https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs.html
#     description: "Athena: tables over VPC flow logs"
# custom:
#   severity: warning
#   scope: stack
#   subject: [network]
#   message: "No saved query and no table reads the flow logs of {network}."
#   undetermined: "Whether the flow logs of {network} can be searched is not known yet"
#   fix: "Save a query over the log group (Telemetry does), declare a table over the bucket, or name in external.flowLogs what searches them."
package leasehold.rules.telemetry.flow_logs_not_searchable

import data.leasehold.result

finding contains result.violation(fact, {"network": network(fact)}) if {
	some fact in input.network
	mute(fact)
	not hidden(fact)
}

finding contains result.undetermined(fact, field, {"network": network(fact)}) if {
	some fact in input.network
	mute(fact)
	some field in ["searchable", "external", "logged"]
	result.unknown(fact, field)
}

finding contains result.undetermined(fact, "inputs", {"network": null}) if some fact in result.opaque({"telemetry", "segment"})

mute(fact) if {
	count(fact.segments) > 0
	logged(fact)
	unsearched(fact)
	unnamed(fact)
}

logged(fact) if fact.logged == true

logged(fact) if result.unknown(fact, "logged")

unsearched(fact) if fact.searchable == false

unsearched(fact) if result.unknown(fact, "searchable")

unnamed(fact) if fact.external == null

unnamed(fact) if result.unknown(fact, "external")

hidden(fact) if {
	some field in ["searchable", "external", "logged"]
	result.unknown(fact, field)
}

network(fact) := result.names([fact.network])[0]
