const { Advertisement, LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, lease } = require("../base");

alerts();

const announced = (name, prefix, routing) => {
  const block = new LeasedBlock(name, {
    lease: lease({ id: name, prefix, routing: { origins: [64496], monitors: ["bgpalerter"], ...routing } }),
  });
  new RoaRequest(`${name}-roa`, { lease: block, asn: 64496 });
  return block;
};
announced("cloud", "203.0.113.0/24", { announcedBy: "cloudflare" });
announced("lessee", "198.51.100.0/24", { announcedBy: "lessee" });
const dodge = announced("dodge", "192.0.2.0/24", { announcedBy: "lessee" });
new Advertisement("dodge-route", { lease: dodge, by: "cloudflare" });
