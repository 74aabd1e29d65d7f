const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease({ allowedUses: ["web"] }) });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
block.segment("mail", { ...guarded, purpose: "email", prefixes: ["203.0.113.64/26"] });
block.segment("spare", { ...guarded, purpose: "standby", prefixes: ["203.0.113.128/26"] });
block.segment("cell", { ...guarded, purpose: "quarantine", prefixes: ["203.0.113.192/26"] });
