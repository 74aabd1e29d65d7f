const { LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, lease, watched } = require("../base");

alerts();

const roa = (name, block, asn) =>
  new RoaRequest(name, { lease: block, prefix: block.prefix, asn, publisher: "manual" });
const half = new LeasedBlock("half", {
  lease: lease({ routing: { ...watched, announcedBy: "aws", origins: [16509] } }),
});
roa("half-a", half, 16509);
const full = new LeasedBlock("full", {
  lease: lease({
    id: "full",
    prefix: "198.51.100.0/24",
    routing: { ...watched, announcedBy: "aws", origins: [16509, 14618] },
  }),
});
roa("full-a", full, 16509);
roa("full-b", full, 14618);
const own = new LeasedBlock("own", {
  lease: lease({
    id: "own",
    prefix: "192.0.2.0/24",
    routing: { ...watched, announcedBy: "aws", origins: [64496], byoasn: 64496 },
  }),
});
roa("own", own, 64496);
