import type { Input } from "@pulumi/pulumi";
import { AddressError } from "../../lease/address-error";
import { parseAddress } from "../../lease/prefix";
import { ArgumentErrors } from "../argument-errors";
import type { EgressPool } from "../egress-pool/egress-pool";
import type { EgressSegment } from "../egress-segment/egress-segment";
import type { Tags } from "../tags";

/** How a segment is translated to its leased addresses. */
export type NatMode = "zonal" | "regional" | "instance";

/** The way out of one availability zone. */
export interface NatZone {
  /** Id of the public subnet in which the zone's gateway stands. Zonal mode, where it is required. */
  readonly publicSubnetId?: Input<string>;
  /** Id of the network interface of the team's own NAT instance. Instance mode, where it is required. */
  readonly networkInterfaceId?: Input<string>;
  /**
   * Ids of the zone's workload subnets. @default the segment's subnets of this zone, or all of them where this is the
   * only zone
   */
  readonly subnets?: readonly Input<string>[];
  /** Addresses of the pool, the primary one first. @default the pool's addresses of this zone */
  readonly addresses?: readonly string[];
  /**
   * Private addresses that go with `addresses`, in the same order. Zonal and instance mode.
   * @default chosen by AWS; an instance with several addresses needs them
   */
  readonly privateIps?: readonly string[];
  /**
   * Ids of the existing route tables of the workload subnets, which get a default route each.
   * @default a new table, associated with the workload subnets, so that the way out is in view
   */
  readonly routeTableIds?: readonly Input<string>[];
}

/** What `new NatEgress(name, …)` takes. */
export interface NatEgressArgs {
  /** The segment that leaves here, and no other. IPv4 only. */
  readonly segment: EgressSegment;
  /** The segment's addresses. */
  readonly pool: EgressPool;
  /**
   * `zonal`: a gateway in each zone. `regional`: one gateway over all zones, with the addresses of each zone chosen.
   * `instance`: the team's own NAT instance, by its network interface.
   * @default "zonal"
   */
  readonly mode?: NatMode;
  /** The zones by name, for example `eu-west-1a`. */
  readonly zones: Readonly<Record<string, NatZone>>;
  /** Id of the VPC. @default the segment's */
  readonly vpcId?: Input<string>;
  /** @default the pool's */
  readonly region?: string;
  /** Over the segment's. @default none */
  readonly tags?: Tags;
}

/** A zone with every default written out. */
export interface NormalZone {
  readonly zone: string;
  readonly addresses: readonly string[];
  readonly privateIps: readonly string[];
  readonly subnets: readonly Input<string>[];
  readonly publicSubnetId: Input<string> | undefined;
  readonly networkInterfaceId: Input<string> | undefined;
  readonly routeTableIds: readonly Input<string>[] | undefined;
}

export interface NormalNat {
  readonly mode: NatMode;
  readonly zones: readonly NormalZone[];
  readonly vpcId: Input<string> | undefined;
  readonly region: string | undefined;
}

/** One zonal gateway takes a primary address and seven secondary ones; a zone of a regional one takes 32. */
const MOST_ADDRESSES: Record<NatMode, number> = { zonal: 8, regional: 32, instance: 8 };

/** Checks and completes the arguments of a NatEgress. Throws an ArgumentError of all problems. */
export function normaliseNat(name: string, args: NatEgressArgs): NormalNat {
  const errors = new ArgumentErrors(`NatEgress "${name}"`);
  const { segment, pool, mode = "zonal", vpcId = segment.vpcId } = args;
  if (segment.family === 6) {
    const fix = "NAT is for IPv4; an IPv6 segment leaves through an egress-only gateway (argument egressOnly)";
    errors.add("segment", segment.segmentName, fix);
  }
  if (!(mode in MOST_ADDRESSES)) errors.add("mode", mode, "use zonal, regional or instance");
  if (pool.segment.leaseId !== segment.leaseId || pool.segment.segmentName !== segment.segmentName) {
    const fix = `belongs to segment ${pool.segment.segmentName}; give ${segment.segmentName} a pool of its own`;
    errors.add("pool", pool.resourceName, fix);
  }
  const zones = Object.entries(args.zones).map(([zone, given]) => normaliseZone(zone, given, args, mode, errors));
  if (zones.length === 0) errors.add("zones", undefined, "empty; name at least one availability zone");
  if (vpcId === undefined && (mode === "regional" || zones.some(({ routeTableIds }) => routeTableIds === undefined))) {
    errors.add("vpcId", undefined, "give the VPC's id here or to the segment, since the NAT or a route table needs it");
  }
  checkSharing(zones, errors);
  for (const zone of Object.keys(segment.subnetsByZone ?? {})) {
    if (zone in args.zones) continue;
    errors.add("zones", zone, `segment ${segment.segmentName} has workload subnets in this zone; add the zone`);
  }
  errors.throwIfAny();
  return { mode, zones, vpcId, region: args.region ?? segment.region };
}

function normaliseZone(
  zone: string,
  given: NatZone,
  { segment, pool, zones }: NatEgressArgs,
  mode: NatMode,
  errors: ArgumentErrors,
): NormalZone {
  const path = `zones["${zone}"]`;
  const addresses = given.addresses ?? pool.addressesByZone[zone] ?? [];
  const { privateIps = [] } = given;
  checkPlace(given, mode, path, errors);
  if (addresses.length === 0) {
    errors.add(path, zone, `pool ${pool.resourceName} has no address for this zone; add the zone to the pool`);
  } else if (addresses.length > MOST_ADDRESSES[mode]) {
    errors.add(`${path}.addresses`, addresses.length, `a ${mode} NAT takes at most ${MOST_ADDRESSES[mode]} a zone`);
  }
  for (const [index, address] of addresses.entries()) {
    if (pool.addresses.includes(address)) continue;
    errors.add(`${path}.addresses[${index}]`, address, `not in pool ${pool.resourceName}; add it to the pool`);
  }
  checkPrivateIps(privateIps, addresses.length, mode, path, errors);
  const subnets = given.subnets ?? workloadSubnets(zone, segment, Object.keys(zones).length);
  if (subnets === undefined) {
    const fix = "which of the segment's subnets are in this zone? Give subnets here, or to the segment by zone";
    errors.add(`${path}.subnets`, undefined, fix);
  }
  return {
    zone,
    addresses,
    privateIps,
    subnets: subnets ?? [],
    publicSubnetId: given.publicSubnetId,
    networkInterfaceId: given.networkInterfaceId,
    routeTableIds: given.routeTableIds,
  };
}

/** Undefined where subnets are there and nobody said which zone they are in. */
function workloadSubnets(zone: string, segment: EgressSegment, zones: number): readonly Input<string>[] | undefined {
  if (segment.subnetsByZone !== undefined) return segment.subnetsByZone[zone] ?? [];
  return zones === 1 || segment.subnets.length === 0 ? segment.subnets : undefined;
}

function checkPlace(given: NatZone, mode: NatMode, path: string, errors: ArgumentErrors): void {
  const places = [
    ["publicSubnetId", "zonal", "the public subnet in which the gateway stands"],
    ["networkInterfaceId", "instance", "the network interface of the NAT instance"],
  ] as const;
  for (const [key, itsMode, what] of places) {
    if (mode === itsMode && given[key] === undefined) errors.add(`${path}.${key}`, undefined, `give ${what}`);
    if (mode !== itsMode && given[key] !== undefined) {
      errors.add(`${path}.${key}`, undefined, `only mode "${itsMode}" has one; leave it out, or change the mode`);
    }
  }
}

function checkPrivateIps(
  privateIps: readonly string[],
  addresses: number,
  mode: NatMode,
  path: string,
  errors: ArgumentErrors,
): void {
  const at = `${path}.privateIps`;
  if (mode === "regional" && privateIps.length > 0) {
    errors.add(at, privateIps.join(", "), "a regional gateway chooses them itself; leave them out");
  } else if (privateIps.length > 0 && privateIps.length !== addresses) {
    errors.add(at, privateIps.join(", "), `give as many as there are addresses, ${addresses}, or none`);
  } else if (mode === "instance" && addresses > 1 && privateIps.length === 0) {
    errors.add(at, undefined, "an interface with several addresses needs a private address for each; give them");
  }
  for (const [index, address] of privateIps.entries()) {
    try {
      parseAddress(address);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      errors.add(`${at}[${index}]`, address, error.message);
    }
  }
}

/** An EIP serves one gateway: the same address in two zones could never be deployed. */
function checkSharing(zones: readonly NormalZone[], errors: ArgumentErrors): void {
  const owners = new Map<string, string>();
  for (const { zone, addresses } of zones) {
    for (const [index, address] of addresses.entries()) {
      const owner = owners.get(address);
      if (owner !== undefined) {
        errors.add(`zones["${zone}"].addresses[${index}]`, address, `already serves ${owner}; choose another`);
      }
      owners.set(address, zone);
    }
  }
}
