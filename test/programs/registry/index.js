const { Config } = require("@pulumi/pulumi");
const { Advertisement, LeasedBlock, RoaRequest } = require("leasehold");

const config = new Config();
/** What stands in the program today; a test changes it as a person would change the code. */
const { origin, roas, routes } = config.requireObject("declared");

const leased = (name, prefix) =>
  new LeasedBlock(name, {
    lease: {
      id: name,
      prefix,
      status: "active",
      term: { start: "2026-01-01", end: "2036-12-31" },
      routing: { announcedBy: "lessee", origins: [origin] },
    },
  });
/** The authority of the tests holds the space of the first lease alone. */
const leases = { office: leased("office", "192.0.2.0/24"), depot: leased("depot", "198.51.100.0/24") };

for (const { name, lease = "office", ...roa } of roas) {
  new RoaRequest(name, { lease: leases[lease], publisher: "krill", ...roa });
}
for (const { name, ...route } of routes) {
  new Advertisement(name, { lease: leases.office, by: "lessee", ...route }, { customTimeouts: { create: "30s" } });
}
