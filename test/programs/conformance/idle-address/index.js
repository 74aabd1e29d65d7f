const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease, nat } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
block.segment("spare", { purpose: "standby", prefixes: ["203.0.113.64/26"] });
const hold = (name, address) => new aws.ec2.Eip(name, { domain: "vpc", address });
hold("idle", "203.0.113.9");
hold("spare", "203.0.113.70");
nat("used", "203.0.113.10", "subnet-0public");
