const { LeasedBlock } = require("leasehold");
const { alerts, lease, segmentWith, unknown } = require("../base");

alerts();

new LeasedBlock("office", { lease: lease({ allowedUses: ["web"] }) });
segmentWith("later", { purpose: unknown(), prefixes: ["203.0.113.0/26"] });
segmentWith("mail", { purpose: "email", prefixes: ["203.0.113.64/26"] });
