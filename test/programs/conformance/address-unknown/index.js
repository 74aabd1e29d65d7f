const aws = require("@pulumi/aws");
const { alerts, unknown } = require("../base");

alerts();

const tags = { "leasehold:lease": "office", "leasehold:segment": "web" };
new aws.ec2.Eip("later", { domain: "vpc", address: unknown(), tags });
