const { LeasedBlock } = require("leasehold");
const { alerts, lease, watched } = require("../base");

alerts();

new LeasedBlock("office", { lease: lease({ routing: { ...watched, announcedBy: "lessee", origins: [64496] } }) });
new LeasedBlock("quiet", { lease: lease({ id: "branch", prefix: "198.51.100.0/24" }) });
