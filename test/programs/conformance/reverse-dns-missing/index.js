const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const cloudflare = require("@pulumi/cloudflare");
const { alerts, guarded, lease, nat } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease({ reverseDns: { responsibility: "lessee" } }) });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
block.segment("admin", { ...guarded, purpose: "admin", prefixes: ["203.0.113.64/26"] });
const zone = new cloudflare.Zone("reverse", { account: { id: "0123456789abcdef" }, name: "113.0.203.in-addr.arpa" });
new cloudflare.DnsRecord("named", {
  zoneId: zone.id,
  name: "9.113.0.203.in-addr.arpa",
  type: "PTR",
  content: "web-9.example.com",
  ttl: 300,
});
nat("with", "203.0.113.9", "subnet-0public");
nat("without", "203.0.113.10", "subnet-0public");
nat("admin", "203.0.113.70", "subnet-0public");
new aws.ec2.Eip("unused", { domain: "vpc", address: "203.0.113.11" });
