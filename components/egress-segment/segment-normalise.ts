import type { Input } from "@pulumi/pulumi";
import { AddressError } from "../../lease/address-error";
import { type Lease, leaseSchema } from "../../lease/lease";
import { formatPrefix, parsePrefix } from "../../lease/prefix";
import type { ArgumentErrors } from "../argument-errors";
import type { Placement, Placer } from "../leased-block/placement";
import type { Tags } from "../tags";
import type { BreakGlass, DenyList, EgressOnly, PortRange, Ports, RateLimit, SegmentArgs } from "./segment-arguments";

/** A segment with every default written out. */
export interface NormalSegment extends Placement {
  readonly lease: Lease;
  readonly name: string;
  readonly purpose: string;
  readonly ports: readonly Ports[];
  readonly rateLimits: readonly RateLimit[];
  readonly denyLists: readonly DenyList[];
  readonly breakGlass: BreakGlass | undefined;
  readonly status: "active" | "quarantined";
  readonly critical: boolean;
  readonly standby: string | undefined;
  readonly subnets: readonly Input<string>[];
  readonly subnetsByZone: Readonly<Record<string, readonly Input<string>[]>> | undefined;
  readonly vpcId: Input<string> | undefined;
  readonly egressOnly: EgressOnly | undefined;
  readonly region: string | undefined;
  readonly tags: Tags | undefined;
}

interface Context {
  /** Undefined where the lease itself has problems: the segment is then checked for its own only. */
  readonly lease: Lease | undefined;
  readonly placer: Placer | undefined;
  /** Where the segment was placed together with others; else `placer` places it. */
  readonly placed?: Placement;
  readonly inherited: { readonly region?: string; readonly tags?: Tags } | undefined;
  /** Prefix of the arguments' paths in messages. */
  readonly path: string;
}

const EVERYWHERE = { 4: "0.0.0.0/0", 6: "::/0" } as const;
const PORT_FIX = "give a port from 0 to 65535";
const PROTOCOLS = ["tcp", "udp", "icmp", "icmpv6", "all"];
const NAME = leaseSchema.shape.id;

/** Checks and completes a segment's arguments. The answer may be used only where `errors` stayed empty. */
export function normaliseSegment(
  name: string,
  args: SegmentArgs,
  { lease, placer, placed, inherited, path }: Context,
  errors: ArgumentErrors,
): NormalSegment {
  if (!NAME.safeParse(name).success) {
    errors.add(`${path}name`, name, "use a slug of lower-case letters, digits and inner hyphens, at most 63");
  }
  if (args.purpose === "") errors.add(`${path}purpose`, "", "say what the segment is for, for example web");
  const placement = placed ?? placer?.place(name, args, path, errors);
  const family = placement?.family ?? 4;
  checkRateLimits(args.rateLimits ?? [], path, errors);
  checkDenyLists(args.denyLists ?? [], path, errors);
  checkBreakGlass(args.breakGlass, path, errors);
  if (args.standby === name) errors.add(`${path}standby`, name, "a segment cannot stand by for itself; name another");
  if (placement) checkEgressOnly(args, placement.family, path, errors);
  const subnetsByZone = isList(args.subnets) ? undefined : args.subnets;
  return {
    // Callers throw before they use the answer where there is no lease or no placement.
    ...(placement ?? { prefixes: [], family, placements: {}, unrecorded: false }),
    lease: lease as Lease,
    name,
    purpose: args.purpose,
    ports: normalisePorts(args.ports ?? [], family, path, errors),
    rateLimits: args.rateLimits ?? [],
    denyLists: args.denyLists ?? ["bogons"],
    breakGlass: args.breakGlass,
    status: args.status ?? "active",
    critical: args.critical ?? false,
    standby: args.standby,
    subnets: subnetsByZone ? Object.values(subnetsByZone).flat() : isList(args.subnets) ? args.subnets : [],
    subnetsByZone,
    vpcId: args.vpcId,
    egressOnly: args.egressOnly,
    region: args.region ?? inherited?.region,
    tags: inherited?.tags || args.tags ? { ...inherited?.tags, ...args.tags } : undefined,
  };
}

function checkEgressOnly(
  { egressOnly, vpcId }: SegmentArgs,
  family: 4 | 6,
  path: string,
  errors: ArgumentErrors,
): void {
  if (egressOnly === undefined) return;
  if (family === 4) {
    errors.add(
      `${path}egressOnly`,
      undefined,
      "only IPv6 leaves so; give an IPv4 segment an EgressPool and a NatEgress",
    );
  } else if (vpcId === undefined && (egressOnly.gatewayId === undefined || egressOnly.routeTableIds === undefined)) {
    errors.add(
      `${path}vpcId`,
      undefined,
      "a gateway or route table is to be made; give the VPC's id, or both of their ids",
    );
  }
}

function isList(subnets: SegmentArgs["subnets"]): subnets is readonly Input<string>[] {
  return Array.isArray(subnets);
}

function normalisePorts(
  ports: readonly (number | PortRange)[],
  family: 4 | 6,
  path: string,
  errors: ArgumentErrors,
): Ports[] {
  return ports.map((port, index) => {
    const at = `${path}ports[${index}]`;
    const range: PortRange = typeof port === "number" ? { from: port } : port;
    const { protocol = "tcp", from, to = from, destinations = [EVERYWHERE[family]] } = range;
    if (!PROTOCOLS.includes(protocol)) errors.add(`${at}.protocol`, protocol, `use one of ${PROTOCOLS.join(", ")}`);
    if (!isPort(from)) errors.add(`${at}.from`, from, PORT_FIX);
    if (range.to !== undefined && !isPort(to)) errors.add(`${at}.to`, to, PORT_FIX);
    if (to < from) errors.add(`${at}.to`, to, `before from = ${from}; swap them`);
    return { protocol, from, to, destinations: readCidrs(destinations, `${at}.destinations`, errors) };
  });
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535;
}

const LIMITS = ["packetsPerSecond", "connectionsPerSecond", "bytesPerSecond"] as const;

function checkRateLimits(limits: readonly RateLimit[], path: string, errors: ArgumentErrors): void {
  const seen = new Set<string>();
  for (const [index, limit] of limits.entries()) {
    const at = `${path}rateLimits[${index}]`;
    if (limit.identity === "") errors.add(`${at}.identity`, "", "name the service identity");
    if (seen.has(limit.identity)) errors.add(`${at}.identity`, limit.identity, "limited twice; keep one of them");
    seen.add(limit.identity);
    if (LIMITS.every((key) => limit[key] === undefined)) {
      errors.add(at, limit.identity, `gives no limit; set at least one of ${LIMITS.join(", ")}`);
    }
    for (const key of LIMITS) {
      const value = limit[key];
      if (value !== undefined && !(value > 0)) errors.add(`${at}.${key}`, value, "give a number above 0");
    }
    readCidrs(limit.sources ?? [], `${at}.sources`, errors);
  }
}

function checkDenyLists(lists: readonly DenyList[], path: string, errors: ArgumentErrors): void {
  for (const [index, list] of lists.entries()) {
    if (list === "bogons") continue;
    const at = `${path}denyLists[${index}]`;
    if (typeof list === "string") {
      errors.add(at, list, 'the built-in list is "bogons"; give { name, cidrs } or { name, file } for another');
      continue;
    }
    if ((list.cidrs === undefined) === (list.file === undefined)) {
      errors.add(at, list.name, "give either cidrs or file");
    }
    readCidrs(list.cidrs ?? [], `${at}.cidrs`, errors);
  }
}

function checkBreakGlass(breakGlass: BreakGlass | undefined, path: string, errors: ArgumentErrors): void {
  if (breakGlass === undefined) return;
  if (breakGlass.approvers.length === 0) {
    errors.add(`${path}breakGlass.approvers`, undefined, "empty; name at least one approver");
  }
  if (!(breakGlass.hours > 0)) errors.add(`${path}breakGlass.hours`, breakGlass.hours, "give a number above 0");
  readCidrs(breakGlass.destinations ?? [], `${path}breakGlass.destinations`, errors);
}

/** Canonical text of CIDRs; one that is wrong is a problem and left out. */
function readCidrs(texts: readonly string[], path: string, errors: ArgumentErrors): string[] {
  return texts.flatMap((text, index) => {
    try {
      return [formatPrefix(parsePrefix(text))];
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      errors.add(`${path}[${index}]`, text, error.message);
      return [];
    }
  });
}
