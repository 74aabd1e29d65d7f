const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { lease, vpc } = require("../base");

const network = vpc("network");
const workload = new aws.ec2.Subnet("workload", { vpcId: network.id, cidrBlock: "10.0.1.0/24" });
const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"], vpcId: network.id, subnets: [workload.id] });
