const { LeasedBlock } = require("leasehold");
const { alerts, lease, watched } = require("../base");

alerts();

new LeasedBlock("office", { lease: lease({ routing: { ...watched, announcedBy: "lessor", origins: [64496] } }) });
