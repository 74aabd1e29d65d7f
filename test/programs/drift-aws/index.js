const aws = require("@pulumi/aws");
const { EgressFirewall, EgressPool, LeasedBlock, NatEgress, PrivilegedAccess, Telemetry } = require("leasehold");

const zone = "eu-west-1a";
const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };

const vpc = new aws.ec2.Vpc("office", { cidrBlock: "10.20.0.0/16" });
const internet = new aws.ec2.InternetGateway("office", { vpcId: vpc.id });
const front = new aws.ec2.RouteTable("front", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
});
const subnet = (name, number) =>
  new aws.ec2.Subnet(name, { vpcId: vpc.id, availabilityZone: zone, cidrBlock: `10.20.${number}.0/24` });
const publicSubnet = subnet("public", 0);
new aws.ec2.RouteTableAssociation("public", { subnetId: publicSubnet.id, routeTableId: front.id });

const block = new LeasedBlock("office", {
  lease: {
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2024-01-01", end: "2099-12-31" },
    routing: { announcedBy: "lessee", origins: [64496] },
  },
});
const partners = new aws.ec2.ManagedPrefixList("partners", {
  name: "partners",
  addressFamily: "IPv4",
  maxEntries: 5,
  entries: [{ cidr: "192.0.2.0/28" }],
});
for (const [name, number] of [
  ["web", 10],
  ["admin", 20],
]) {
  const workload = subnet(name, number);
  const segment = block.segment(name, {
    purpose: name,
    prefixes: [name === "web" ? "203.0.113.0/26" : "203.0.113.64/26"],
    ports: [443],
    vpcId: vpc.id,
    subnets: { [zone]: [workload.id] },
  });
  const pool = new EgressPool(`${name}-pool`, {
    segment,
    zones: [zone],
    publicIpv4Pool: "ipv4pool-ec2-0",
    protect: false,
  });
  const nat = new NatEgress(`${name}-nat`, { segment, pool, zones: { [zone]: { publicSubnetId: publicSubnet.id } } });
  new EgressFirewall(`${name}-firewall`, {
    segment,
    localCidrs: ["10.20.0.0/16"],
    networkAcl: { subnets: [workload.id] },
    networkFirewall: false,
    natGateways: nat.natGatewayIds,
  });
}
// Held for what comes, and used by nothing.
new aws.ec2.Eip("spare", { domain: "vpc", address: "203.0.113.9", tags });
const inside = new aws.ec2.SecurityGroup("inside", { vpcId: vpc.id, description: "inside", tags });
new aws.vpc.SecurityGroupIngressRule("inside-itself", {
  securityGroupId: inside.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8090,
  referencedSecurityGroupId: inside.id,
});
new aws.vpc.SecurityGroupEgressRule("inside-partners", {
  securityGroupId: inside.id,
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  prefixListId: partners.id,
});
new aws.ec2.SecurityGroupRule("inside-office", {
  securityGroupId: inside.id,
  type: "ingress",
  protocol: "-1",
  fromPort: 0,
  toPort: 0,
  cidrBlocks: ["10.20.0.0/16"],
});

new Telemetry("office", { of: block, vpcId: vpc.id });
const access = new PrivilegedAccess("office", {
  lease: block,
  as: "boundary",
  roles: ["arn:aws:iam::123456789012:role/network-admin"],
});
new aws.iam.Role("deployer", {
  name: "deployer",
  permissionsBoundary: access.policyArn,
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
});
