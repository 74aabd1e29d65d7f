const { LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, lease } = require("../base");

alerts();

const block = (name, prefix, routing) =>
  new LeasedBlock(name, {
    lease: lease({ id: name, prefix, routing: { announcedBy: "none", origins: [], ...routing } }),
  });
block("open", "203.0.113.0/24", {});
new RoaRequest("closed-roa", { lease: block("closed", "198.51.100.0/24", {}), asn: 0 });
block("kept", "192.0.2.0/24", { authorization: { reference: "ROA-17", verifiedOn: "2026-10-01" } });
