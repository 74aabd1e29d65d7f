const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
new aws.ec2.Eip("stray", { domain: "vpc", address: "198.51.100.9", tags });
new aws.ec2.Eip("unclaimed", { domain: "vpc", address: "198.51.100.10" });
new aws.ec2.Eip("inside", { domain: "vpc", address: "203.0.113.9", tags });
