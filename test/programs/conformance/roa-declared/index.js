const { LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, lease, watched } = require("../base");

alerts();

const four = new LeasedBlock("four", {
  lease: lease({ routing: { ...watched, announcedBy: "lessee", origins: [64496, 64497] } }),
});
new RoaRequest("four-a", { lease: four, prefix: "203.0.113.0/24", asn: 64496, publisher: "manual" });
new RoaRequest("four-b", { lease: four, prefix: "203.0.113.0/24", asn: 64497, maxLength: 24, publisher: "manual" });
const six = new LeasedBlock("six", {
  lease: lease({
    id: "six",
    prefix: "2001:db8:1000::/36",
    routing: { ...watched, announcedBy: "lessee", origins: [64496], longestAnnounced: 40 },
  }),
});
new RoaRequest("six", { lease: six, prefix: "2001:db8:1000::/36", asn: 64496, maxLength: 40, publisher: "manual" });
