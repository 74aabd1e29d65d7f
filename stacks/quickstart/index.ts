import { Zone as HostedZone } from "@pulumi/aws/route53/zone";
import { Config } from "@pulumi/pulumi";
import {
  EgressFirewall,
  EgressPool,
  type EgressSegment,
  LeasedBlock,
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
function wayOut(segment: EgressSegment): EgressPool {
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
  return pool;
}

/** What partners may put into their allowlists. */
export const addresses: Record<string, readonly string[]> = {};

const hostedZone = new HostedZone("example", { name: "example.com" });
for (const segment of [web, admin, dataCollection, email]) {
  const pool = wayOut(segment);
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

// AWS announces a brought prefix from two ASNs; each needs its ROA, and no longer prefix than the one announced.
for (const asn of [16509, 14618]) new RoaRequest(`office-as${asn}`, { lease: block, asn }, { protect });
