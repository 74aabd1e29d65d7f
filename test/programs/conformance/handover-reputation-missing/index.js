const { LeasedBlock } = require("leasehold");
const { inDays, lease } = require("../base");

const block = (name, prefix, changes) => new LeasedBlock(name, { lease: lease({ id: name, prefix, ...changes }) });
block("silent", "203.0.113.0/26", { reputation: undefined });
block("late", "203.0.113.64/26", { reputation: { checkedOn: "2024-01-16", listings: [] } });
block("in-time", "203.0.113.128/26", { reputation: { checkedOn: "2024-01-15", listings: [] } });
block("new", "203.0.113.192/26", { reputation: undefined, term: { start: inDays(-14), end: "2099-12-31" } });
block("onboarding", "192.0.2.0/26", { reputation: undefined, status: "onboarding" });
