// Privileged inputs of every kind: literals, references, both in one property, references inside text, and one property that
// is known only as a whole. `port` and `label` are literals beside references; `swap` puts a literal in a reference's place.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();
const port = config.getNumber("port") ?? 443;
const label = config.get("label") ?? "one";
const swap = config.getBoolean("swap") ?? false;

const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { team: config.get("unrelated") ?? "network" } });
const subnet = new aws.ec2.Subnet("public", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
const address = new aws.ec2.Eip("address", { domain: "vpc", address: "203.0.113.10" });
const other = new aws.ec2.Eip("other", { domain: "vpc", tags: { pair: address.id, label } });
const gateway = new aws.ec2.NatGateway("gateway", {
  allocationId: address.id,
  secondaryAllocationIds: [other.id],
  subnetId: subnet.id,
});
const table = new aws.ec2.RouteTable("table", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: gateway.id }],
});
new aws.ec2.RouteTableAssociation("association", { subnetId: subnet.id, routeTableId: table.id });
const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
const list = new aws.ec2.ManagedPrefixList("list", {
  addressFamily: "IPv4",
  maxEntries: 4,
  entries: pulumi.all([other.id, vpc.id]).apply(() => [{ cidr: "198.51.100.0/24", description: "partners" }]),
});
new aws.ec2.SecurityGroup("mixed", {
  vpcId: vpc.id,
  egress: [
    { protocol: "tcp", fromPort: port, toPort: port, prefixListIds: [list.id], cidrBlocks: ["192.0.2.0/24"] },
    { protocol: "tcp", fromPort: 8443, toPort: 8443, securityGroups: [group.id] },
    { protocol: "udp", fromPort: 53, toPort: 53, securityGroups: [swap ? "sg-0123456789abcdef0" : group.id] },
    {
      protocol: "udp",
      fromPort: 123,
      toPort: 123,
      securityGroups: [group.id],
      description: pulumi.interpolate`for ${list.id}`,
    },
  ],
});
if (!config.getBoolean("withoutRule")) {
  new aws.vpc.SecurityGroupEgressRule("dns", {
    securityGroupId: group.id,
    ipProtocol: "udp",
    fromPort: 53,
    toPort: 53,
    cidrIpv4: pulumi.interpolate`${other.publicIp}/32`,
  });
}
new aws.route53.Record("reverse", {
  zoneId: "Z0123456789",
  name: "10.113.0.203.in-addr.arpa",
  type: "PTR",
  ttl: 300,
  records: ["nat.example.com"],
});
