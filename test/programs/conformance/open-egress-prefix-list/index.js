const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
const halves = new aws.ec2.ManagedPrefixList("halves", {
  addressFamily: "IPv4",
  maxEntries: 2,
  entries: [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1" }],
});
const open = new aws.ec2.SecurityGroup("open", { vpcId: "vpc-0123456789abcdef0", tags });
new aws.vpc.SecurityGroupEgressRule("in-view", {
  securityGroupId: open.id,
  ipProtocol: "tcp",
  fromPort: 5433,
  toPort: 65535,
  prefixListId: halves.id,
});
new aws.vpc.SecurityGroupEgressRule("in-view-low", {
  securityGroupId: open.id,
  ipProtocol: "tcp",
  fromPort: 0,
  toPort: 5432,
  prefixListId: halves.id,
});
