import { Eip } from "@pulumi/aws/ec2/eip";
import { VpcIpamPoolCidr } from "@pulumi/aws/ec2/vpcIpamPoolCidr";
import { ComponentResource, type ComponentResourceOptions, type Input, log, type Output } from "@pulumi/pulumi";
import { AddressError } from "../../lease/address-error";
import { formatPrefix, parsePrefix } from "../../lease/prefix";
import { ArgumentErrors } from "../argument-errors";
import type { EgressSegment } from "../egress-segment/egress-segment";
import { leaseTags, type Tags } from "../tags";
import { type ChosenAddresses, chooseAddresses } from "./pool-addresses";

/** A CIDR to provision into the IPAM pool before addresses are taken from it. */
export interface PoolCidr {
  /** Inside the lease's prefix. */
  readonly cidr: string;
  /** Proof of authority, for a pool that takes the CIDR from outside AWS. @default none: it comes from a parent pool */
  readonly authorization?: { readonly message: Input<string>; readonly signature: Input<string> };
}

/** Where the addresses come from: exactly one of the two. */
export interface PoolSource {
  /** Id of a BYOIP public pool, `ipv4pool-ec2-…`. */
  readonly publicIpv4Pool?: Input<string>;
  /** Id of an IPAM pool. */
  readonly ipamPoolId?: Input<string>;
}

/** What `new EgressPool(name, …)` takes. */
export interface EgressPoolArgs extends PoolSource {
  /** The segment whose prefixes the addresses come from. IPv4 only: a v6 segment needs no pool. */
  readonly segment: EgressSegment;
  /**
   * Availability zones that get addresses: a list, where the register's placements (or free space) decide, or a map of
   * zone to the addresses chosen for it, the first of which is the zone's primary one.
   * @example { "eu-west-1a": ["203.0.113.4"], "eu-west-1b": ["203.0.113.5", "203.0.113.6"] }
   */
  readonly zones: readonly string[] | Readonly<Record<string, string | readonly string[]>>;
  /** How many addresses each zone without chosen ones gets, 1 to 8 (what one NAT gateway takes). @default 1 */
  readonly addressesPerZone?: number;
  /** CIDRs to provision into the IPAM pool. @default none: they are there already */
  readonly provision?: readonly PoolCidr[];
  /** Zone group from which the addresses are advertised, for local zones. */
  readonly networkBorderGroup?: string;
  /**
   * Whether Pulumi refuses to delete the addresses and pool CIDRs: partners allow-list them, and one that is released
   * may never come back. Resource option `protect` is taken where this is not given. @default true
   */
  readonly protect?: boolean;
  /** @default the segment's */
  readonly region?: string;
  /** Over the segment's. @default none */
  readonly tags?: Tags;
}

/**
 * Elastic IPs with known addresses of a segment, from a BYOIP public pool or an IPAM pool, protected by default.
 *
 * An EIP is named after its address, `<pool>-203.0.113.4`: whatever else is added to or removed from the pool, and
 * whichever zone uses it, the EIP stays the one it was.
 */
export class EgressPool extends ComponentResource {
  static readonly type = "leasehold:index:EgressPool";

  readonly resourceName: string;
  readonly leaseId: string;
  readonly segment: EgressSegment;
  /** Every address of the pool, by zone, the primary one first. */
  readonly addressesByZone: Readonly<Record<string, readonly string[]>>;
  /** Every address of the pool. */
  readonly addresses: readonly string[];
  /** The EIPs by address. */
  readonly eips: ReadonlyMap<string, Eip>;

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: a v6 segment, an
   * address outside the segment or of another zone, none or both of the sources.
   */
  constructor(name: string, args: EgressPoolArgs, opts?: ComponentResourceOptions) {
    const { chosen, cidrs } = normalise(name, args);
    const inputs = poolInputs(args, chosen);
    super(EgressPool.type, name, inputs, { parent: args.segment, ...opts });
    this.resourceName = name;
    this.leaseId = args.segment.leaseId;
    this.segment = args.segment;
    this.addressesByZone = chosen.byZone;
    this.addresses = Object.values(chosen.byZone).flat();
    for (const address of this.addresses) args.segment.claims.set(address, name);

    const protect = args.protect ?? opts?.protect ?? true;
    const region = args.region ?? args.segment.region;
    const provisioned = cidrs.map(
      ({ cidr, authorization }) =>
        new VpcIpamPoolCidr(
          `${name}-${cidr}`,
          { ipamPoolId: args.ipamPoolId as Input<string>, cidr, cidrAuthorizationContext: authorization, region },
          { parent: this, protect },
        ),
    );
    this.eips = new Map(
      this.addresses.map((address) => [address, createEip(this, address, args, protect, provisioned)]),
    );
    if (Object.keys(chosen.unrecorded).length > 0) log.warn(unrecordedMessage(this, chosen), this);
    this.registerOutputs(inputs);
  }

  /** Allocation ids of a zone's EIPs, the primary one first; none where the zone is not in the pool. */
  allocationIds(zone: string): Output<string>[] {
    return (this.addressesByZone[zone] ?? []).map((address) => this.allocationId(address));
  }

  /** Allocation id of the EIP with this address. Throws a RangeError where the pool does not have it. */
  allocationId(address: string): Output<string> {
    const eip = this.eips.get(address);
    if (eip === undefined) throw new RangeError(`pool ${this.resourceName} has no address ${address}`);
    return eip.allocationId;
  }
}

function createEip(
  pool: EgressPool,
  address: string,
  args: EgressPoolArgs,
  protect: boolean,
  dependsOn: VpcIpamPoolCidr[],
): Eip {
  const name = `${pool.resourceName}-${address}`;
  return new Eip(
    name,
    {
      domain: "vpc",
      address,
      publicIpv4Pool: args.publicIpv4Pool,
      ipamPoolId: args.ipamPoolId,
      networkBorderGroup: args.networkBorderGroup,
      region: args.region ?? args.segment.region,
      tags: leaseTags(args.segment, name, args.segment.tags, args.tags),
    },
    { parent: pool, protect, dependsOn },
  );
}

function normalise(name: string, args: EgressPoolArgs): { chosen: ChosenAddresses; cidrs: readonly PoolCidr[] } {
  const errors = new ArgumentErrors(`EgressPool "${name}"`);
  const { segment, addressesPerZone = 1 } = args;
  if (segment.family === 6) {
    const fix = "an IPv6 segment has no EIPs; its subnets leave through an egress-only gateway (argument egressOnly)";
    errors.add("segment", segment.segmentName, fix);
  }
  if ((args.publicIpv4Pool === undefined) === (args.ipamPoolId === undefined)) {
    errors.add("publicIpv4Pool", undefined, "give either publicIpv4Pool or ipamPoolId");
  }
  if (!Number.isInteger(addressesPerZone) || addressesPerZone < 1 || addressesPerZone > 8) {
    errors.add("addressesPerZone", addressesPerZone, "give a whole number from 1 to 8");
  }
  const zones = readZones(args.zones);
  if (Object.keys(zones).length === 0) errors.add("zones", undefined, "empty; name at least one availability zone");
  const cidrs = normaliseCidrs(args, errors);
  // Where the segment is v6 or the count wrong, choosing would only add problems that follow from those.
  const chosen = errors.any
    ? { byZone: {}, unrecorded: {} }
    : chooseAddresses(
        {
          prefixes: segment.prefixes,
          zones,
          perZone: addressesPerZone,
          recorded: segment.placements,
          claimed: segment.claims,
        },
        errors,
      );
  errors.throwIfAny();
  return { chosen, cidrs };
}

function readZones(zones: EgressPoolArgs["zones"]): Record<string, readonly string[]> {
  const entries: [string, string | readonly string[]][] = Array.isArray(zones)
    ? zones.map((zone) => [zone, []])
    : Object.entries(zones as Readonly<Record<string, string | readonly string[]>>);
  return Object.fromEntries(entries.map(([zone, given]) => [zone, typeof given === "string" ? [given] : given]));
}

function normaliseCidrs({ provision = [], ipamPoolId }: EgressPoolArgs, errors: ArgumentErrors): PoolCidr[] {
  if (provision.length > 0 && ipamPoolId === undefined) {
    errors.add(
      "provision",
      undefined,
      "only an IPAM pool is provisioned here; give ipamPoolId, or leave provision out",
    );
  }
  return provision.flatMap((entry, index) => {
    try {
      return [{ ...entry, cidr: formatPrefix(parsePrefix(entry.cidr)) }];
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      errors.add(`provision[${index}].cidr`, entry.cidr, error.message);
      return [];
    }
  });
}

function poolInputs(args: EgressPoolArgs, chosen: ChosenAddresses) {
  return {
    leaseId: args.segment.leaseId,
    segment: args.segment.segmentName,
    addresses: chosen.byZone,
    publicIpv4Pool: args.publicIpv4Pool,
    ipamPoolId: args.ipamPoolId,
    provision: args.provision?.map(({ cidr }) => cidr),
    networkBorderGroup: args.networkBorderGroup,
    region: args.region ?? args.segment.region,
  };
}

function unrecordedMessage({ segment }: EgressPool, { unrecorded }: ChosenAddresses): string {
  return (
    `segment ${segment.segmentName} was given addresses because they were free; record them, so that they stay: ` +
    `leasehold register sync does, or add "placements": ${JSON.stringify(unrecorded)} to the segment in the register, ` +
    "or choose them in zones"
  );
}
