const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const web = block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
new aws.ec2.Eip("loose", { domain: "vpc", address: "203.0.113.200" });
const used = new aws.ec2.Eip("used", { domain: "vpc", address: "203.0.113.201" });
new aws.ec2.NatGateway("gateway", { allocationId: used.id, subnetId: "subnet-0public" });
new aws.ec2.Eip("by-prefix", { domain: "vpc", address: "203.0.113.9" });
new aws.ec2.Eip("by-parent", { domain: "vpc", address: "203.0.113.202" }, { parent: web });
new aws.ec2.Eip("by-tag", {
  domain: "vpc",
  address: "203.0.113.203",
  tags: { "leasehold:lease": "office", "leasehold:segment": "web" },
});
