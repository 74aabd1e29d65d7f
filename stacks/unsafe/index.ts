import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Zone as HostedZone } from "@pulumi/aws/route53/zone";
import { Config } from "@pulumi/pulumi";
import {
  EgressFirewall,
  EgressPool,
  type EgressSegment,
  LeasedBlock,
  leaseTags,
  NatEgress,
  ReverseDns,
  RoaRequest,
  Telemetry,
} from "leasehold";
import { lease } from "./lease";
import { publicSubnets, vpc, workloadSubnets, zones } from "./network";

const config = new Config();
const publicIpv4Pool = config.require("publicIpv4Pool");
// Addresses and ROAs cannot be deleted by accident. To take the stack down: `pulumi config set protect false`, `pulumi up`,
// and then `pulumi destroy`.
const protect = config.getBoolean("protect") ?? true;
const breakGlass = { approvers: ["platform-lead", "security-lead"], hours: 4 };

const block = new LeasedBlock("office", { lease, tags: { team: "platform" } });

const web = block.segment("web", {
  purpose: "web",
  ports: [80, 443],
  breakGlass,
  vpcId: vpc.id,
  subnets: workloadSubnets("web", 10),
});
const admin = block.segment("admin", {
  purpose: "admin",
  ports: [443],
  rateLimits: [{ identity: "deployer", connectionsPerSecond: 50 }],
  breakGlass,
  vpcId: vpc.id,
  subnets: workloadSubnets("admin", 20),
});
const dataCollection = block.segment("data-collection", {
  purpose: "data-collection",
  ports: [80, 443],
  rateLimits: [{ identity: "crawler", connectionsPerSecond: 200 }],
  breakGlass,
  vpcId: vpc.id,
  subnets: workloadSubnets("data-collection", 30),
});
const email = block.segment("email", {
  purpose: "email",
  ports: [25, 443, 587],
  rateLimits: [{ identity: "mailer", connectionsPerSecond: 20 }],
  breakGlass,
  vpcId: vpc.id,
  subnets: workloadSubnets("email", 40),
});

const telemetry = new Telemetry("office", { of: block, vpcId: vpc.id });

/** The way out of one segment: its own addresses, its own gateways, its own firewall. */
function wayOut(segment: EgressSegment): { pool: EgressPool; nat: NatEgress } {
  const name = segment.segmentName;
  const pool = new EgressPool(`${name}-pool`, { segment, zones, publicIpv4Pool, protect });
  const nat = new NatEgress(`${name}-nat`, {
    segment,
    pool,
    zones: Object.fromEntries(zones.map((zone) => [zone, { publicSubnetId: publicSubnets[zone] }])),
  });
  new EgressFirewall(`${name}-firewall`, {
    segment,
    localCidrs: ["10.20.0.0/16"],
    natGateways: nat.natGatewayIds,
    flowLogGroup: telemetry.logGroupName,
    alarmTopic: telemetry.alertTopicArn,
  });
  return { pool, nat };
}

/** What partners may put into their allowlists. */
export const addresses: Record<string, readonly string[]> = {};

const hostedZone = new HostedZone("example", { name: "example.com" });
const gateways = new Map<string, NatEgress>();
for (const segment of [web, admin, dataCollection, email]) {
  const { pool, nat } = wayOut(segment);
  gateways.set(segment.segmentName, nat);
  addresses[segment.segmentName] = pool.addresses;
  new ReverseDns(`${segment.segmentName}-names`, {
    segment,
    via: "aws",
    pool,
    names: Object.fromEntries(
      zones.map((zone) => [pool.addressesByZone[zone]?.[0], `${segment.segmentName}-${zone}.example.com`]),
    ),
    forwardZones: { "example.com": { via: "route53", zoneId: hostedZone.id } },
  });
}

// Mistake 1: a subnet of data-collection, "for now" routed to the web segment's gateway. What the crawler does there is
// done from the addresses that customers know.
const batch = new Subnet("batch", {
  vpcId: vpc.id,
  availabilityZone: "eu-west-1a",
  cidrBlock: "10.20.60.0/24",
  tags: leaseTags(dataCollection, "batch"),
});
const batchRoutes = new RouteTable("batch", { vpcId: vpc.id });
new RouteTableAssociation("batch", { subnetId: batch.id, routeTableId: batchRoutes.id });
new Route("batch-shortcut", {
  routeTableId: batchRoutes.id,
  destinationCidrBlock: "0.0.0.0/0",
  natGatewayId: gateways.get("web")?.gateways.get("eu-west-1a")?.id,
});

// Mistake 2: with this max-length anybody who forges the origin can announce a /28 of the block, and win.
new RoaRequest("office-as16509", { lease: block, asn: 16509, maxLength: 28 }, { protect });
new RoaRequest("office-as14618", { lease: block, asn: 14618 }, { protect });

// Mistake 3: the block of the lease that ended in September is still let in. Somebody else has it now.
new ManagedPrefixList("partners", {
  addressFamily: "IPv4",
  maxEntries: 5,
  entries: [{ cidr: "198.51.100.0/24", description: "our own egress" }],
});
