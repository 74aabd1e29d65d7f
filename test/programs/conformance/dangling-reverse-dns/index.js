const aws = require("@pulumi/aws");
const cloudflare = require("@pulumi/cloudflare");
const { alerts } = require("../base");

alerts();

const record = (name, octet) =>
  new cloudflare.DnsRecord(name, {
    zoneId: "0123456789abcdef0123456789abcdef",
    name: `${octet}.113.0.203.in-addr.arpa`,
    type: "PTR",
    content: `host-${octet}.example.com`,
    ttl: 300,
  });
record("dangling", 200);
record("in-segment", 9);
record("allocated", 201);
new aws.ec2.Eip("address", {
  domain: "vpc",
  address: "203.0.113.201",
  tags: { "leasehold:lease": "office", "leasehold:segment": "web" },
});
