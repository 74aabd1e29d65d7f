const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, guarded, lease, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const outward = new aws.ec2.EgressOnlyInternetGateway("outward", { vpcId: network.id });
const workload = subnet("workload", network, "10.0.1.0/24", [
  { destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: outward.id },
]);
const block = new LeasedBlock("office", { lease: lease({ prefix: "2001:db8:1000::/48" }) });
block.segment("web", {
  ...guarded,
  purpose: "web",
  prefixes: ["2001:db8:1000:1::/64"],
  vpcId: network.id,
  subnets: [workload.id],
});
