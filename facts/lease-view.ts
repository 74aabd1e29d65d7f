import type { Resource } from "../graph/resource";
import { daysBetween } from "../lease/dates";
import { KNOWN_PURPOSES, type Lease } from "../lease/lease";
import { type Prefix, parsePrefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import { mergeLeases } from "../register/merge";
import type { Register } from "../register/register";
import { readDeclaredLease } from "./declared-lease";
import { readDeclaredSegment, segmentKey, type ViewedSegment } from "./declared-segment";
import { EGRESS_SEGMENT, LEASED_BLOCK } from "./types";

/** A lease in view: declared by the program or in the register. */
export interface ViewedLease {
  readonly lease: Lease;
  readonly prefix: Prefix;
  readonly declaredBy: "program" | "register";
  /** The `LeasedBlock`; null where only the register knows the lease. */
  readonly resource: Resource | null;
  readonly daysUntilEnd: number;
  readonly daysSinceStart: number;
  /** Neither released nor past its term. */
  readonly live: boolean;
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

/** Whether somebody announces the lease: `routing.announcedBy` is there and not `none`. */
export function isAnnounced({ lease }: ViewedLease): boolean {
  return lease.routing !== undefined && lease.routing.announcedBy !== "none";
}

/** What a segment's name stands for: one that is declared, a purpose in place of one, or nothing. */
export type NamedSegment =
  | { readonly is: "declared" | "purpose"; readonly key: string }
  /** Several leases have or may have a segment of that name. */
  | { readonly is: "ambiguous"; readonly keys: readonly string[] }
  | { readonly is: "undeclared" }
  /** The segments of the lease are not in view. */
  | { readonly is: "unknown" };

/** Leases and segments of the register and of the resources, found by id, by name and by address. */
export class LeaseView {
  readonly leases: ReadonlyMap<string, ViewedLease>;
  readonly segments: ReadonlyMap<string, ViewedSegment>;
  /** `LeasedBlock`s and `EgressSegment`s that do not say what they declare, with the paths that hide it. */
  readonly opaque: readonly { readonly resource: Resource; readonly unknown: readonly string[] }[];
  readonly problems: readonly string[];
  readonly #leasesByPrefix: PrefixIndex<ViewedLease>;
  readonly #segmentsByPrefix: PrefixIndex<ViewedSegment>;
  readonly #segmentsOf = new Map<string, ViewedSegment[]>();
  readonly #segmentsNamed = new Map<string, ViewedSegment[]>();

  /** @param resources every resource, or at least all `LeasedBlock`s and `EgressSegment`s. */
  constructor(resources: readonly Resource[], register: Register, today: string) {
    const problems: string[] = [];
    const opaque: { resource: Resource; unknown: readonly string[] }[] = [];
    this.leases = viewLeases(resources, register, today, problems, opaque);
    this.segments = this.#viewSegments(resources, problems, opaque);
    this.opaque = opaque;
    this.problems = problems;
    this.#leasesByPrefix = new PrefixIndex([...this.leases.values()].map((lease) => [lease.prefix, lease] as const));
    for (const segment of this.segments.values()) {
      push(this.#segmentsOf, segment.lease, segment);
      push(this.#segmentsNamed, segment.name, segment);
    }
    this.#segmentsByPrefix = new PrefixIndex(
      [...this.segments.values()]
        .filter((segment) => this.leases.get(segment.lease)?.lease.status !== "released")
        .flatMap((segment) => segment.prefixes.map((prefix) => [prefix, segment] as const)),
    );
  }

  /** The lease an address or prefix belongs to: the longest live one that contains it, else the last of the others. */
  leaseFor(prefix: Prefix): ViewedLease | undefined {
    return best(this.#leasesByPrefix.covering(prefix).map(([, lease]) => lease));
  }

  leasesOverlapping(prefix: Prefix): ViewedLease[] {
    return this.#leasesByPrefix.overlapping(prefix).map(([, lease]) => lease);
  }

  leasesCovering(prefix: Prefix): ViewedLease[] {
    return this.#leasesByPrefix.covering(prefix).map(([, lease]) => lease);
  }

  leasesWithin(prefix: Prefix): ViewedLease[] {
    return this.#leasesByPrefix.within(prefix).map(([, lease]) => lease);
  }

  /** Segments of leases that are not released whose prefixes contain all of `prefix`, the longest prefix first. */
  segmentsCovering(prefix: Prefix): ViewedSegment[] {
    return this.#segmentsByPrefix.covering(prefix).map(([, segment]) => segment);
  }

  segmentsOverlapping(prefix: Prefix): ViewedSegment[] {
    return this.#segmentsByPrefix.overlapping(prefix).map(([, segment]) => segment);
  }

  segmentsOf(lease: string): readonly ViewedSegment[] {
    return this.#segmentsOf.get(lease) ?? [];
  }

  /** What a segment's name means in a lease, or, where no lease is named, among all of them. */
  named(lease: string | null, name: string): NamedSegment {
    if (lease !== null) return this.#namedIn(lease, name);
    const declared = this.#segmentsNamed.get(name) ?? [];
    if (declared.length === 1) return { is: "declared", key: (declared[0] as ViewedSegment).key };
    if (declared.length > 1) return { is: "ambiguous", keys: declared.map((segment) => segment.key).sort() };
    if (this.leases.size === 0) return { is: "unknown" };
    const found = [...this.leases.values()]
      .filter(({ lease }) => lease.status !== "released")
      .map(({ lease }) => this.#namedIn(lease.id, name));
    const keys = found.flatMap((one) => (one.is === "purpose" ? [one.key] : []));
    if (keys.length === 1) return { is: "purpose", key: keys[0] as string };
    if (keys.length > 1) return { is: "ambiguous", keys: keys.sort() };
    return found.some((one) => one.is === "unknown") ? { is: "unknown" } : { is: "undeclared" };
  }

  purposeOf(key: string): string | null {
    const declared = this.segments.get(key);
    return declared === undefined ? key.slice(key.indexOf("/") + 1) : declared.purpose;
  }

  #namedIn(lease: string, name: string): NamedSegment {
    const key = segmentKey(lease, name);
    if (this.segments.has(key)) return { is: "declared", key };
    const viewed = this.leases.get(lease);
    if (this.segmentsOf(lease).length > 0) return { is: "undeclared" };
    if (viewed === undefined) return { is: "unknown" };
    const purposes: readonly string[] = [...KNOWN_PURPOSES, ...(viewed.lease.allowedUses ?? [])];
    return purposes.includes(name) ? { is: "purpose", key } : { is: "unknown" };
  }

  #viewSegments(
    resources: readonly Resource[],
    problems: string[],
    opaque: { resource: Resource; unknown: readonly string[] }[],
  ): Map<string, ViewedSegment> {
    const segments = new Map<string, ViewedSegment>();
    for (const viewed of this.leases.values()) {
      for (const segment of viewed.lease.segments ?? []) {
        const key = segmentKey(viewed.lease.id, segment.name);
        segments.set(key, {
          key,
          lease: viewed.lease.id,
          name: segment.name,
          declaredBy: viewed.declaredBy,
          resource: viewed.resource,
          purpose: segment.purpose,
          prefixes: segment.prefixes.map(parsePrefix),
          status: null,
          critical: false,
          standby: null,
          unknown: {},
        });
      }
    }
    for (const resource of resources) {
      if (resource.type !== EGRESS_SEGMENT) continue;
      const declared = readDeclaredSegment(resource);
      if ("opaque" in declared) {
        opaque.push({ resource, unknown: declared.opaque });
        continue;
      }
      const before = segments.get(declared.key);
      if (before?.resource?.type === EGRESS_SEGMENT) {
        problems.push(`segment ${declared.key} is declared twice: by ${before.resource.name} and by ${resource.name}`);
        continue;
      }
      segments.set(declared.key, withRecorded(declared, before));
    }
    return segments;
  }
}

/** What the program leaves unknown, the register may have recorded. */
function withRecorded(declared: ViewedSegment, recorded: ViewedSegment | undefined): ViewedSegment {
  if (recorded === undefined || declared.unknown.prefixes === undefined) return declared;
  const { prefixes: _, ...unknown } = declared.unknown;
  return { ...declared, prefixes: recorded.prefixes, unknown };
}

function viewLeases(
  resources: readonly Resource[],
  register: Register,
  today: string,
  problems: string[],
  opaque: { resource: Resource; unknown: readonly string[] }[],
): Map<string, ViewedLease> {
  const declared: { lease: Lease; origin: string }[] = [];
  const blocks = new Map<string, { resource: Resource; unknown: Readonly<Record<string, readonly string[]>> }>();
  for (const resource of resources) {
    if (resource.type !== LEASED_BLOCK) continue;
    const read = readDeclaredLease(resource);
    if ("problems" in read) problems.push(...read.problems);
    else if ("opaque" in read) opaque.push({ resource, unknown: read.opaque });
    else {
      declared.push({ lease: read.lease, origin: resource.urn });
      if (!blocks.has(read.lease.id)) blocks.set(read.lease.id, { resource, unknown: read.unknown });
    }
  }
  const merged = mergeLeases(register, declared);
  problems.push(...merged.problems);
  const leases = new Map<string, ViewedLease>();
  for (const { lease, declaredBy } of merged.leases) {
    const block = blocks.get(lease.id);
    const daysUntilEnd = daysBetween(today, lease.term.end);
    leases.set(lease.id, {
      lease,
      prefix: parsePrefix(lease.prefix),
      declaredBy,
      resource: block?.resource ?? null,
      daysUntilEnd,
      daysSinceStart: daysBetween(lease.term.start, today),
      live: lease.status !== "released" && daysUntilEnd >= 0,
      unknown: block?.unknown ?? {},
    });
  }
  return leases;
}

/** Of leases that contain one space, the longest first: the first live one, else an unreleased one, else the last to end. */
export function best(covering: readonly ViewedLease[]): ViewedLease | undefined {
  const live = covering.find((viewed) => viewed.live);
  if (live !== undefined || covering.length === 0) return live;
  const unreleased = covering.filter((viewed) => viewed.lease.status !== "released");
  const among = unreleased.length > 0 ? unreleased : covering;
  return among.reduce((last, viewed) => (viewed.daysUntilEnd > last.daysUntilEnd ? viewed : last));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
