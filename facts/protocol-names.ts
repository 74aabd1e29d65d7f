/** Names of protocols by the ways in which AWS and programs write them. Others go by their number. */
export const PROTOCOL_NAMES: Readonly<Record<string, string>> = {
  "-1": "all",
  any: "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};
