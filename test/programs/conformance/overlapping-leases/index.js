const { LeasedBlock } = require("leasehold");
const { alerts, lease } = require("../base");

alerts();

new LeasedBlock("whole", { lease: lease() });
new LeasedBlock("half", { lease: lease({ id: "half", prefix: "203.0.113.128/25" }) });
