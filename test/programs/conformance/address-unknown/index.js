const aws = require("@pulumi/aws");
const { unknown } = require("../base");

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
new aws.ec2.Eip("later", { domain: "vpc", address: unknown(), tags });
