const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { alerts } = require("../base");

alerts();

const parameter = (name, value) => new aws.ssm.Parameter(name, { type: "String", value });
parameter("upper", "2001:DB8:BEEF::1");
parameter("long", "2001:0db8:beef:0000:0000:0000:0000:0001");
parameter("mapped", "::ffff:198.51.100.7");
parameter("mapped-hex", "::FFFF:C633:6407");
parameter("in-text", "curl --interface 198.51.100.7 https://partner.example.com # nightly");
parameter("secret", pulumi.secret("198.51.100.7"));
new aws.ec2.ManagedPrefixList("list", {
  addressFamily: "IPv6",
  maxEntries: 1,
  entries: [{ cidr: "2001:DB8:BEEF:10::/60" }],
});
parameter("another", "198.51.10.7 and 2001:db8:bee::1");
