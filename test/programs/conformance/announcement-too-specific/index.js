const { Advertisement, LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, lease, unknown, watched } = require("../base");

alerts();

const routing = { ...watched, announcedBy: "lessee", origins: [64496] };
const four = new LeasedBlock("four", { lease: lease({ routing: { ...routing, longestAnnounced: 25 } }) });
new RoaRequest("four", { lease: four, prefix: "203.0.113.0/24", asn: 64496, maxLength: 25, publisher: "manual" });
const announce = (name, block, prefix, advertised) =>
  new Advertisement(name, { lease: block, prefix, origin: 64496, by: "lessee", advertised });
announce("whole", four, "203.0.113.0/24", true);
announce("half", four, "203.0.113.0/25", true);
announce("inside", four, "203.0.113.128/25", false);
announce(
  "later",
  four,
  "203.0.113.128/25",
  unknown().apply((arn) => arn === "x"),
);
const six = new LeasedBlock("six", {
  lease: lease({ id: "six", prefix: "2001:db8:1000::/48", routing: { ...routing, longestAnnounced: 49 } }),
});
new RoaRequest("six", { lease: six, prefix: "2001:db8:1000::/48", asn: 64496, maxLength: 49, publisher: "manual" });
announce("six-whole", six, "2001:db8:1000::/48", true);
announce("six-half", six, "2001:db8:1000::/49", true);
