const aws = require("@pulumi/aws");
const { LeasedBlock, RoaRequest } = require("leasehold");
const { alerts, guarded, lease, watched } = require("../base");

alerts();

const routing = { ...watched, announcedBy: "lessee", origins: [64496] };
const block = new LeasedBlock("office", { lease: lease({ routing }) });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
const use = (name, args, opts) => {
  const eip = new aws.ec2.Eip(name, { domain: "vpc", ...args }, opts);
  new aws.ec2.NatGateway(`${name}-gateway`, { allocationId: eip.id, subnetId: "subnet-0public" });
};
use("loose", { address: "203.0.113.9" }, { protect: false });
use("kept", { address: "203.0.113.10" }, { protect: true });
use("clouds", {}, { protect: false });
new RoaRequest("loose-roa", { lease: block, asn: 64496 }, { protect: false });
