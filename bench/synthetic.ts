import type { Properties, Resource } from "../graph/resource";
import type { LeaseInput } from "../lease/lease";

export const LEASES = 100;
/** RFC 2544's range for benchmarks, 198.18.0.0/15: each lease is a /22 of it. */
const FIRST = (198 << 24) + (18 << 16);
const LEASE_LENGTH = 22;

const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
const firstOf = (lease: number) => FIRST + lease * 2 ** (32 - LEASE_LENGTH);

/** Leases with four segments each, documented well enough to break no rule by themselves. */
export function leases(): LeaseInput[] {
  return Array.from({ length: LEASES }, (_, lease) => ({
    id: `lease-${lease}`,
    prefix: `${dotted(firstOf(lease))}/${LEASE_LENGTH}`,
    status: "active" as const,
    term: { start: "2024-01-01", end: "2099-12-31" },
    owner: { team: "network", contact: "network@example.com" },
    allowedUses: PURPOSES,
    contacts: { abuse: "abuse@example.com" },
    routing: { announcedBy: "none" as const, origins: [] },
    reverseDns: { responsibility: "lessor" as const },
    segments: PURPOSES.map((purpose, quarter) => ({
      name: purpose,
      purpose,
      prefixes: [`${dotted(firstOf(lease) + quarter * 256)}/24`],
    })),
  }));
}

const PURPOSES = ["web", "admin", "data-collection", "email"];

/**
 * `count` resources spread evenly over the leases, ten to a workload: addresses on gateways, a table with routes, a
 * workload subnet, a security group with rules. One rule in a hundred is open to a risky port.
 */
export function resources(count: number): Resource[] {
  const all: Resource[] = [];
  for (let workload = 0; workload * 10 < count; workload++) all.push(...workloadResources(workload));
  return all.slice(0, count);
}

function workloadResources(workload: number): Resource[] {
  const lease = workload % LEASES;
  const turn = Math.floor(workload / LEASES);
  const quarter = turn % 4;
  const tags = { "leasehold:lease": `lease-${lease}`, "leasehold:segment": PURPOSES[quarter] as string };
  // Two addresses a workload; past 128 turns a segment's /24 is full and addresses come up again.
  const address = (which: number) =>
    dotted(firstOf(lease) + quarter * 256 + ((Math.floor(turn / 4) * 2 + which) % 256));
  const urn = (type: string, part: string) => `urn:pulumi:dev::bench::${type}::workload-${workload}-${part}`;
  const make = (type: string, part: string, inputs: Properties, from: Record<string, string[]> = {}): Resource => ({
    urn: urn(type, part),
    type,
    name: `workload-${workload}-${part}`,
    custom: true,
    remote: false,
    inputs,
    outputs: {},
    dependencies: Object.values(from).flat(),
    propertyDependencies: from,
    protect: true,
    retainOnDelete: false,
  });
  const EIP = "aws:ec2/eip:Eip";
  const NAT = "aws:ec2/natGateway:NatGateway";
  const TABLE = "aws:ec2/routeTable:RouteTable";
  const GROUP = "aws:ec2/securityGroup:SecurityGroup";
  const RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
  const SUBNET = "aws:ec2/subnet:Subnet";
  const port = workload % 100 === 0 ? 3389 : 443;
  const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
  const id = (part: string) => `${part}-${workload}`;
  return [
    make(EIP, "a", { domain: "vpc", address: address(0), tags }),
    make(EIP, "b", { domain: "vpc", address: address(1), tags }),
    make(
      NAT,
      "gateway",
      { subnetId: "subnet-public", allocationId: id("eip"), tags },
      { allocationId: [urn(EIP, "a")] },
    ),
    make(TABLE, "table", { vpcId: "vpc-0", tags }),
    make(
      "aws:ec2/route:Route",
      "route",
      { routeTableId: id("table"), destinationCidrBlock: "0.0.0.0/0", natGatewayId: id("nat") },
      { routeTableId: [urn(TABLE, "table")], natGatewayId: [urn(NAT, "gateway")] },
    ),
    make(SUBNET, "subnet", { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" }),
    make(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "association",
      { routeTableId: id("table"), subnetId: id("subnet") },
      { routeTableId: [urn(TABLE, "table")], subnetId: [urn(SUBNET, "subnet")] },
    ),
    make(GROUP, "group", { vpcId: "vpc-0", tags }),
    make(
      RULE,
      "four",
      { ...tcp, securityGroupId: id("sg"), cidrIpv4: "0.0.0.0/0" },
      { securityGroupId: [urn(GROUP, "group")] },
    ),
    make(
      RULE,
      "six",
      { ...tcp, securityGroupId: id("sg"), cidrIpv6: "::/0" },
      { securityGroupId: [urn(GROUP, "group")] },
    ),
  ];
}
