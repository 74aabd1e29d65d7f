import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Lease, LeaseInput } from "../../lease/lease";
import type { Register } from "../../register/register";
import { ArgumentErrors } from "../argument-errors";
import { configuredRegister } from "../configured-register";
import { EgressSegment, PlacedSegment } from "../egress-segment/egress-segment";
import type { LeaseHolder, SegmentArgs } from "../egress-segment/segment-arguments";
import { type NormalSegment, normaliseSegment } from "../egress-segment/segment-normalise";
import { readLease } from "../lease-argument";
import type { Tags } from "../tags";
import { type PlacementRecord, Placer } from "./placement";

/** What `new LeasedBlock(name, …)` takes. */
export interface LeasedBlockArgs {
  /** The lease. Everything about the block is said here once. */
  readonly lease: LeaseInput;
  /**
   * Segments to declare at once, by name: all are checked together, before anything is registered.
   * `block.segment(name, …)` adds them one by one instead.
   * @default none
   */
  readonly segments?: Readonly<Record<string, SegmentArgs>>;
  /**
   * Where segments and zones were placed, by segment name. Nothing placed here or in the register ever moves.
   * @default the `segments` of this lease in `lease` and in the register
   */
  readonly placements?: Readonly<Record<string, PlacementRecord>>;
  /**
   * The register that recorded the placements. Config `leasehold:register` is read where it is a path; an https
   * register has to be loaded first and given here, since a constructor cannot wait: `await loadRegister(url)`.
   * @default the file that config `leasehold:register` names, where it exists
   */
  readonly register?: Register;
  /** AWS region of everything in the block. @default the provider's */
  readonly region?: string;
  /** Tags of every resource in the block that takes tags. @default none */
  readonly tags?: Tags;
}

/**
 * A leased block: one prefix, its lease, and the segments it is divided into. Creates nothing in a cloud by itself.
 *
 * Segments without given or recorded prefixes are placed in free space in the order in which they are declared; that is
 * deterministic, but inserting one before another can move the latter. Record placements in the register (or give
 * `prefixes`) and nothing moves. A preview warns about each segment that is not recorded.
 *
 * @example
 * const block = new LeasedBlock("office", {
 *   lease: { id: "office-2026", prefix: "203.0.113.0/24", status: "active", term: { start: "2026-10-01", end: "2036-09-30" } },
 * });
 * const web = block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], ports: [80, 443] });
 */
export class LeasedBlock extends ComponentResource implements LeaseHolder {
  static readonly type = "leasehold:index:LeasedBlock";

  readonly resourceName: string;
  readonly leaseId: string;
  /** The lease as parsed. */
  readonly lease: Lease;
  /** Canonical prefix of the lease. */
  readonly prefix: string;
  readonly region: string | undefined;
  readonly tags: Tags | undefined;
  /** The segments declared so far, by name. */
  readonly segments: ReadonlyMap<string, EgressSegment>;
  /** Where the block's segments are placed. Shared with segments made by `new EgressSegment(name, { lease: block })`. */
  readonly placer: Placer;

  private readonly declared = new Map<string, EgressSegment>();

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: host bits, an end
   * before a start, an unknown key, a recorded prefix outside the block, segments that do not fit.
   */
  constructor(name: string, args: LeasedBlockArgs, opts?: ComponentResourceOptions) {
    const { lease, placer, segments } = normalise(name, args);
    super(LeasedBlock.type, name, { lease }, opts);
    this.resourceName = name;
    this.leaseId = lease.id;
    this.lease = lease;
    this.prefix = lease.prefix;
    this.region = args.region;
    this.tags = args.tags;
    this.placer = placer;
    this.segments = this.declared;
    for (const segment of segments) this.declare(segment);
    this.registerOutputs({ lease });
  }

  /**
   * Declares a segment of the block as its child. The resource is named `<block>-<name>`.
   *
   * @param name Unique in the block: a slug, also the value of the tag `leasehold:segment`.
   * @throws ArgumentError naming every argument that cannot be used, before the segment is registered.
   */
  segment(name: string, args: SegmentArgs, opts?: ComponentResourceOptions): EgressSegment {
    const errors = new ArgumentErrors(`segment "${name}" of LeasedBlock "${this.resourceName}"`);
    const context = { lease: this.lease, placer: this.placer, inherited: this, path: "" };
    const segment = normaliseSegment(name, args, context, errors);
    errors.throwIfAny();
    return this.declare(segment, opts);
  }

  private declare(segment: NormalSegment, opts?: ComponentResourceOptions): EgressSegment {
    const name = `${this.resourceName}-${segment.name}`;
    const declared = new EgressSegment(name, new PlacedSegment(segment), { parent: this, ...opts });
    this.declared.set(segment.name, declared);
    return declared;
  }
}

function normalise(name: string, args: LeasedBlockArgs): { lease: Lease; placer: Placer; segments: NormalSegment[] } {
  const errors = new ArgumentErrors(`LeasedBlock "${name}"`);
  const lease = readLease(args.lease, errors);
  const register = args.register ?? configuredRegister(errors);
  const placer = lease && Placer.forLease(lease, { register, placements: args.placements, errors });
  const wanted = Object.entries(args.segments ?? {}).map(([segment, request]) => ({
    name: segment,
    request,
    path: `segments.${segment}.`,
  }));
  const placed = placer?.placeAll(wanted, errors);
  const segments = wanted.map(({ name: segment, request, path }) =>
    normaliseSegment(
      segment,
      request,
      { lease, placer: undefined, placed: placed?.get(segment), inherited: args, path },
      errors,
    ),
  );
  errors.throwIfAny();
  // With no problem collected, both are there.
  return { lease: lease as Lease, placer: placer as Placer, segments };
}
