const cloudflare = require("@pulumi/cloudflare");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease, nat } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease({ reverseDns: { responsibility: "lessee" } }) });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
block.segment("admin", { ...guarded, purpose: "admin", prefixes: ["203.0.113.64/26"] });
const account = { id: "0123456789abcdef" };
const reverse = new cloudflare.Zone("reverse", { account, name: "113.0.203.in-addr.arpa" });
const forward = new cloudflare.Zone("forward", { account, name: "example.com" });
const record = (name, zone, type, owner, content) =>
  new cloudflare.DnsRecord(name, { zoneId: zone.id, name: owner, type, content, ttl: 300 });
const ptr = (last, content, name = `ptr-${last}`) =>
  record(name, reverse, "PTR", `${last}.113.0.203.in-addr.arpa`, content);
for (const last of [9, 10, 11, 12, 13, 14, 70]) nat(`gateway-${last}`, `203.0.113.${last}`, "subnet-0public");
ptr(9, "astray.example.com");
record("astray", forward, "A", "astray.example.com", "198.51.100.9");
ptr(10, "one.example.com");
ptr(10, "two.example.com", "ptr-10-again");
record("one", forward, "A", "one.example.com", "203.0.113.10");
record("two", forward, "A", "two.example.com", "203.0.113.10");
ptr(11, "both.example.com");
ptr(70, "both.example.com");
record("both-11", forward, "A", "both.example.com", "203.0.113.11");
record("both-70", forward, "A", "both", "203.0.113.70");
ptr(12, "back.example.com.");
record("back", forward, "A", "back.example.com", "203.0.113.12");
ptr(13, "alias.example.com");
record("alias", forward, "CNAME", "alias.example.com", "target.example.com");
record("target", forward, "A", "target", "203.0.113.13");
ptr(14, "www.example.net");
