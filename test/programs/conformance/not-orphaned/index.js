const aws = require("@pulumi/aws");
const { alerts } = require("../base");

alerts();

const list = (name, cidr) =>
  new aws.ec2.ManagedPrefixList(name, { addressFamily: "IPv4", maxEntries: 1, entries: [{ cidr }] });
list("again", "198.51.100.200/32");
list("four-bits", "198.51.96.0/20");
list("five-bits", "198.51.96.0/19");
list("default", "0.0.0.0/0");
new aws.ec2.Route("default-six", {
  routeTableId: "rtb-0123456789abcdef0",
  destinationIpv6CidrBlock: "::/0",
  egressOnlyGatewayId: "eigw-0123456789abcdef0",
});
