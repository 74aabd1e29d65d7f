const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease } = require("../base");

alerts();

const block = (name, prefix, changes) => new LeasedBlock(name, { lease: lease({ id: name, prefix, ...changes }) });
const divided = (name, prefix, changes) =>
  block(name, prefix, changes).segment("web", { ...guarded, purpose: "web", prefixes: [prefix] });
divided("silent", "203.0.113.0/26", { quarantinePlan: undefined });
divided("blank", "203.0.113.64/26", { quarantinePlan: { document: "runbooks/quarantine.md", onCall: "" } });
divided("onboarding", "203.0.113.128/26", { quarantinePlan: undefined, status: "onboarding" });
block("undivided", "203.0.113.192/26", { quarantinePlan: undefined });
