const { LeasedBlock } = require("leasehold");
const { alerts, lease, segmentWith } = require("../base");

alerts();

new LeasedBlock("office", { lease: lease() });
segmentWith("web", { purpose: "web", prefixes: ["203.0.113.0/26"] });
segmentWith("admin", { purpose: "admin", prefixes: ["198.51.100.0/26"] });
