const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease, segmentWith } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const { breakGlass } = guarded;
block.segment("mail", { breakGlass, purpose: "email", prefixes: ["203.0.113.0/26"] });
block.segment("web", { breakGlass, purpose: "web", prefixes: ["203.0.113.64/26"] });
block.segment("admin", { ...guarded, purpose: "admin", prefixes: ["203.0.113.128/26"] });
segmentWith("half", {
  purpose: "data-collection",
  prefixes: ["203.0.113.192/26"],
  rateLimits: [{ identity: "crawler", bytesPerSecond: 1000 }, { identity: "batch" }],
});
