const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, inDays, lease } = require("../base");

alerts();

const ending = (days, noticeDays) => ({ start: "2024-01-01", end: inDays(days), noticeDays });
const hold = (name, address) => new aws.ec2.Eip(name, { domain: "vpc", address });

const soon = new LeasedBlock("soon", { lease: lease({ term: ending(20) }) });
soon.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
hold("in-soon", "203.0.113.9");

const noticed = new LeasedBlock("noticed", {
  lease: lease({ id: "branch", prefix: "198.51.100.0/24", term: ending(80, 90) }),
});
noticed.segment("web", { ...guarded, purpose: "web", prefixes: ["198.51.100.0/26"] });
hold("in-noticed", "198.51.100.9");

const later = new LeasedBlock("later", { lease: lease({ id: "depot", prefix: "192.0.2.0/25", term: ending(80) }) });
later.segment("web", { ...guarded, purpose: "web", prefixes: ["192.0.2.0/26"] });
hold("in-later", "192.0.2.9");

new LeasedBlock("empty", { lease: lease({ id: "attic", prefix: "192.0.2.128/25", term: ending(20) }) });
