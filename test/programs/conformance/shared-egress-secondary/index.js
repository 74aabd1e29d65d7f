const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, everywhere, guarded, lease, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const primary = new aws.ec2.Eip("primary", { domain: "vpc", address: "203.0.113.9" });
const secondary = new aws.ec2.Eip("secondary", { domain: "vpc", address: "203.0.113.70" });
const gateway = new aws.ec2.NatGateway("shared", {
  allocationId: primary.id,
  secondaryAllocationIds: [secondary.id],
  subnetId: "subnet-0public",
});
const web = subnet("web-workload", network, "10.0.1.0/24", everywhere({ natGatewayId: gateway.id }));
const admin = subnet("admin-workload", network, "10.0.2.0/24", everywhere({ natGatewayId: gateway.id }));
const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", {
  ...guarded,
  purpose: "web",
  prefixes: ["203.0.113.0/26"],
  vpcId: network.id,
  subnets: [web.id],
});
block.segment("admin", {
  ...guarded,
  purpose: "admin",
  prefixes: ["203.0.113.64/26"],
  vpcId: network.id,
  subnets: [admin.id],
});
