const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, everywhere, guarded, lease, nat, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const internet = new aws.ec2.InternetGateway("internet", { vpcId: network.id });
const entrance = subnet("entrance", network, "10.0.0.0/24", everywhere({ gatewayId: internet.id }));
const gateway = nat("web", "203.0.113.9", entrance.id);
const good = subnet("good", network, "10.0.1.0/24", everywhere({ natGatewayId: gateway.id }));
const bad = subnet("bad", network, "10.0.2.0/24", [
  { destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id },
  { destinationCidrBlock: "0.0.0.0/1", gatewayId: internet.id },
  { destinationCidrBlock: "128.0.0.0/1", gatewayId: internet.id },
]);
const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", {
  ...guarded,
  purpose: "web",
  prefixes: ["203.0.113.0/26"],
  vpcId: network.id,
  subnets: [good.id, bad.id],
});
