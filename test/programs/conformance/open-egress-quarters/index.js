const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
const group = new aws.ec2.SecurityGroup("workload", {
  vpcId: "vpc-0123456789abcdef0",
  tags: { "leasehold:lease": "office", "leasehold:segment": "web" },
});
// Every port but the risky ones: 60,909 of them in these three ranges.
const ranges = [
  [3390, 5431],
  [6668, 11210],
  [11212, 65535],
];
["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"].forEach((cidrIpv4, quarter) => {
  ranges.forEach(([fromPort, toPort], range) => {
    const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort, toPort, cidrIpv4 };
    new aws.vpc.SecurityGroupEgressRule(`quarter-${quarter}-${range}`, rule);
  });
});
