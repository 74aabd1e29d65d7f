const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, flowLog, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const network = (name, octet, retentionInDays) => {
  const vpc = new aws.ec2.Vpc(name, { cidrBlock: `10.${octet}.0.0/16` });
  block.segment(name, { ...guarded, purpose: "web", prefixes: [`203.0.113.${octet * 32}/27`], vpcId: vpc.id });
  if (retentionInDays !== undefined) flowLog(`${name}-log`, vpc, "ALL", retentionInDays);
  return vpc;
};
network("short", 0, 30);
network("ninety", 1, 90);
network("ever", 2, 0);
new aws.ec2.FlowLog("hidden-log", {
  vpcId: network("hidden", 3).id,
  trafficType: "ALL",
  logDestinationType: "s3",
  logDestination: "arn:aws:s3:::flow-logs",
});
