import { FLOW_LOG_PARSE } from "./flow-log-format";

/** A saved query of CloudWatch Logs Insights. */
export interface FlowLogQuery {
  /** Last part of its name; slug. */
  readonly name: string;
  readonly query: string;
}

/**
 * The questions that come up when leased space is abused: where does it send, what was refused, who sends most, and what
 * leaves on ports that get an address listed.
 */
export const FLOW_LOG_QUERIES: readonly FlowLogQuery[] = [
  {
    name: "top-destinations",
    query: ask(
      'filter flow_direction = "egress" and action = "ACCEPT"',
      "stats sum(bytes) as total_bytes, sum(packets) as total_packets, count_distinct(pkt_srcaddr) as sources by pkt_dstaddr, dstport",
      "sort total_bytes desc",
    ),
  },
  {
    name: "top-sources",
    query: ask(
      'filter flow_direction = "egress" and action = "ACCEPT"',
      "stats sum(bytes) as total_bytes, sum(packets) as total_packets, count_distinct(pkt_dstaddr) as destinations by pkt_srcaddr",
      "sort destinations desc",
    ),
  },
  {
    name: "rejected",
    query: ask(
      'filter flow_direction = "egress" and action = "REJECT"',
      "stats count(*) as records by pkt_srcaddr, pkt_dstaddr, dstport, protocol",
      "sort records desc",
    ),
  },
  {
    name: "mail-and-remote-access",
    query: ask(
      'filter flow_direction = "egress" and dstport in ["22", "23", "25", "445", "465", "587", "3389"]',
      "stats count(*) as records, sum(packets) as total_packets by pkt_srcaddr, pkt_dstaddr, dstport, action",
      "sort records desc",
    ),
  },
  {
    name: "new-connections",
    query: ask(
      // SYN without ACK: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
      'filter flow_direction = "egress" and tcp_flags in ["2", "3", "6", "7"]',
      "stats count(*) as connections by bin(5m), pkt_srcaddr",
      "sort connections desc",
    ),
  },
];

function ask(...steps: readonly string[]): string {
  return [FLOW_LOG_PARSE, ...steps, "limit 100"].join("\n| ");
}
