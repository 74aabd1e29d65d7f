const { LeasedBlock } = require("leasehold");
const { lease } = require("../base");

const block = (name, prefix, changes) => new LeasedBlock(name, { lease: lease({ id: name, prefix, ...changes }) });
block("without-contact", "203.0.113.0/26", { contacts: undefined });
block("without-names", "203.0.113.64/26", { reverseDns: undefined });
block("with-both", "203.0.113.128/26", {});
