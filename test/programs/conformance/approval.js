// One privileged surface in the programs approval-given, approval-changed and approval-unknown, whose project is one and the
// same: what is approved of the first is looked at in the others.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { alerts } = require("./base");

exports.surface = (port) => {
  alerts();
  const list = new aws.ec2.ManagedPrefixList("partners", {
    addressFamily: "IPv4",
    maxEntries: 1,
    entries: [{ cidr: "192.0.2.0/24" }],
  });
  new aws.ec2.SecurityGroup("group", {
    egress: [{ protocol: "tcp", fromPort: port, toPort: port, prefixListIds: [list.id] }],
  });
};

/** A value that nobody knows, and that comes from no resource. */
exports.nobodyKnows = () =>
  new pulumi.Output(
    new Set(),
    Promise.resolve(undefined),
    Promise.resolve(false),
    Promise.resolve(false),
    Promise.resolve(new Set()),
  );
