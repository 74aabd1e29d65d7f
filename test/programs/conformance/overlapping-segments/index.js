const { LeasedBlock } = require("leasehold");
const { alerts, lease, segmentWith } = require("../base");

alerts();

new LeasedBlock("office", { lease: lease() });
segmentWith("web", { purpose: "web", prefixes: ["203.0.113.0/25"] });
segmentWith("admin", { purpose: "admin", prefixes: ["203.0.113.64/26"] });
segmentWith("mail", { purpose: "email", prefixes: ["203.0.113.128/26"] });
