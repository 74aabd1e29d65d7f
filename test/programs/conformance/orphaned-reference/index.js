const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

new aws.ec2.ManagedPrefixList("partners", {
  addressFamily: "IPv4",
  maxEntries: 2,
  entries: [{ cidr: "192.0.2.0/24" }, { cidr: "198.51.100.16/28" }],
});
new aws.ec2.SecurityGroup("workload", {
  vpcId: "vpc-0123456789abcdef0",
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["198.51.100.7/32"] }],
});
new aws.s3.BucketPolicy("evidence", {
  bucket: "evidence",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::evidence/*",
        Condition: { IpAddress: { "aws:SourceIp": ["198.51.100.0/24"] } },
      },
    ],
  }),
});
new aws.ec2.Eip("held", { domain: "vpc", address: "198.51.100.20" });
