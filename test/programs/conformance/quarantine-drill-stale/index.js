const { LeasedBlock } = require("leasehold");
const { inDays, lease } = require("../base");

const block = (name, prefix, changes) => new LeasedBlock(name, { lease: lease({ id: name, prefix, ...changes }) });
const drill = (days) => ({ ranOn: inDays(days), evidence: "tickets/18" });
block("never", "203.0.113.0/27", { quarantineDrill: undefined });
block("stale", "203.0.113.32/27", { quarantineDrill: drill(-91) });
block("ahead", "203.0.113.64/27", { quarantineDrill: drill(1) });
block("ninety", "203.0.113.96/27", { quarantineDrill: drill(-90) });
const term = { start: inDays(-7), end: "2099-12-31" };
const reputation = { checkedOn: inDays(-6), listings: [] };
block("new", "203.0.113.128/27", { quarantineDrill: undefined, term, reputation });
block("onboarding", "203.0.113.160/27", { quarantineDrill: undefined, status: "onboarding" });
