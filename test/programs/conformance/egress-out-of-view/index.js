const { LeasedBlock } = require("leasehold");
const { alerts, everywhere, guarded, lease, nat, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const gateway = nat("web", "203.0.113.9", "subnet-0public");
const web = subnet("web-workload", network, "10.0.1.0/24", everywhere({ natGatewayId: gateway.id }));
const admin = subnet(
  "admin-workload",
  network,
  "10.0.2.0/24",
  everywhere({ transitGatewayId: "tgw-0123456789abcdef0" }),
);
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
