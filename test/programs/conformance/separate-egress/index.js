const aws = require("@pulumi/aws");
const { LeasedBlock } = require("leasehold");
const { alerts, everywhere, guarded, lease, nat, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const internet = new aws.ec2.InternetGateway("internet", { vpcId: network.id });
const entrance = subnet("entrance", network, "10.0.0.0/24", everywhere({ gatewayId: internet.id }));
const outward = new aws.ec2.EgressOnlyInternetGateway("outward", { vpcId: network.id });
const webA = nat("web-a", "203.0.113.9", entrance.id);
const webB = nat("web-b", "203.0.113.10", entrance.id);
const adminNat = nat("admin", "203.0.113.70", entrance.id);
const six = { destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: outward.id };
const first = subnet("web-first", network, "10.0.1.0/24", [...everywhere({ natGatewayId: webA.id }), six]);
const second = subnet("web-second", network, "10.0.2.0/24", [...everywhere({ natGatewayId: webB.id }), six]);
const third = subnet("admin-first", network, "10.0.3.0/24", [
  ...everywhere({ natGatewayId: adminNat.id }),
  { destinationPrefixListId: "pl-63a5400a", vpcEndpointId: "vpce-0123456789abcdef0" },
]);
const block = new LeasedBlock("office", { lease: lease() });
block.segment("web", {
  ...guarded,
  purpose: "web",
  prefixes: ["203.0.113.0/26"],
  vpcId: network.id,
  subnets: [first.id, second.id],
});
block.segment("admin", {
  ...guarded,
  purpose: "admin",
  prefixes: ["203.0.113.64/26"],
  vpcId: network.id,
  subnets: [third.id],
});
