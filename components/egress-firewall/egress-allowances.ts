import { AddressSet } from "../../lease/address-set";
import { formatPrefix, parsePrefix } from "../../lease/prefix";
import type { BreakGlass, Ports } from "../egress-segment/segment-arguments";
import type { CheckedOpening } from "./break-glass-opening";

/** One thing a segment may reach: ports of a protocol at one destination. */
export interface Allowance {
  readonly protocol: Ports["protocol"];
  readonly from: number;
  readonly to: number;
  /** Canonical CIDR. */
  readonly destination: string;
  /** Unique among a segment's allowances and made of what is allowed: it names the rules, so that none is renamed. */
  readonly key: string;
  /** Why it is allowed, for rule descriptions. */
  readonly description: string;
  /** Opened by break-glass, and so let through before deny lists. */
  readonly breakGlass: boolean;
}

/**
 * What a segment may reach: its ports, or, once quarantined, its ports at its break-glass destinations only; and what
 * open break-glass openings add.
 */
export function egressAllowances(
  segment: {
    readonly segmentName: string;
    readonly status: "active" | "quarantined";
    readonly ports: readonly Ports[];
    readonly breakGlass: BreakGlass | undefined;
  },
  openings: readonly CheckedOpening[],
): Allowance[] {
  const allowances = segment.ports.flatMap((ports) => {
    if (segment.status === "active") return each(ports, "", `segment ${segment.segmentName}`, false);
    const destinations = intersect(ports.destinations, segment.breakGlass?.destinations ?? []);
    return each({ ...ports, destinations }, "", `segment ${segment.segmentName}, quarantined`, false);
  });
  for (const { opening, state, ports, description } of openings) {
    if (state === "open") allowances.push(...each(ports, `break-glass-${opening.name}-`, description, true));
  }
  // The same port and destination may be listed twice; one rule says it, and two of a name could not be registered.
  return [...new Map(allowances.map((allowance) => [allowance.key, allowance])).values()];
}

function each(ports: Ports, prefix: string, description: string, breakGlass: boolean): Allowance[] {
  const { protocol, from, to } = ports;
  const range = hasPorts(protocol) ? `-${from === to ? from : `${from}-${to}`}` : "";
  return ports.destinations.map((destination) => ({
    protocol,
    from,
    to,
    destination,
    key: `${prefix}${protocol}${range}-${nameOf(destination)}`,
    description,
    breakGlass,
  }));
}

/** Whether a protocol has ports. */
export function hasPorts(protocol: Ports["protocol"]): boolean {
  return protocol === "tcp" || protocol === "udp";
}

function intersect(some: readonly string[], others: readonly string[]): string[] {
  const set = AddressSet.of(some.map(parsePrefix)).intersection(AddressSet.of(others.map(parsePrefix)));
  return set.prefixes().map(formatPrefix);
}

/** A CIDR in characters that a resource's name takes: `203-0-113-0_24`. IPv4 keeps its dots apart from IPv6's colons. */
function nameOf(cidr: string): string {
  if (cidr === "0.0.0.0/0") return "any4";
  if (cidr === "::/0") return "any6";
  return cidr.replace(/[.:]/g, "-").replace("/", "_");
}
