import { contains, formatPrefix } from "../lease/prefix";
import type { FactContext } from "./context";
import type { ViewedSegment } from "./declared-segment";
import type { SegmentFact, SegmentKey } from "./fact";
import type { FirewallView } from "./firewall-facts";
import { claimOf } from "./membership";
import { couldBeWide, sweep } from "./port-sweep";
import { readGuards } from "./segment-guards";
import { openBeyondBreakGlass, sharedWithStandby } from "./segment-response";
import { EGRESS_SEGMENT } from "./types";
import type { WaysOut } from "./ways-out";

/** One fact for every segment in view, and for every purpose that stands for one because a resource is tagged with it. */
export function segmentFacts(
  context: FactContext,
  firewalls: FirewallView,
  ways: WaysOut,
  used: ReadonlySet<SegmentKey>,
  standIns: ReadonlySet<SegmentKey>,
): SegmentFact[] {
  const sources = { context, firewalls, ways, used };
  const declared = [...context.view.segments.values()].map((segment) => segmentFact(segment, sources));
  const implied = [...standIns]
    .filter((key) => !context.view.segments.has(key))
    .sort()
    .map((key) => segmentFact(standIn(key), sources));
  return [...declared, ...implied];
}

/** A segment that nobody declares: its name is its purpose. */
function standIn(key: SegmentKey): ViewedSegment {
  const { lease, segment } = claimOf("tag", key);
  return {
    key,
    lease,
    name: segment,
    declaredBy: "program",
    resource: null,
    purpose: segment,
    prefixes: [],
    status: null,
    critical: false,
    standby: null,
    unknown: {},
  };
}

interface Sources {
  readonly context: FactContext;
  readonly firewalls: FirewallView;
  readonly ways: WaysOut;
  /** Segments to which some resource of the program belongs. */
  readonly used: ReadonlySet<SegmentKey>;
}

function segmentFact(segment: ViewedSegment, { context, firewalls, ways, used }: Sources): SegmentFact {
  const { view } = context;
  const lease = view.leases.get(segment.lease);
  const unknown: Record<string, readonly string[]> = { ...segment.unknown };
  if (segment.unknown.prefixes !== undefined) {
    unknown.outside = segment.unknown.prefixes;
    unknown.overlapping = segment.unknown.prefixes;
  }
  const allowedUses = lease?.unknown["declaration.allowedUses"];
  if (allowedUses !== undefined) unknown.allowedUses = allowedUses;
  const hidden = firewalls.unknown.get(segment.key);
  const most = firewalls.most.get(segment.key) ?? [];
  if (hidden !== undefined && couldBeWide(most, context.wideShare, context.widePorts))
    unknown.egress = [...hidden].sort().slice(0, MOST_PATHS);
  const component = segment.resource?.type === EGRESS_SEGMENT ? segment.resource : null;
  const declared = component === null ? null : readGuards(component);
  if (declared !== null) Object.assign(unknown, declared.unknown);
  const shared = sharedWithStandby(segment, ways);
  if (shared.unknown.length > 0) unknown.sharedWithStandby = shared.unknown;
  const status = lease?.unknown["declaration.status"];
  if (status !== undefined) unknown.leaseStatus = status;
  const isQuarantined = segment.status === "quarantined" || lease?.lease.status === "quarantined";
  const mayBe = isQuarantined || unknown.status !== undefined || unknown.leaseStatus !== undefined;
  const beyond = mayBe ? openBeyondBreakGlass(segment, component, firewalls) : { open: [], unknown: [] };
  if (beyond.unknown.length > 0) unknown.openBeyondBreakGlass = beyond.unknown;
  return {
    kind: "segment",
    id: `segment:${segment.key}`,
    resource: segment.resource?.urn ?? null,
    lease: segment.lease,
    segment: segment.name,
    unknown,
    declaredBy: segment.declaredBy,
    leaseStatus: lease?.lease.status ?? null,
    purpose: segment.purpose,
    allowedUses: lease?.lease.allowedUses ?? null,
    prefixes: segment.prefixes.map(formatPrefix),
    outside: segment.prefixes
      .filter((prefix) => !view.leasesCovering(prefix).some((covering) => contains(covering.prefix, prefix)))
      .map(formatPrefix),
    overlapping: overlapping(segment, context),
    status: segment.status,
    critical: segment.critical,
    standby: segment.standby,
    egress: egressOf(segment.key, context, firewalls),
    guards: declared?.guards ?? null,
    firewallHidden: firewalls.unknown.has(segment.key),
    sharedWithStandby: shared.gateways,
    present: component !== null || used.has(segment.key),
    hasFirewall: firewalls.guarded.has(segment.key),
    openBeyondBreakGlass: beyond.open,
  };
}

const MOST_PATHS = 5;
const MOST_OVERLAPS = 20;

function overlapping(segment: ViewedSegment, { view }: FactContext): SegmentFact["overlapping"] {
  if (view.leases.get(segment.lease)?.lease.status === "released") return [];
  const found = new Map<string, { lease: string; segment: string; prefix: string }>();
  for (const prefix of segment.prefixes) {
    for (const other of view.segmentsOverlapping(prefix)) {
      if (other.key === segment.key) continue;
      const id = `${other.key} ${formatPrefix(prefix)}`;
      found.set(id, { lease: other.lease, segment: other.name, prefix: formatPrefix(prefix) });
      if (found.size >= MOST_OVERLAPS) break;
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function egressOf(key: SegmentKey, { wideShare }: FactContext, firewalls: FirewallView): SegmentFact["egress"] {
  const openings = firewalls.openings.get(key) ?? [];
  return sweep(openings, wideShare).map((entry) => ({
    ...entry,
    byOneRule:
      entry.widePorts > 0 &&
      openings.some(
        (opening) => opening.to - opening.from + 1 >= entry.widePorts && isAsWide(opening, entry, wideShare),
      ),
  }));
}

function isAsWide(
  opening: Parameters<typeof sweep>[0][number],
  entry: SegmentFact["egress"][number],
  wideShare: number,
): boolean {
  return sweep([opening], wideShare).some(
    (alone) => alone.family === entry.family && alone.widePorts >= entry.widePorts,
  );
}
