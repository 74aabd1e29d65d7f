const { LeasedBlock } = require("leasehold");
const { alerts, everywhere, guarded, lease, nat, subnet, vpc } = require("../base");

alerts();

const network = vpc("network");
const block = new LeasedBlock("office", { lease: lease() });
const gateways = { one: nat("gateway-one", "203.0.113.9", "subnet-0public") };
gateways.two = nat("gateway-two", "203.0.113.193", "subnet-0public");
gateways.three = nat("gateway-three", "203.0.113.129", "subnet-0public");
const segment = (name, octet, gateway, more) => {
  const workload = subnet(name, network, `10.0.${octet}.0/24`, everywhere({ natGatewayId: gateways[gateway].id }));
  const prefixes = [`203.0.113.${octet * 64}/26`];
  block.segment(name, { ...guarded, purpose: "web", prefixes, vpcId: network.id, subnets: [workload.id], ...more });
};
segment("shared", 0, "one", { critical: true, standby: "beside" });
segment("beside", 1, "one", { purpose: "standby" });
segment("ready", 2, "three", { critical: true, standby: "spare" });
segment("spare", 3, "two", { purpose: "standby" });
const other = new LeasedBlock("other", { lease: lease({ id: "other", prefix: "198.51.100.0/24" }) });
other.segment("alone", { ...guarded, purpose: "web", prefixes: ["198.51.100.0/26"], critical: true });
