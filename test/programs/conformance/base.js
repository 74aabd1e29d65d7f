// What the conformance programs share: a lease that breaks no rule, and a network whose flow logs are on, so that each
// program shows the one thing that it is named after and nothing else.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

/** A lease nobody announces, with everything documented. `changes` replaces single fields; undefined leaves one out. */
exports.lease = (changes = {}) => ({
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2024-01-01", end: "2099-12-31" },
  owner: { team: "network", contact: "network@example.com" },
  allowedUses: ["web", "admin", "data-collection", "email"],
  contacts: { abuse: "abuse@example.com" },
  routing: { announcedBy: "none", origins: [] },
  reverseDns: { responsibility: "lessor" },
  ...changes,
});

/** A VPC that logs all its traffic. */
exports.vpc = (name) => {
  const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.0.0.0/16" });
  new aws.ec2.FlowLog(`${name}-log`, {
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::flow-logs",
  });
  return vpc;
};

/** A subnet with a route table of its own that holds `routes`. */
exports.subnet = (name, vpc, cidrBlock, routes = []) => {
  const subnet = new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock });
  const table = new aws.ec2.RouteTable(`${name}-table`, { vpcId: vpc.id });
  routes.forEach((route, index) => {
    new aws.ec2.Route(`${name}-route-${index}`, { routeTableId: table.id, ...route });
  });
  new aws.ec2.RouteTableAssociation(`${name}-association`, { subnetId: subnet.id, routeTableId: table.id });
  return subnet;
};

/** A leased address on a NAT gateway. */
exports.nat = (name, address, subnetId) => {
  const eip = new aws.ec2.Eip(`${name}-address`, { domain: "vpc", address });
  return new aws.ec2.NatGateway(name, { allocationId: eip.id, subnetId });
};

exports.everywhere = (gateway) => [{ destinationCidrBlock: "0.0.0.0/0", ...gateway }];

/** A value that nobody knows before the deployment. */
exports.unknown = () => new aws.s3.Bucket("source-of-an-unknown", {}).arn;

/** A component of ours as it arrives with inputs that are not plain values, which our own classes would refuse. */
exports.segmentWith = (name, inputs) =>
  new pulumi.ComponentResource("leasehold:index:EgressSegment", name, { leaseId: "office", name, ...inputs });
