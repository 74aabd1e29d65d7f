const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
const group = new aws.ec2.SecurityGroup("workload", { vpcId: "vpc-0123456789abcdef0", tags });
const rule = (name, fromPort, toPort) =>
  new aws.vpc.SecurityGroupEgressRule(name, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort,
    toPort,
    prefixListId: "pl-0123456789abcdef0",
  });
rule("wide", 0, 65535);
rule("narrow", 443, 443);
