const { LeasedBlock } = require("leasehold");
const { lease } = require("../base");

new LeasedBlock("office", { lease: lease({ routing: { announcedBy: "lessor", origins: [64496] } }) });
