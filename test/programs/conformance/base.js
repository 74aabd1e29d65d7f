// What the conformance programs share: a lease that breaks no rule, guarded segments, protected addresses, alerts on
// privileged calls, and a network whose flow logs are kept, so that each program shows the one thing that it is named after
// and nothing else. All are judged as of `today`.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

exports.today = "2026-11-20";

/** The day that lies `days` after the one on which the programs are judged. */
exports.inDays = (days) => new Date(Date.parse(exports.today) + days * 86_400_000).toISOString().slice(0, 10);

// Whatever holds leased space is protected, unless a program says otherwise.
const HOLDS =
  /^(aws:ec2\/(eip:Eip|vpcIpamPoolCidr:VpcIpamPoolCidr)|leasehold:(rpki:RoaRequest|routing:Advertisement))$/;
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  HOLDS.test(type) ? { props, opts: { ...opts, protect: opts.protect ?? true } } : undefined,
);

/** Tells somebody of every call that CloudTrail records. */
exports.alerts = () => {
  const calls = new aws.cloudwatch.EventRule("calls", {
    eventPattern: JSON.stringify({ "detail-type": ["AWS API Call via CloudTrail"] }),
  });
  new aws.cloudwatch.EventTarget("calls", { rule: calls.name, arn: "arn:aws:sns:eu-west-1:111122223333:calls" });
};

/** What a segment has against abuse and for emergencies. */
exports.guarded = {
  breakGlass: { approvers: ["network-lead"], hours: 4 },
  rateLimits: [{ identity: "workload", connectionsPerSecond: 100 }],
};

/** A lease nobody announces, with everything documented. `changes` replaces single fields; undefined leaves one out. */
exports.lease = (changes = {}) => ({
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2024-01-01", end: "2099-12-31" },
  owner: { team: "network", contact: "network@example.com" },
  allowedUses: ["web", "admin", "data-collection", "email"],
  contacts: { abuse: "abuse@example.com" },
  routing: { announcedBy: "none", origins: [], authorization: { reference: "ROA-17", verifiedOn: "2026-10-01" } },
  reverseDns: { responsibility: "lessor" },
  provenance: { verifiedOn: "2026-10-01", verifiedBy: "network", evidence: "tickets/17" },
  reputation: { checkedOn: "2024-01-05", listings: [] },
  quarantinePlan: { document: "runbooks/quarantine.md", onCall: "network-oncall" },
  quarantineDrill: { ranOn: "2026-10-10", evidence: "tickets/18" },
  ...changes,
});

/** What the routing of an announced lease records besides who announces it. */
exports.watched = { authorization: { reference: "LOA-17", verifiedOn: "2026-10-01" }, monitors: ["bgpalerter"] };

/** A VPC that logs all its traffic, for ever and searchable. */
exports.vpc = (name) => {
  const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.0.0.0/16" });
  exports.flowLog(`${name}-log`, vpc, "ALL");
  return vpc;
};

/** A flow log in a group that a saved query reads; `retentionInDays` is for ever where not given. */
exports.flowLog = (name, network, trafficType, retentionInDays) => {
  const group = new aws.cloudwatch.LogGroup(`${name}-group`, { retentionInDays });
  new aws.cloudwatch.QueryDefinition(`${name}-query`, {
    name: `${name}/top`,
    logGroupNames: [group.name],
    queryString: "fields @message",
  });
  return new aws.ec2.FlowLog(name, {
    ...(network.subnetId ? network : { vpcId: network.id }),
    trafficType,
    logDestination: group.arn,
    iamRoleArn: "arn:aws:iam::111122223333:role/flow-logs",
  });
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
  new pulumi.ComponentResource("leasehold:index:EgressSegment", name, {
    leaseId: "office",
    name,
    denyLists: ["bogons"],
    ...exports.guarded,
    ...inputs,
  });
