const { LeasedBlock } = require("leasehold");
const { lease } = require("../base");

new LeasedBlock("office", { lease: lease({ routing: { announcedBy: "lessee", origins: [64496] } }) });
new LeasedBlock("quiet", { lease: lease({ id: "branch", prefix: "198.51.100.0/24" }) });
