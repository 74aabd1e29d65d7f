const { LeasedBlock } = require("leasehold");
const { lease } = require("../base");

const block = new LeasedBlock("office", { lease: lease({ allowedUses: ["web"] }) });
block.segment("web", { purpose: "web", prefixes: ["203.0.113.0/26"] });
block.segment("mail", { purpose: "email", prefixes: ["203.0.113.64/26"] });
block.segment("spare", { purpose: "standby", prefixes: ["203.0.113.128/26"] });
block.segment("cell", { purpose: "quarantine", prefixes: ["203.0.113.192/26"] });
