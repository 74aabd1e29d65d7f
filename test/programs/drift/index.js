const aws = require("@pulumi/aws");
const {
  Advertisement,
  EgressFirewall,
  EgressPool,
  LeasedBlock,
  NatEgress,
  PrivilegedAccess,
  ReverseDns,
  RoaRequest,
  Telemetry,
} = require("leasehold");

/** Two segments of one lease in one zone: enough that something can be mistaken for the other's. */
const ZONE = "us-east-1a";
const vpc = new aws.ec2.Vpc("edge", { cidrBlock: "10.40.0.0/16" });
const internet = new aws.ec2.InternetGateway("edge", { vpcId: vpc.id });
const publicRoutes = new aws.ec2.RouteTable("public", { vpcId: vpc.id });
new aws.ec2.Route("public-internet", {
  routeTableId: publicRoutes.id,
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: internet.id,
});
const subnet = (name, number) =>
  new aws.ec2.Subnet(name, { vpcId: vpc.id, availabilityZone: ZONE, cidrBlock: `10.40.${number}.0/24` });
const publicSubnet = subnet("public", 0);
new aws.ec2.RouteTableAssociation("public", { subnetId: publicSubnet.id, routeTableId: publicRoutes.id });

const block = new LeasedBlock("edge", {
  lease: {
    id: "edge-2026",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-10-01", end: "2036-09-30" },
    lessor: {
      name: "Example Lessor",
      agreement: "LA-2026-17",
      contact: "noc@lessor.example",
      holder: "EXAMPLE-LESSOR",
      rir: "ripe",
    },
    owner: { team: "platform", contact: "platform@example.com" },
    allowedUses: ["web", "email"],
    contacts: { abuse: "abuse@example.com" },
    routing: { announcedBy: "lessee", origins: [64496] },
    reverseDns: { responsibility: "lessee" },
    reputation: { checkedOn: "2026-10-03", listings: [] },
  },
});

new Telemetry("edge", { of: block, vpcId: vpc.id });
new PrivilegedAccess("edge", { lease: block, as: "boundary", roles: ["arn:aws:iam::123456789012:role/network-admin"] });

const hostedZone = new aws.route53.Zone("example", { name: "example.com" });
const segment = (name, purpose, prefix, ports, number) => {
  const workload = subnet(`${name}-workload`, number);
  const made = block.segment(name, {
    purpose,
    prefixes: [prefix],
    ports,
    vpcId: vpc.id,
    subnets: { [ZONE]: [workload.id] },
  });
  const pool = new EgressPool(`${name}-pool`, { segment: made, zones: [ZONE], publicIpv4Pool: "ipv4pool-ec2-1" });
  const nat = new NatEgress(`${name}-nat`, {
    segment: made,
    pool,
    zones: { [ZONE]: { publicSubnetId: publicSubnet.id } },
  });
  new EgressFirewall(`${name}-firewall`, {
    segment: made,
    localCidrs: ["10.40.0.0/16"],
    natGateways: nat.natGatewayIds,
  });
  new ReverseDns(`${name}-names`, {
    segment: made,
    via: "aws",
    pool,
    names: { [pool.addressesByZone[ZONE][0]]: `${name}.example.com` },
    forwardZones: { "example.com": { via: "route53", zoneId: hostedZone.id } },
  });
};
segment("web", "web", "203.0.113.0/26", [80, 443], 10);
segment("email", "email", "203.0.113.64/26", [25, 443, 587], 20);

// Declared, and used by nobody: until somebody does by hand.
new aws.ec2.Eip("spare", {
  domain: "vpc",
  address: "203.0.113.70",
  publicIpv4Pool: "ipv4pool-ec2-1",
  tags: { "leasehold:lease": "edge-2026", "leasehold:segment": "email" },
});

new RoaRequest("roa", { lease: block, asn: 64496, publisher: "krill" });
new Advertisement("route", { lease: block, prefix: "203.0.113.0/24", by: "lessee", origin: 64496 });
