const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, flowLog, guarded, lease, vpc } = require("../base");

alerts();

const old = "vpc-0123456789abcdef0";
const workload = new aws.ec2.Subnet("workload", { vpcId: old, cidrBlock: "10.0.1.0/24" });
flowLog("workload-log", { subnetId: workload.id }, "ALL");
const network = vpc("network");
const inside = new aws.ec2.Subnet("inside", { vpcId: network.id, cidrBlock: "10.0.1.0/24" });
const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"], subnets: [workload.id] });
block.segment("admin", { ...guarded, purpose: "admin", prefixes: ["203.0.113.64/26"], subnets: [inside.id] });
