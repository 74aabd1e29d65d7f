const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const second = new pulumi.Config().getBoolean("second") ?? false;

// Same in both.
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
// Read in, never managed.
const subnet = aws.ec2.Subnet.get("existing", "subnet-0a1b2c3d4e5f60718");
// Replaced, for another address, and with it what is built on it.
const address = new aws.ec2.Eip("address", { domain: "vpc", address: second ? "203.0.113.11" : "203.0.113.10" });
new aws.ec2.NatGateway("gateway", { subnetId: subnet.id, allocationId: address.id });
// Updated.
new aws.ec2.ManagedPrefixList("partners", {
  addressFamily: "IPv4",
  maxEntries: 5,
  entries: [{ cidr: second ? "198.51.100.0/24" : "192.0.2.0/24" }],
});
// A secret, whose text no report may show, and what is built from it.
const token = pulumi.secret("leased from 203.0.113.0/24");
new aws.ssm.Parameter("token", { type: "SecureString", value: token });
// Protection changes and nothing else.
new aws.s3.Bucket("logs", {}, { protect: !second });
// Created by one and deleted by the other.
if (second) new aws.ec2.RouteTable("new", { vpcId: vpc.id });
else new aws.ec2.SecurityGroup("old", { vpcId: vpc.id, description: "Removed by the second version" });
