const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, everywhere, guarded, lease, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const first = new aws.ec2.Eip("first", { domain: "vpc", address: "203.0.113.9" });
const second = new aws.ec2.Eip("second", { domain: "vpc", address: "203.0.113.10" });
const gateway = new aws.ec2.NatGateway("regional", {
  availabilityMode: "regional",
  vpcId: network.id,
  availabilityZoneAddresses: [
    { availabilityZone: "us-east-1a", allocationIds: [first.id] },
    { availabilityZone: "us-east-1b", allocationIds: [second.id] },
  ],
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
