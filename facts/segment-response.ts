import type { Resource } from "../graph/resource";
import { AddressSet } from "../lease/address-set";
import { formatPrefix } from "../lease/prefix";
import { PRIVATE } from "../lease/special-purpose";
import { segmentKey, type ViewedSegment } from "./declared-segment";
import type { FirewallView } from "./firewall-facts";
import { distinct } from "./membership";
import { breakGlassDestinations } from "./segment-guards";
import type { WaysOut } from "./ways-out";

/** Destinations a fact lists at most. */
const MOST_DESTINATIONS = 5;

/** Gateways by which a segment and the standby it names both leave, and the paths that may hide more. */
export function sharedWithStandby(
  segment: ViewedSegment,
  ways: WaysOut,
): { gateways: readonly string[]; unknown: readonly string[] } {
  if (segment.standby === null || !segment.critical) return { gateways: [], unknown: [] };
  const standby = segmentKey(segment.lease, segment.standby);
  const own = ways.gatewaysOf(segment.key);
  const gateways = [...ways.gatewaysOf(standby)].filter((gateway) => own.has(gateway)).sort();
  if (gateways.length > 0) return { gateways, unknown: [] };
  return { gateways, unknown: distinct([...ways.hiddenWaysOf(segment.key), ...ways.hiddenWaysOf(standby)]) };
}

/** What a segment's rules reach in public space and its break-glass destinations do not hold. */
export function openBeyondBreakGlass(
  segment: ViewedSegment,
  component: Resource | null,
  firewalls: FirewallView,
): { open: readonly string[]; unknown: readonly string[] } {
  const reached = firewalls.reached.get(segment.key) ?? [];
  const kept = component === null ? { prefixes: [], unknown: [] } : breakGlassDestinations(component);
  const beyond = AddressSet.of(reached).difference(PRIVATE).difference(AddressSet.of(kept.prefixes)).prefixes();
  const hidden = [...(firewalls.unknown.get(segment.key) ?? []), ...(beyond.length > 0 ? kept.unknown : [])];
  return { open: beyond.slice(0, MOST_DESTINATIONS).map(formatPrefix), unknown: distinct(hidden) };
}
