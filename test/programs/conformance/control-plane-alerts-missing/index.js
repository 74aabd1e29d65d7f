const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { guarded, lease, nat } = require("../base");

const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
nat("web", "203.0.113.9", "subnet-0public");
const calls = { "detail-type": ["AWS API Call via CloudTrail"] };
const rule = (name, detail, more) =>
  new aws.cloudwatch.EventRule(name, { eventPattern: JSON.stringify({ ...calls, detail }), ...more });
const target = (name, to) =>
  new aws.cloudwatch.EventTarget(name, { rule: to.name, arn: "arn:aws:sns:eu-west-1:111122223333:calls" });
target("some", rule("some", { eventName: ["AssociateAddress", "ReleaseAddress"] }));
target("off", rule("off", { eventSource: ["ec2.amazonaws.com"] }, { state: "DISABLED" }));
rule("without-target", { eventName: [{ exists: true }] });
