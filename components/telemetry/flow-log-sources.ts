import { formatShort, type Prefix, parsePrefix, splitPrefix } from "../../lease/prefix";
import { FLOW_LOG_FIELDS, type FlowLogField } from "./flow-log-format";

/** Longest metric filter pattern: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const PATTERN_LIMIT = 1024;
/** How many filters one identity may take of a log group's 100. */
export const MAX_FILTERS = 10;

/** What of a flow-log record is counted. */
export type CountedTraffic = "packets" | "bytes" | "connections";

/** Space inside one's own network, which a limit on what leaves does not count. */
const INSIDE = ["10.*", "192.168.*", "169.254.*", ...Array.from({ length: 16 }, (_, i) => `172.${16 + i}.*`)];

/**
 * Metric filter patterns that together match the flow-log records of what some sources send out of the network, each of
 * at most 1,024 characters. A filter compares text, so an IPv4 prefix becomes patterns of whole octets (`10.0.1.*`):
 * /8, /16, /24 and /32 take one each, others up to 128. An IPv6 prefix is matched by the text all its addresses begin with.
 * Records of an interface and of the NAT gateway behind it are told apart by direction: what a workload sends is egress.
 *
 * @returns undefined where the sources cannot be matched in {@link MAX_FILTERS} filters.
 */
export function sourcePatterns(sources: readonly string[], counted: CountedTraffic): string[] | undefined {
  const texts: string[] = [];
  for (const source of sources) {
    const patterns = textPatterns(parsePrefix(source));
    if (patterns === undefined) return undefined;
    texts.push(...patterns);
  }
  const filters: string[] = [];
  for (let rest = texts; rest.length > 0; ) {
    if (filters.length === MAX_FILTERS) return undefined;
    let take = rest.length;
    while (take > 1 && recordPattern(rest.slice(0, take), counted).length > PATTERN_LIMIT) take -= 1;
    filters.push(recordPattern(rest.slice(0, take), counted));
    rest = rest.slice(take);
  }
  return filters;
}

/** The field of a record that a metric sums, `1` to count records. */
export function countedValue(counted: CountedTraffic): string {
  return counted === "connections" ? "1" : `$${fieldName(counted)}`;
}

/** Text patterns that match exactly the addresses of a prefix as flow logs write them; undefined where none do. */
export function textPatterns(prefix: Prefix): string[] | undefined {
  return prefix.family === 4 ? ipv4Patterns(prefix) : ipv6Patterns(prefix);
}

function ipv4Patterns(prefix: Prefix): string[] {
  const octets = Math.ceil(prefix.length / 8);
  if (octets === 0) return ["*.*"];
  return Array.from(splitPrefix(prefix, octets * 8), (part) => {
    const text = formatShort(part).split("/")[0] ?? "";
    return octets === 4 ? text : `${text.split(".").slice(0, octets).join(".")}.*`;
  });
}

/**
 * RFC 5952 shortens the longest run of zero groups, wherever it lies, so only a prefix of whole groups that does not end
 * in a zero group and holds no run of them begins the text of each of its addresses.
 */
function ipv6Patterns(prefix: Prefix): string[] | undefined {
  if (prefix.length === 128) return [formatShort(prefix)];
  if (prefix.length === 0 || prefix.length % 16 !== 0) return undefined;
  const groups = Array.from({ length: prefix.length / 16 }, (_, i) => (prefix.first >> BigInt(112 - 16 * i)) & 0xffffn);
  if (groups.at(-1) === 0n || groups.some((group, i) => group === 0n && groups[i + 1] === 0n)) return undefined;
  return [`${groups.map((group) => group.toString(16)).join(":")}:*`];
}

function recordPattern(texts: readonly string[], counted: CountedTraffic): string {
  const conditions: Partial<Record<FlowLogField, string>> = {
    "pkt-srcaddr": texts.map((text) => `${fieldName("pkt-srcaddr")}=${text}`).join("||"),
    "pkt-dstaddr": INSIDE.map((text) => `${fieldName("pkt-dstaddr")}!=${text}`).join("&&"),
    "flow-direction": `${fieldName("flow-direction")}=egress`,
    action: `${fieldName("action")}=ACCEPT`,
  };
  // A record's flags are those of all its packets: SYN without ACK, with FIN or RST where the connection was short.
  if (counted === "connections") {
    const flags = fieldName("tcp-flags");
    conditions["tcp-flags"] = [2, 3, 6, 7].map((value) => `${flags}=${value}`).join("||");
  }
  return `[${FLOW_LOG_FIELDS.map((field) => conditions[field] ?? fieldName(field)).join(",")}]`;
}

/** Short names leave room for conditions: `a` for the first field, `b` for the second. */
function fieldName(field: FlowLogField): string {
  return String.fromCharCode(97 + FLOW_LOG_FIELDS.indexOf(field));
}
