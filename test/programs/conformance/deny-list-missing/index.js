const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const segment = (name, prefix, denyLists) =>
  block.segment(name, { ...guarded, purpose: "web", prefixes: [prefix], denyLists });
segment("open", "203.0.113.0/26", []);
segment("half", "203.0.113.64/26", [{ name: "drop", cidrs: ["198.51.100.0/24"] }]);
segment("closed", "203.0.113.128/26", ["bogons"]);
segment("by-default", "203.0.113.192/26");
