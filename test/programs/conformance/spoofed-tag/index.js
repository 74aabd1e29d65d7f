const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
new aws.ec2.Eip("honest", { domain: "vpc", address: "203.0.113.9", tags });
new aws.ec2.Eip("spoofed", { domain: "vpc", address: "203.0.113.70", tags });
