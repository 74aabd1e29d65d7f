import { EipAssociation } from "@pulumi/aws/ec2/eipAssociation";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import type { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { EgressPool } from "../egress-pool/egress-pool";
import type { EgressSegment } from "../egress-segment/egress-segment";
import { leaseTags } from "../tags";
import { pauseNotice } from "./egress-pause";
import { type NatEgressArgs, type NatMode, type NormalNat, type NormalZone, normaliseNat } from "./nat-arguments";
import { createWorkloadRoutes } from "./workload-routes";

/**
 * The way out of one segment: NAT to the segment's own leased addresses, with the route tables, associations and default
 * routes of its workload subnets, so that it can be seen that nothing else leaves by them.
 *
 * Addresses belong to the pool, so neither another zone nor the replacement of a gateway changes one. An EIP cannot serve
 * two gateways, so a gateway is deleted before it is replaced: meanwhile the segment's egress pauses. A preview that
 * replaces one warns of it, and the input `onReplace` says so in the component's details.
 */
export class NatEgress extends ComponentResource {
  static readonly type = "leasehold:index:NatEgress";

  readonly resourceName: string;
  readonly leaseId: string;
  readonly segment: EgressSegment;
  readonly pool: EgressPool;
  readonly mode: NatMode;
  /** The NAT gateways by zone; in regional mode all zones have the same one, in instance mode there are none. */
  readonly gateways: ReadonlyMap<string, NatGateway>;
  /** Ids of the NAT gateways, each once: what alarms watch. */
  readonly natGatewayIds: readonly Output<string>[];
  /** Network interfaces of the NAT instances by zone; empty in the other modes. */
  readonly networkInterfaceIds: ReadonlyMap<string, Input<string>>;
  /** The route tables made here, by zone. */
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  /** Leased addresses in use, by zone, the primary one first. */
  readonly addressesByZone: Readonly<Record<string, readonly string[]>>;

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: a v6 segment, the
   * pool of another segment, a zone without addresses or subnet, an address in two zones.
   */
  constructor(name: string, args: NatEgressArgs, opts?: ComponentResourceOptions) {
    const nat = normaliseNat(name, args);
    const inputs = natInputs(args.segment, nat);
    super(NatEgress.type, name, inputs, { parent: args.segment, ...opts });
    this.resourceName = name;
    this.segment = args.segment;
    this.leaseId = args.segment.leaseId;
    this.pool = args.pool;
    this.mode = nat.mode;
    this.addressesByZone = Object.fromEntries(nat.zones.map(({ zone, addresses }) => [zone, addresses]));

    const wiring = new Wiring(this, nat, args);
    this.gateways = wiring.createGateways();
    this.natGatewayIds = [...new Set(this.gateways.values())].map(({ id }) => id);
    this.networkInterfaceIds = wiring.associateInterfaces();
    this.routeTables = wiring.createRoutes(this.gateways);
    this.registerOutputs(inputs);
  }
}

/** Creates the children of one NatEgress. */
class Wiring {
  constructor(
    private readonly parent: NatEgress,
    private readonly nat: NormalNat,
    private readonly args: NatEgressArgs,
  ) {}

  createGateways(): Map<string, NatGateway> {
    const { mode, zones } = this.nat;
    if (mode === "instance") return new Map();
    if (mode === "zonal") return new Map(zones.map((zone) => [zone.zone, this.createZonal(zone)]));
    const gateway = this.createRegional();
    return new Map(zones.map(({ zone }) => [zone, gateway]));
  }

  associateInterfaces(): Map<string, Input<string>> {
    const interfaces = new Map<string, Input<string>>();
    for (const { zone, networkInterfaceId, addresses, privateIps } of this.nat.zones) {
      if (networkInterfaceId === undefined) continue;
      interfaces.set(zone, networkInterfaceId);
      for (const [index, address] of addresses.entries()) {
        new EipAssociation(
          this.name(`${zone}-${address}`),
          {
            allocationId: this.args.pool.allocationId(address),
            networkInterfaceId,
            privateIpAddress: privateIps[index],
            region: this.nat.region,
          },
          { parent: this.parent, deleteBeforeReplace: true },
        );
      }
    }
    return interfaces;
  }

  createRoutes(gateways: ReadonlyMap<string, NatGateway>): Map<string, RouteTable> {
    const tables = new Map<string, RouteTable>();
    for (const zone of this.nat.zones) {
      const target = { natGatewayId: gateways.get(zone.zone)?.id, networkInterfaceId: zone.networkInterfaceId };
      for (const [index, table] of (zone.routeTableIds ?? []).entries()) {
        const key = typeof table === "string" ? table : String(index);
        this.createDefaultRoute(`${zone.zone}-${key}-default`, table, target);
      }
      if (zone.routeTableIds !== undefined) continue;
      const own = createWorkloadRoutes({
        parent: this.parent,
        name: this.name(zone.zone),
        // The arguments were checked for it.
        vpcId: this.nat.vpcId as Input<string>,
        subnets: zone.subnets,
        region: this.nat.region,
        tags: this.tags(this.name(`${zone.zone}-routes`)),
      });
      tables.set(zone.zone, own);
      this.createDefaultRoute(`${zone.zone}-default`, own.id, target);
    }
    return tables;
  }

  private createZonal({ zone, addresses, privateIps, publicSubnetId }: NormalZone): NatGateway {
    const name = this.name(zone);
    const [primary, ...secondary] = addresses.map((address) => this.args.pool.allocationId(address));
    const [privateIp, ...secondaryPrivateIps] = privateIps;
    return new NatGateway(
      name,
      {
        allocationId: primary,
        // An empty list, not an absent one, is what takes the last secondary address away again.
        secondaryAllocationIds: secondary,
        subnetId: publicSubnetId,
        connectivityType: "public",
        privateIp,
        secondaryPrivateIpAddresses: secondaryPrivateIps.length > 0 ? secondaryPrivateIps : undefined,
        region: this.nat.region,
        tags: this.tags(name),
      },
      this.gatewayOptions(name),
    );
  }

  private createRegional(): NatGateway {
    const name = this.name("regional");
    return new NatGateway(
      name,
      {
        availabilityMode: "regional",
        vpcId: this.nat.vpcId,
        connectivityType: "public",
        availabilityZoneAddresses: this.nat.zones.map(({ zone, addresses }) => ({
          availabilityZone: zone,
          allocationIds: addresses.map((address) => this.args.pool.allocationId(address)),
        })),
        region: this.nat.region,
        tags: this.tags(name),
      },
      this.gatewayOptions(name),
    );
  }

  private gatewayOptions(name: string) {
    const notice = pauseNotice(this.args.segment.segmentName, name, this.parent);
    return { parent: this.parent, deleteBeforeReplace: true, ...notice };
  }

  private createDefaultRoute(
    key: string,
    routeTableId: Input<string>,
    target: { natGatewayId?: Input<string>; networkInterfaceId?: Input<string> },
  ): void {
    new Route(
      this.name(key),
      { routeTableId, destinationCidrBlock: "0.0.0.0/0", ...target, region: this.nat.region },
      { parent: this.parent },
    );
  }

  private name(key: string): string {
    return `${this.parent.resourceName}-${key}`;
  }

  private tags(name: string) {
    return leaseTags(this.args.segment, name, this.args.segment.tags, this.args.tags);
  }
}

function natInputs(segment: EgressSegment, { mode, zones, vpcId, region }: NormalNat) {
  return {
    leaseId: segment.leaseId,
    segment: segment.segmentName,
    mode,
    zones: Object.fromEntries(zones.map(({ zone, ...rest }) => [zone, rest])),
    vpcId,
    region,
    onReplace: `egress of segment ${segment.segmentName} pauses while a gateway is replaced; its addresses stay`,
  };
}
