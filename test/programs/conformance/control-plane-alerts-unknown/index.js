const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { guarded, lease, nat } = require("../base");

const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", { ...guarded, purpose: "web", prefixes: ["203.0.113.0/26"] });
nat("web", "203.0.113.9", "subnet-0public");
new aws.cloudwatch.LogMetricFilter("trail", {
  logGroupName: "aws-controltower/CloudTrailLogs",
  pattern: '{ ($.eventName = "AssociateAddress") }',
  metricTransformation: { namespace: "Security", name: "Addresses", value: "1" },
});
