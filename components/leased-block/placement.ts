import { allocate, type RecordedSegment, type SegmentPlacement, type SegmentRequest } from "../../lease/allocation";
import type { Lease } from "../../lease/lease";
import { type Family, type Prefix, parsePrefix } from "../../lease/prefix";
import { mergeLeases } from "../../register/merge";
import type { Register } from "../../register/register";
import { ArgumentErrors } from "../argument-errors";

/** Where a segment was placed, as the register records it. */
export interface PlacementRecord {
  readonly prefixes: readonly string[];
  /** Zone to address: `eu-west-1a`, a second address of the zone `eu-west-1a/2`. */
  readonly placements?: Readonly<Record<string, string>>;
}

/** What a segment was given. */
export interface Placement {
  readonly prefixes: string[];
  readonly family: Family;
  /** Every recorded address of the segment, by zone. */
  readonly placements: Readonly<Record<string, string>>;
  /** Neither recorded nor given: other segments that come or go may move it. */
  readonly unrecorded: boolean;
}

/** How much space a segment asks for. */
export type SpaceRequest = Pick<SegmentRequest, "prefixes" | "prefixLength">;

const EMPTY_REGISTER: Register = { version: 1, leases: [] };

interface Sources {
  readonly register?: Register;
  readonly placements?: Readonly<Record<string, PlacementRecord>>;
  readonly errors?: ArgumentErrors;
}

/**
 * Gives the segments of one block their prefixes, also where they are declared one after the other: what was placed
 * before stays, as if it had been chosen by hand.
 */
export class Placer {
  private readonly block: Prefix;
  private readonly placed: SegmentRequest[] = [];

  private constructor(
    lease: Lease,
    private readonly recorded: readonly RecordedSegment[],
  ) {
    this.block = parsePrefix(lease.prefix);
  }

  /** Reads the recorded placements: the register's, over them those of the lease itself, over them those given. */
  static forLease(lease: Lease, { register, placements, errors }: Sources = {}): Placer {
    const own = errors ?? new ArgumentErrors(`lease "${lease.id}"`);
    const { leases, problems } = mergeLeases(register ?? EMPTY_REGISTER, [{ lease, origin: "this program" }]);
    for (const problem of problems) own.add("lease", lease.id, problem);
    const segments = leases.find((merged) => merged.lease.id === lease.id)?.lease.segments ?? [];
    const recorded = new Map<string, RecordedSegment>(segments.map((segment) => [segment.name, segment]));
    for (const [name, { prefixes, placements: zones }] of Object.entries(placements ?? {})) {
      recorded.set(name, { name, prefixes: [...prefixes], placements: zones });
    }
    const placer = new Placer(lease, [...recorded.values()]);
    placer.checkRecord(own);
    if (errors === undefined) own.throwIfAny();
    return placer;
  }

  /**
   * Places one more segment. Adds every problem to `errors`; the answer is undefined where there is one.
   *
   * @param path Prefix of the arguments' paths in messages, for example `segments.web.`.
   */
  place(name: string, request: SpaceRequest, path: string, errors: ArgumentErrors): Placement | undefined {
    return this.placeAll([{ name, request, path }], errors).get(name);
  }

  /** Places segments together: those with chosen prefixes first, then the others in their order. */
  placeAll(
    wanted: readonly { readonly name: string; readonly request: SpaceRequest; readonly path: string }[],
    errors: ArgumentErrors,
  ): Map<string, Placement> {
    const requests = wanted.map(({ name, request: { prefixes, prefixLength } }) => ({
      segment: name,
      prefixes,
      prefixLength,
    }));
    const plan = allocate({ block: this.block, requests: [...this.placed, ...requests], recorded: this.recorded });
    const paths = new Map(wanted.map(({ name, path }) => [name, path]));
    for (const { segment, argument, message } of plan.problems) {
      const path = paths.get(segment);
      // The record's own problems were reported when it was read.
      if (path !== undefined && !argument.startsWith("recorded.")) errors.add(`${path}${argument}`, undefined, message);
    }
    const refused = new Set(plan.problems.map(({ segment }) => segment));
    const placements = new Map<string, Placement>();
    for (const segment of plan.segments) {
      if (!paths.has(segment.segment) || refused.has(segment.segment)) continue;
      placements.set(segment.segment, this.placement(segment));
      this.placed.push({ segment: segment.segment, prefixes: segment.prefixes });
    }
    return placements;
  }

  private placement({ segment, prefixes, prefixesAreNew }: SegmentPlacement): Placement {
    const placements = this.recorded.find(({ name }) => name === segment)?.placements ?? {};
    return { prefixes: [...prefixes], family: this.block.family, placements, unrecorded: prefixesAreNew };
  }

  private checkRecord(errors: ArgumentErrors): void {
    for (const { segment, argument, message } of allocate({ block: this.block, requests: [], recorded: this.recorded })
      .problems) {
      errors.add(argument.replace("recorded", `placements.${segment}`), undefined, message);
    }
  }
}
