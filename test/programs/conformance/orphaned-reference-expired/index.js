const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

new aws.ec2.ManagedPrefixList("partners", {
  addressFamily: "IPv4",
  maxEntries: 1,
  entries: [{ cidr: "203.0.113.64/26" }],
});
new aws.ec2.Eip("held", { domain: "vpc", address: "203.0.113.9" });
