# METADATA
# title: Networks that carry a segment log all traffic
# description: |
#   An abuse report names an address, a port and a time. Without flow logs of accepted and rejected traffic nobody
#   can say which workload it was, whether it still goes on, or that it was not us at all.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
#     description: "VPC flow logs"
# custom:
#   severity: error
#   scope: stack
#   subject: [network]
#   message: "{scope} {network} carries {segments} and logs {logged}."
#   undetermined: "Whether {network} logs all traffic is not known yet"
#   fix: "Add a flow log with traffic type ALL (Telemetry does), or name the log kept elsewhere as external.flowLogs."
package leasehold.rules.telemetry.flow_logs_off

import data.leasehold.result

finding contains result.violation(fact, {
	"scope": scope_text[fact.scope],
	"network": result.names([fact.network])[0],
	"segments": fact.segments,
	"logged": logged(fact),
}) if {
	some fact in input.network
	carries(fact)
	not complete(fact)
	fact.external == null
	fact.inView
	not traffic_unknown(fact)
}

finding contains result.undetermined(fact, "traffic", {"network": result.names([fact.network])[0]}) if {
	some fact in input.network
	carries(fact)
	not complete(fact)
	fact.external == null
	out_of_view(fact)
}

finding contains result.undetermined(fact, "inputs", {"network": null}) if some fact in result.opaque({"telemetry", "segment"})

scope_text := {"vpc": "VPC", "subnet": "Subnet"}

carries(fact) if count(fact.segments) > 0

complete(fact) if "ALL" in fact.traffic

complete(fact) if {
	"ACCEPT" in fact.traffic
	"REJECT" in fact.traffic
}

logged(fact) := "nothing" if count(fact.traffic) == 0

logged(fact) := $"{concat(", ", sort(fact.traffic))} only" if count(fact.traffic) > 0

out_of_view(fact) if not fact.inView

out_of_view(fact) if traffic_unknown(fact)

traffic_unknown(fact) if result.unknown(fact, "traffic")

traffic_unknown(fact) if result.unknown(fact, "external")
