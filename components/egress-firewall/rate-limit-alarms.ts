import type { ArgumentErrors } from "../argument-errors";
import type { RateLimit } from "../egress-segment/segment-arguments";
import { type CountedTraffic, countedValue, MAX_FILTERS, sourcePatterns } from "../telemetry/flow-log-sources";

/** Seconds over which a NAT gateway's metrics are summed: it reports each minute. */
export const NAT_PERIOD = 60;
/** Seconds over which flow-log metrics are summed: records come minutes late and in batches, and a minute would show gaps. */
export const FLOW_LOG_PERIOD = 300;

/** A kind of limit, the NAT gateway's metric that shows it, and what of a flow-log record does. */
const KINDS = [
  { limit: "packetsPerSecond", metric: "PacketsOutToDestination", counted: "packets" },
  { limit: "connectionsPerSecond", metric: "ConnectionAttemptCount", counted: "connections" },
  { limit: "bytesPerSecond", metric: "BytesOutToDestination", counted: "bytes" },
] as const;

/** An alarm on the sum of one metric over all NAT gateways of a segment. */
export interface NatAlarm {
  /** Part of the alarm's name. */
  readonly key: string;
  /** In namespace AWS/NATGateway: https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html */
  readonly metric: string;
  readonly statistic: "Sum" | "Maximum";
  /** The alarm goes off above it, per {@link NAT_PERIOD}. */
  readonly threshold: number;
  readonly description: string;
}

/** An alarm on what flow logs show of one service identity, and the metric filters that feed it. */
export interface IdentityAlarm {
  readonly key: string;
  readonly metric: string;
  /** Each matches some of the identity's sources; all add to the same metric. */
  readonly patterns: readonly string[];
  /** What a record adds to the metric. */
  readonly value: string;
  /** The alarm goes off above it, per {@link FLOW_LOG_PERIOD}. */
  readonly threshold: number;
  readonly description: string;
}

/**
 * Alarms on a segment's NAT gateways: what all its identities together may send. A kind of limit that some identity
 * lacks gives no alarm, since that identity may send any amount of it.
 *
 * @param maxActiveConnections Concurrent connections through all gateways, where the segment watches them.
 */
export function natAlarms(
  segmentName: string,
  limits: readonly RateLimit[],
  maxActiveConnections: number | undefined,
): NatAlarm[] {
  const alarms: NatAlarm[] = KINDS.flatMap(({ limit, metric }) => {
    const values = limits.map((one) => one[limit]);
    if (values.length === 0 || values.some((value) => value === undefined)) return [];
    const perSecond = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    const description = `segment ${segmentName}: ${metric} above ${perSecond} a second, the limit of all its identities`;
    return [{ key: metric, metric, statistic: "Sum" as const, threshold: perSecond * NAT_PERIOD, description }];
  });
  if (maxActiveConnections !== undefined) {
    alarms.push({
      key: "ActiveConnectionCount",
      metric: "ActiveConnectionCount",
      statistic: "Maximum",
      threshold: maxActiveConnections,
      description: `segment ${segmentName}: more than ${maxActiveConnections} connections at once`,
    });
  }
  return alarms;
}

/**
 * Alarms on the flow logs of each identity's sources. Sources that flow-log text cannot match are a problem of
 * `segment.rateLimits`.
 *
 * @param workloads Sources of an identity that names none; without them such an identity has no alarm of its own.
 */
export function identityAlarms(
  segmentName: string,
  limits: readonly RateLimit[],
  workloads: readonly string[],
  errors: ArgumentErrors,
): IdentityAlarm[] {
  return limits.flatMap((one, index) => {
    const sources = one.sources?.length ? one.sources : workloads;
    return KINDS.flatMap(({ limit, counted }) => {
      const perSecond = one[limit];
      if (perSecond === undefined || sources.length === 0) return [];
      const patterns = sourcePatterns(sources, counted);
      if (patterns === undefined) {
        errors.add(
          `segment.rateLimits[${index}].sources`,
          one.identity,
          `a metric filter compares text and cannot match these in ${MAX_FILTERS} filters; use IPv4 prefixes of /8, /16, /24 ` +
            "or single addresses, IPv6 prefixes of whole groups that end in no zero group, or leave out flowLogs",
        );
        return [];
      }
      return [identityAlarm(segmentName, one.identity, index, counted, perSecond, patterns)];
    });
  });
}

function identityAlarm(
  segmentName: string,
  identity: string,
  index: number,
  counted: CountedTraffic,
  perSecond: number,
  patterns: readonly string[],
): IdentityAlarm {
  // Names of metrics and filters take neither colons nor asterisks; an identity may be a role's ARN.
  const safe = identity.replace(/[^A-Za-z0-9_.-]/g, "_");
  // The index keeps apart two identities whose names differ only in such characters.
  const name = safe === identity ? safe : `${safe}-${index}`;
  return {
    key: `${name}-${counted}`,
    metric: `${segmentName}/${name}/${counted}`,
    patterns,
    value: countedValue(counted),
    threshold: perSecond * FLOW_LOG_PERIOD,
    description: `segment ${segmentName}: ${identity} sends more than ${perSecond} ${counted} a second`,
  };
}
