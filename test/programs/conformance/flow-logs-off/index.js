const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, flowLog, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const silent = new aws.ec2.Vpc("silent", { cidrBlock: "10.0.0.0/16" });
const half = new aws.ec2.Vpc("half", { cidrBlock: "10.1.0.0/16" });
flowLog("half-log", half, "ACCEPT");
const both = new aws.ec2.Vpc("both", { cidrBlock: "10.2.0.0/16" });
flowLog("both-accepted", both, "ACCEPT");
flowLog("both-rejected", both, "REJECT");
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"], vpcId: silent.id });
block.segment("admin", { ...guarded, purpose: "admin", prefixes: ["203.0.113.64/26"], vpcId: half.id });
block.segment("mail", { ...guarded, purpose: "email", prefixes: ["203.0.113.128/26"], vpcId: both.id });
block.segment("far", { ...guarded, purpose: "web", prefixes: ["203.0.113.192/26"], vpcId: "vpc-0123456789abcdef0" });
