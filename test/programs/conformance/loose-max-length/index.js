const { LeasedBlock, RoaRequest } = require("leasehold");
const pulumi = require("@pulumi/pulumi");
const { alerts, lease, unknown, watched } = require("../base");

alerts();

const routing = { ...watched, announcedBy: "lessee", origins: [64496] };
const tight = new LeasedBlock("tight", { lease: lease({ routing }) });
new RoaRequest("by-one", { lease: tight, prefix: "203.0.113.0/24", asn: 64496, maxLength: 25, publisher: "manual" });
const six = new LeasedBlock("six", { lease: lease({ id: "six", prefix: "2001:db8:1000::/40", routing }) });
new RoaRequest("by-eight", {
  lease: six,
  prefix: "2001:db8:1000::/40",
  asn: 64496,
  maxLength: 48,
  publisher: "manual",
});
const split = new LeasedBlock("split", {
  lease: lease({ id: "split", prefix: "198.51.96.0/20", routing: { ...routing, longestAnnounced: 24 } }),
});
new RoaRequest("declared", { lease: split, prefix: "198.51.96.0/20", asn: 64496, maxLength: 24, publisher: "manual" });
const later = new LeasedBlock("later", { lease: lease({ id: "later", prefix: "192.0.2.0/24", routing }) });
const maxLength = pulumi.output(unknown()).apply((arn) => arn.length);
new RoaRequest("unknown", { lease: later, prefix: "192.0.2.0/24", asn: 64496, maxLength, publisher: "manual" });
