const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease } = require("../base");

alerts();

const reputation = { checkedOn: "2020-01-05", listings: [] };
const over = { start: "2020-01-01", end: "2022-12-31" };
const block = new LeasedBlock("office", { lease: lease({ term: over, reputation }) });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
new aws.ec2.Eip("kept", { domain: "vpc", address: "203.0.113.9" });
new LeasedBlock("empty", { lease: lease({ id: "branch", prefix: "198.51.100.0/24", term: over, reputation }) });
