const { Config } = require("@pulumi/pulumi");
const { Advertisement, LeasedBlock, RoaRequest } = require("leasehold");

// Each entry is the resource's arguments by its name; `options` among them are its options.
const { lease, roas = {}, routes = {} } = new Config().requireObject("plan");
const block = new LeasedBlock("office", { lease });
const states = {};
for (const [name, { options, ...args }] of Object.entries(roas)) {
  states[name] = new RoaRequest(name, { lease: block, publisher: "krill", ...args }, options).state;
}
for (const [name, { options, ...args }] of Object.entries(routes)) {
  states[name] = new Advertisement(name, { lease: block, ...args }, options).state;
}
exports.states = states;
