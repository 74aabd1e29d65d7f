const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { lease } = require("../base");

const block = new LeasedBlock("office", { lease: lease() });
const log = (name, vpc, trafficType) =>
  new aws.ec2.FlowLog(name, {
    vpcId: vpc.id,
    trafficType,
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::flow-logs",
  });
const silent = new aws.ec2.Vpc("silent", { cidrBlock: "10.0.0.0/16" });
const half = new aws.ec2.Vpc("half", { cidrBlock: "10.1.0.0/16" });
log("half-log", half, "ACCEPT");
const both = new aws.ec2.Vpc("both", { cidrBlock: "10.2.0.0/16" });
log("both-accepted", both, "ACCEPT");
log("both-rejected", both, "REJECT");
block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], vpcId: silent.id });
block.segment("admin", { purpose: "admin", prefixes: ["203.0.113.64/26"], vpcId: half.id });
block.segment("mail", { purpose: "email", prefixes: ["203.0.113.128/26"], vpcId: both.id });
block.segment("far", { purpose: "web", prefixes: ["203.0.113.192/26"], vpcId: "vpc-0123456789abcdef0" });
