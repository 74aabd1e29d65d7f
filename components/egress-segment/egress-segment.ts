import { ComponentResource, type ComponentResourceOptions, type Input, log, Resource } from "@pulumi/pulumi";
import type { Lease } from "../../lease/lease";
import { ArgumentErrors } from "../argument-errors";
import { configuredRegister } from "../configured-register";
import { isHolder, readLease } from "../lease-argument";
import { Placer } from "../leased-block/placement";
import type { Tags } from "../tags";
import { createEgressOnly } from "./egress-only";
import type {
  BreakGlass,
  DenyList,
  EgressSegmentArgs,
  LeaseArgument,
  LeaseHolder,
  Ports,
  RateLimit,
} from "./segment-arguments";
import { type NormalSegment, normaliseSegment } from "./segment-normalise";

/**
 * A part of a leased block with one purpose: its prefixes, the ports it may use, the limits of its service identities,
 * the destinations it never reaches, and the way around in an emergency. Made by `block.segment("web", {…})`, or alone.
 *
 * Creates nothing in a cloud. Every field is plain and known at once, so that the components of a segment
 * (`EgressPool`, `NatEgress`, `EgressFirewall`, `ReverseDns`, `Telemetry`) can be built from it without waiting.
 *
 * @example
 * const web = block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], ports: [80, 443] });
 */
export class EgressSegment extends ComponentResource implements LeaseHolder {
  static readonly type = "leasehold:index:EgressSegment";

  /** The resource's name: prefix of the names of everything that belongs to the segment. */
  readonly resourceName: string;
  readonly leaseId: string;
  /** The lease as parsed. */
  readonly lease: Lease;
  /** The segment's name within its lease. */
  readonly segmentName: string;
  readonly purpose: string;
  /** Canonical prefixes, inside the lease's; all of one family. */
  readonly prefixes: string[];
  /** Family of the prefixes. A v6 segment leaves through an egress-only internet gateway, without NAT. */
  readonly family: 4 | 6;
  readonly ports: readonly Ports[];
  readonly rateLimits: readonly RateLimit[];
  readonly denyLists: readonly DenyList[];
  readonly breakGlass: BreakGlass | undefined;
  readonly status: "active" | "quarantined";
  readonly critical: boolean;
  readonly standby: string | undefined;
  /** Ids of the workload subnets, of all zones. */
  readonly subnets: readonly Input<string>[];
  /** The workload subnets by availability zone, where they were given so. */
  readonly subnetsByZone: Readonly<Record<string, readonly Input<string>[]>> | undefined;
  readonly vpcId: Input<string> | undefined;
  readonly region: string | undefined;
  /** The user's tags; children add `leasehold:lease` and `leasehold:segment` with `leaseTags`. */
  readonly tags: Tags | undefined;
  /** Recorded addresses by zone (`eu-west-1a`, a second one `eu-west-1a/2`). */
  readonly placements: Readonly<Record<string, string>>;
  /** Address to the pool that took it, so that two pools of the segment never share one. */
  readonly claims = new Map<string, string>();

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: a lease that does
   * not parse, host bits, a prefix outside the lease or of another segment, a port out of range.
   */
  constructor(name: string, args: EgressSegmentArgs, opts?: ComponentResourceOptions) {
    const segment = args instanceof PlacedSegment ? args.segment : normalise(name, args);
    const inputs = segmentInputs(segment);
    super(EgressSegment.type, name, inputs, { parent: blockOf(args.lease), ...opts });
    this.resourceName = name;
    this.leaseId = segment.lease.id;
    this.lease = segment.lease;
    this.segmentName = segment.name;
    this.purpose = segment.purpose;
    this.prefixes = segment.prefixes;
    this.family = segment.family;
    this.ports = segment.ports;
    this.rateLimits = segment.rateLimits;
    this.denyLists = segment.denyLists;
    this.breakGlass = segment.breakGlass;
    this.status = segment.status;
    this.critical = segment.critical;
    this.standby = segment.standby;
    this.subnets = segment.subnets;
    this.subnetsByZone = segment.subnetsByZone;
    this.vpcId = segment.vpcId;
    this.region = segment.region;
    this.tags = segment.tags;
    this.placements = segment.placements;
    if (segment.unrecorded) log.warn(unrecordedMessage(segment), this);
    if (segment.egressOnly) createEgressOnly(this, name, segment, segment.egressOnly);
    this.registerOutputs(inputs);
  }
}

/** A segment that its block has already checked and placed: what `LeasedBlock` hands to the constructor. */
export class PlacedSegment implements EgressSegmentArgs {
  readonly purpose: string;
  readonly lease: LeaseArgument;

  constructor(readonly segment: NormalSegment) {
    this.purpose = segment.purpose;
    this.lease = { leaseId: segment.lease.id, lease: segment.lease };
  }
}

function normalise(name: string, args: EgressSegmentArgs): NormalSegment {
  const errors = new ArgumentErrors(`EgressSegment "${name}"`);
  const lease = readLease(args.lease, errors);
  const placer =
    placerOf(args.lease) ?? (lease && Placer.forLease(lease, { register: configuredRegister(errors), errors }));
  const inherited = isHolder(args.lease) ? inheritable(args.lease) : undefined;
  const segment = normaliseSegment(args.segmentName ?? name, args, { lease, placer, inherited, path: "" }, errors);
  errors.throwIfAny();
  return segment;
}

/** A block keeps one placer for all its segments, so that two of them never get the same space. */
function placerOf(lease: LeaseArgument): Placer | undefined {
  return "placer" in lease && lease.placer instanceof Placer ? lease.placer : undefined;
}

/** A segment of a block is the block's child, unless the program says otherwise. */
function blockOf(lease: LeaseArgument): Resource | undefined {
  return Resource.isInstance(lease) ? lease : undefined;
}

function inheritable(holder: LeaseHolder): { region?: string; tags?: Tags } {
  const { region, tags } = holder as { region?: string; tags?: Tags };
  return { region, tags };
}

function segmentInputs(segment: NormalSegment) {
  return {
    leaseId: segment.lease.id,
    name: segment.name,
    purpose: segment.purpose,
    prefixes: segment.prefixes,
    ports: segment.ports,
    rateLimits: segment.rateLimits,
    denyLists: segment.denyLists,
    breakGlass: segment.breakGlass,
    status: segment.status,
    critical: segment.critical,
    standby: segment.standby,
    subnets: segment.subnets,
    vpcId: segment.vpcId,
    egressOnly: segment.egressOnly,
  };
}

function unrecordedMessage({ lease, name, purpose, prefixes }: NormalSegment): string {
  const record = JSON.stringify({ name, purpose, prefixes });
  return (
    `segment ${name} was given ${prefixes.join(", ")} because it was free; record it, so that it stays when other ` +
    `segments come or go: leasehold register sync does, or add ${record} to the segments of lease ${lease.id} in the ` +
    "register, or pass prefixes"
  );
}
