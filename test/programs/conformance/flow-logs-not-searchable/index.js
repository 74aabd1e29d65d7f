const aws = require("@pulumi/aws");
const { LeasedBlock, Telemetry } = require("leasehold");
const { alerts, flowLog, guarded, lease } = require("../base");

alerts();

const block = new LeasedBlock("office", { lease: lease() });
const segments = {};
const network = (name, octet) => {
  const vpc = new aws.ec2.Vpc(name, { cidrBlock: `10.${octet}.0.0/16` });
  segments[name] = block.segment(name, {
    ...guarded,
    purpose: "web",
    prefixes: [`203.0.113.${octet * 32}/27`],
    vpcId: vpc.id,
  });
  return vpc;
};
const log = (name, vpc, logDestinationType, logDestination) =>
  new aws.ec2.FlowLog(name, { vpcId: vpc.id, trafficType: "ALL", logDestinationType, logDestination });
log("mute-log", network("mute", 0), "cloud-watch-logs", new aws.cloudwatch.LogGroup("mute", {}).arn);
log("mute-bucket-log", network("mute-bucket", 1), "s3", new aws.s3.Bucket("mute", {}).arn);
flowLog("asked-log", network("asked", 2), "ALL");
const bucket = new aws.s3.Bucket("records", { bucket: "office-flow-logs" });
log("table-log", network("table", 3), "s3", bucket.arn);
new aws.glue.CatalogTable("records", {
  databaseName: "evidence",
  name: "flow_logs",
  storageDescriptor: { location: "s3://office-flow-logs/AWSLogs/" },
});
const elsewhere = network("elsewhere", 4);
log("elsewhere-log", elsewhere, "cloud-watch-logs", new aws.cloudwatch.LogGroup("elsewhere", {}).arn);
new Telemetry("elsewhere", { of: segments.elsewhere, external: { flowLogs: "org-flow-logs", alerts: "soc" } });
