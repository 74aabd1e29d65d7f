const { LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, lease } = require("../base");

alerts();

const announced = (name, prefix, monitors) => {
  const routing = { announcedBy: "lessee", origins: [64496], monitors };
  const block = new LeasedBlock(name, { lease: lease({ id: name, prefix, routing }) });
  new RoaRequest(`${name}-roa`, { lease: block, asn: 64496 });
};
announced("silent", "203.0.113.0/24");
announced("blank", "198.51.100.0/24", [" "]);
announced("watched", "192.0.2.0/25", ["bgpalerter"]);
new LeasedBlock("quiet", { lease: lease({ id: "quiet", prefix: "192.0.2.128/25" }) });
