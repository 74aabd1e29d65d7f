const { LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, inDays, lease, watched } = require("../base");

alerts();

const routing = { ...watched, announcedBy: "lessee", origins: [64496] };
const announced = (name, prefix, end) => {
  const block = new LeasedBlock(name, {
    lease: lease({ id: name, prefix, routing, term: { start: "2024-01-01", end } }),
  });
  new RoaRequest(`${name}-roa`, { lease: block, asn: 64496 });
};
announced("soon", "203.0.113.0/24", inDays(20));
announced("later", "198.51.100.0/24", inDays(200));
