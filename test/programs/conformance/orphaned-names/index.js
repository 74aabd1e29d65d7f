const aws = require("@pulumi/aws");
const { alerts, segmentWith } = require("../base");

alerts();

const tagged = (name, lease, segment) =>
  new aws.ec2.SecurityGroup(name, {
    vpcId: "vpc-0123456789abcdef0",
    tags: { "leasehold:lease": lease, "leasehold:segment": segment },
  });
tagged("known", "office", "web");
tagged("wrong-segment", "office", "wbe");
tagged("wrong-lease", "ofice", "web");
segmentWith("lost", { leaseId: "gone", purpose: "web", prefixes: [] });
