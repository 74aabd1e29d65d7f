const { LeasedBlock } = require("leasehold");
const { alerts, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const segment = (name, purpose, prefix, breakGlass) => block.segment(name, { purpose, prefixes: [prefix], breakGlass });
segment("silent", "web", "203.0.113.0/26");
segment("long", "web", "203.0.113.64/26", { approvers: ["network-lead"], hours: 48 });
segment("day", "web", "203.0.113.128/26", { approvers: ["network-lead"], hours: 24 });
segment("spare", "standby", "203.0.113.192/26");
