const aws = require("@pulumi/aws");

new aws.ec2.Eip("ordinary", { domain: "vpc" });
new aws.ec2.SecurityGroup("ordinary", {
  vpcId: "vpc-0123456789abcdef0",
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
