const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease, nat } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease({ reverseDns: { responsibility: "lessee" } }) });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
nat("web", "203.0.113.9", "subnet-0public");
