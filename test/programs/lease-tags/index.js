const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { guarded, lease } = require("../conformance/base");

const block = new LeasedBlock("office", { lease: lease() });
const web = block.segment("web", {
  ...guarded,
  purpose: "web",
  prefixes: ["203.0.113.0/26"],
  subnets: ["subnet-0web"],
});
block.segment("admin", { ...guarded, purpose: "admin", prefixes: ["203.0.113.64/26"] });

const eip = (name, address, tags, options) => new aws.ec2.Eip(name, { domain: "vpc", address, tags }, options);
eip("untagged", "203.0.113.9");
eip("half", "203.0.113.70", { "leasehold:lease": "office", Name: "kept" });
// Each of these stays as it is.
eip("wrong", "203.0.113.10", { "leasehold:segment": "admin" });
eip("empty", "203.0.113.11", { "leasehold:segment": "" });
eip("nobodys", "203.0.113.200");
eip("elsewhere", "192.0.2.7");
eip("pooled", undefined, undefined, { parent: web });
eip("unknown", new aws.s3.Bucket("source", {}).arn, undefined, { parent: web });
eip("contrary", "203.0.113.71", undefined, { parent: web });

new aws.ec2.SecurityGroup("part", { tags: { Team: "edge" } }, { parent: web });
new aws.s3.Bucket("unrelated", {});
