/**
 * Fields of the flow logs that Telemetry keeps, in order. `pkt-srcaddr` tells a container apart from its node, `flow-direction`
 * and `tcp-flags` tell a new connection from a reply: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const FLOW_LOG_FIELDS = [
  "version",
  "account-id",
  "vpc-id",
  "subnet-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "tcp-flags",
  "pkt-srcaddr",
  "pkt-dstaddr",
  "flow-direction",
  "traffic-path",
] as const;

export type FlowLogField = (typeof FLOW_LOG_FIELDS)[number];

/** {@link FLOW_LOG_FIELDS} as the flow log's `logFormat` writes them. */
export const FLOW_LOG_FORMAT = FLOW_LOG_FIELDS.map((field) => `\${${field}}`).join(" ");

/** `parse` statement of CloudWatch Logs Insights that names the fields of a record; `-` becomes `_`. */
export const FLOW_LOG_PARSE = `parse @message "${FLOW_LOG_FIELDS.map(() => "*").join(" ")}" as ${FLOW_LOG_FIELDS.map(queryName).join(", ")}`;

/** Name of a field in a query: Logs Insights takes letters, digits and underscores. */
export function queryName(field: FlowLogField): string {
  return field.replaceAll("-", "_");
}
