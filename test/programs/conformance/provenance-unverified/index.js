const { LeasedBlock } = require("leasehold");
const { inDays, lease } = require("../base");

const block = (name, prefix, changes) => new LeasedBlock(name, { lease: lease({ id: name, prefix, ...changes }) });
const provenance = { verifiedOn: "2026-10-01", verifiedBy: "network", evidence: "tickets/17" };
block("silent", "203.0.113.0/26", { provenance: undefined });
block("stale", "203.0.113.64/26", { provenance: { ...provenance, verifiedOn: "2024-10-01" } });
block("without-evidence", "203.0.113.128/26", { provenance: { ...provenance, evidence: "" } });
block("ahead", "203.0.113.192/26", { provenance: { ...provenance, verifiedOn: inDays(1) } });
const term = { start: inDays(-7), end: "2099-12-31" };
block("onboarding", "192.0.2.0/26", { status: "onboarding", term, provenance: undefined });
