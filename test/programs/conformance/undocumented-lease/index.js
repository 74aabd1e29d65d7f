const { LeasedBlock } = require("leasehold");
const { alerts, lease } = require("../base");

alerts();

new LeasedBlock("silent", { lease: lease({ owner: undefined, allowedUses: undefined }) });
new LeasedBlock("empty", { lease: lease({ id: "branch", prefix: "198.51.100.0/24", allowedUses: [] }) });
