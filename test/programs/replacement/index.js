const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const address = new aws.ec2.Eip("address", { domain: "vpc", address: new pulumi.Config().require("address") });
new aws.ec2.NatGateway("gateway", { subnetId: "subnet-0a", allocationId: address.id });
