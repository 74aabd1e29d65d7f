import { type Properties, type Resource, UNKNOWN } from "../graph/resource";
import type { LeaseInput } from "../lease/lease";

/** Leases in use; fewer for small estates, so that every one of them has a workload. */
const MOST_LEASES = 100;
const RELEASED_LEASES = 10;
/** RFC 2544's range for benchmarks, 198.18.0.0/15: each lease is a /22 of it, the released ones after the others. */
const FIRST = (198 << 24) + (18 << 16);
const LEASE_LENGTH = 22;
/** Each segment is a /25 of the lower half of its lease; nothing claims the upper half. */
const SEGMENT_SIZE = 128;
const ASN = 64_496;
const PURPOSES = ["web", "admin", "data-collection", "email"];

/** A mistake is made by every so-manieth workload; primes, so that mistakes seldom meet. */
const EVERY = { riskyPort: 97, mailPort: 41, sharedEgress: 83, unsegmented: 79, orphaned: 73, looseRoa: 7 };

const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
const firstOf = (lease: number) => FIRST + lease * 2 ** (32 - LEASE_LENGTH);
const prefixOf = (lease: number) => `${dotted(firstOf(lease))}/${LEASE_LENGTH}`;

/** How many leases the estate of so many resources uses. */
export function leaseCount(count: number): number {
  return Math.min(MOST_LEASES, Math.max(1, Math.floor(count / 10) - 1));
}

/** Leases with four segments each, documented well enough to break no rule by themselves, and some that were given back. */
export function leases(count: number): LeaseInput[] {
  const active = Array.from({ length: leaseCount(count) }, (_, lease) => activeLease(lease));
  const released = Array.from(
    { length: RELEASED_LEASES },
    (_, turn): LeaseInput => ({
      id: `released-${turn}`,
      prefix: prefixOf(MOST_LEASES + turn),
      status: "released",
      term: { start: "2020-01-01", end: "2023-12-31" },
    }),
  );
  return [...active, ...released];
}

function activeLease(lease: number): LeaseInput {
  return {
    id: `lease-${lease}`,
    prefix: prefixOf(lease),
    status: "active",
    term: { start: "2024-01-01", end: "2099-12-31" },
    owner: { team: "network", contact: "network@example.com" },
    allowedUses: PURPOSES,
    contacts: { abuse: "abuse@example.com" },
    provenance: { verifiedOn: "2026-10-01", verifiedBy: "network", evidence: "tickets/17" },
    reputation: { checkedOn: "2024-01-05", listings: [] },
    quarantinePlan: { document: "runbooks/quarantine.md", onCall: "network-oncall" },
    quarantineDrill: { ranOn: "2026-10-10", evidence: "tickets/18" },
    routing: { announcedBy: "lessee", origins: [ASN], monitors: ["bgpalerter"] },
    reverseDns: { responsibility: "lessor" },
    segments: PURPOSES.map((purpose, index) => ({
      name: purpose,
      purpose,
      prefixes: [`${dotted(firstOf(lease) + index * SEGMENT_SIZE)}/25`],
    })),
  };
}

const urnOf = (type: string, name: string) => `urn:pulumi:dev::bench::${type}::${name}`;

const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";
const TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";

const NETWORK = urnOf(VPC, "network");
const PUBLIC = urnOf(SUBNET, "public");
const PUBLIC_TABLE = urnOf(TABLE, "public");

/**
 * `count` resources, a multiple of ten, as a first preview shows them: ids are unknown, and property dependencies say what
 * they come from. The first ten are a network with its logs; the others are workloads of ten, spread evenly over leases and
 * segments, some of which make a mistake.
 */
export function resources(count: number): Resource[] {
  const all = network();
  for (let workload = 0; all.length < count; workload++) all.push(...workloadResources(workload, leaseCount(count)));
  return all.slice(0, count);
}

/** @param from the resources that unknown inputs come from: each input of that name is unknown */
function make(type: string, name: string, given: Properties, from: Readonly<Record<string, string[]>> = {}): Resource {
  const inputs: Properties = { ...given };
  for (const [property, urns] of Object.entries(from)) {
    inputs[property] = property.endsWith("Ids") ? urns.map(() => UNKNOWN) : UNKNOWN;
  }
  const known = Object.fromEntries(Object.keys(given).map((property) => [property, []]));
  return {
    urn: urnOf(type, name),
    type,
    name,
    custom: true,
    remote: false,
    inputs,
    outputs: {},
    dependencies: Object.values(from).flat(),
    propertyDependencies: { ...known, ...from },
    protect: true,
    retainOnDelete: false,
    operation: "create",
  };
}

function network(): Resource[] {
  const log = urnOf(LOG_GROUP, "flows");
  const calls = urnOf(EVENT_RULE, "calls");
  const pattern = { "detail-type": ["AWS API Call via CloudTrail"] };
  return [
    make(VPC, "network", { cidrBlock: "10.0.0.0/8" }),
    make(TABLE, "public", {}, { vpcId: [NETWORK] }),
    make(
      ROUTE,
      "public",
      { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-0a1b2c3d4e5f60718" },
      { routeTableId: [PUBLIC_TABLE] },
    ),
    make(SUBNET, "public", { cidrBlock: "10.255.0.0/24" }, { vpcId: [NETWORK] }),
    make(ASSOCIATION, "public", {}, { routeTableId: [PUBLIC_TABLE], subnetId: [PUBLIC] }),
    make(LOG_GROUP, "flows", { name: "flows", retentionInDays: 365 }),
    make(
      "aws:ec2/flowLog:FlowLog",
      "flows",
      { trafficType: "ALL", logDestinationType: "cloud-watch-logs" },
      { vpcId: [NETWORK], logDestination: [log] },
    ),
    make("aws:cloudwatch/queryDefinition:QueryDefinition", "flows", {
      name: "flows",
      queryString: "fields @timestamp, srcAddr, dstAddr",
      logGroupNames: ["flows"],
    }),
    make(EVENT_RULE, "calls", { eventPattern: JSON.stringify(pattern) }),
    make(
      "aws:cloudwatch/eventTarget:EventTarget",
      "calls",
      { arn: "arn:aws:sns:eu-west-1:123456789012:alerts" },
      { rule: [calls] },
    ),
  ];
}

/** Two addresses behind a gateway, a workload's subnet with its table, and a security group with its rules. */
function workloadResources(workload: number, inUse: number): Resource[] {
  const lease = workload % inUse;
  const turn = Math.floor(workload / inUse);
  const segment = turn % PURPOSES.length;
  const place = Math.floor(turn / PURPOSES.length) * 2;
  const tags = { "leasehold:lease": `lease-${lease}`, "leasehold:segment": PURPOSES[segment] as string };
  const address = (offset: number) => dotted(firstOf(lease) + offset);
  const name = (part: string, of = workload) => `workload-${of}-${part}`;
  const urn = (type: string, part: string, of = workload) => urnOf(type, name(part, of));
  const makes = (mistake: keyof typeof EVERY, of = workload) => of % EVERY[mistake] === 3 % EVERY[mistake];
  const strayAddress = makes("unsegmented");
  const first = make(EIP, name("a"), { domain: "vpc", address: address(segment * SEGMENT_SIZE + place), tags });
  const second = strayAddress
    ? make(EIP, name("b"), { domain: "vpc", address: address(512 + segment * SEGMENT_SIZE + place) })
    : make(EIP, name("b"), { domain: "vpc", address: address(segment * SEGMENT_SIZE + place + 1), tags });
  const both: Record<string, string[]> = strayAddress ? {} : { secondaryAllocationIds: [second.urn] };
  // The workload before this one made the mistake: its table was given to this one's subnet as well.
  const table = urn(TABLE, "table", workload > 0 && makes("sharedEgress", workload - 1) ? workload - 1 : workload);
  return [
    first,
    second,
    make(NAT, name("gateway"), { tags }, { subnetId: [PUBLIC], allocationId: [first.urn], ...both }),
    make(TABLE, name("table"), { tags }, { vpcId: [NETWORK] }),
    make(
      ROUTE,
      name("route"),
      { destinationCidrBlock: "0.0.0.0/0" },
      { routeTableId: [urn(TABLE, "table")], natGatewayId: [urn(NAT, "gateway")] },
    ),
    make(
      SUBNET,
      name("subnet"),
      { cidrBlock: `10.${(workload >> 8) & 127}.${workload & 255}.0/24`, availabilityZone: "eu-west-1a", tags },
      { vpcId: [NETWORK] },
    ),
    make(ASSOCIATION, name("association"), {}, { routeTableId: [table], subnetId: [urn(SUBNET, "subnet")] }),
    make(GROUP, name("group"), { description: `workload ${workload}`, tags }, { vpcId: [NETWORK] }),
    make(
      RULE,
      name("four"),
      { ipProtocol: "tcp", ...ports(makes), cidrIpv4: makes("orphaned") ? ghost(workload) : "0.0.0.0/0" },
      { securityGroupId: [urn(GROUP, "group")] },
    ),
    turn === 0
      ? make("leasehold:rpki:RoaRequest", name("roa"), {
          leaseId: `lease-${lease}`,
          prefix: prefixOf(lease),
          asn: ASN,
          maxLength: makes("looseRoa") ? 24 : LEASE_LENGTH,
          publisher: "manual",
        })
      : make(
          RULE,
          name("six"),
          { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv6: "::/0" },
          { securityGroupId: [urn(GROUP, "group")] },
        ),
  ];
}

/** Mail is for email segments alone, so the group's tag decides. */
function ports(makes: (mistake: keyof typeof EVERY) => boolean): Properties {
  const port = makes("riskyPort") ? 3389 : makes("mailPort") ? 25 : 443;
  return { fromPort: port, toPort: port };
}

/** Space of a released lease, named as addresses, as a part, as the whole, and as much more than that, which is fine. */
function ghost(workload: number): string {
  const turn = Math.floor(workload / EVERY.orphaned);
  const released = MOST_LEASES + (turn % RELEASED_LEASES);
  switch (turn % 4) {
    case 0:
      return `${dotted(firstOf(released) + (turn % 1024))}/32`;
    case 1:
      return `${dotted(firstOf(released) + 256)}/24`;
    case 2:
      return prefixOf(released);
    default:
      return "198.0.0.0/8";
  }
}
