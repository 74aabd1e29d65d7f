import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const ROUTE = "aws:ec2/route:Route";
const NAT = "aws:ec2/natGateway:NatGateway";

test("a route leads a table to its gateway", () => {
  const { routes } = observe((graph) => {
    const nat = graph.add(NAT, "nat");
    graph.add(ROUTE, "one", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", natGatewayId: ref(nat) });
  });
  expect(routes).toMatchObject([
    { to: "nat", leaves: true, tables: { keys: ["rtb-1"] }, targets: { keys: [urnOf(NAT, "nat")] } },
  ]);
});

test("an unknown destination may be the internet", () => {
  expect(
    observeOne(ROUTE, { routeTableId: "rtb-1", destinationCidrBlock: UNKNOWN, natGatewayId: "nat-1" }).routes[0]
      ?.leaves,
  ).toBe(true);
});

test("a prefix list as destination may be the internet, private space is not", () => {
  const byList = observeOne(ROUTE, { routeTableId: "rtb-1", destinationPrefixListId: "pl-1", natGatewayId: "nat-1" });
  expect(byList.routes[0]?.leaves).toBe(true);
  const inside = observeOne(ROUTE, {
    routeTableId: "rtb-1",
    destinationCidrBlock: "10.0.0.0/8",
    natGatewayId: "nat-1",
  });
  expect(inside.routes[0]?.leaves).toBe(false);
});

test("a half of the internet leaves as the whole does", () => {
  const { routes } = observeOne(ROUTE, {
    routeTableId: "rtb-1",
    destinationCidrBlock: "128.0.0.0/1",
    gatewayId: "igw-1",
  });
  expect(routes).toMatchObject([{ to: "internet", leaves: true }]);
});

test.each([
  ["a virtual private gateway", { gatewayId: "vgw-1" }],
  ["a gateway endpoint", { gatewayId: "vpce-1" }],
  ["the local route", { gatewayId: "local" }],
  ["an egress-only gateway", { egressOnlyGatewayId: "eigw-1" }],
])("%s is no way out with an address", (_, target) => {
  expect(observeOne(ROUTE, { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", ...target }).routes).toEqual([]);
});

test("an instance's interface, a transit gateway and a peering are ways out", () => {
  const kinds = [
    { networkInterfaceId: "eni-1" },
    { transitGatewayId: "tgw-1" },
    { vpcPeeringConnectionId: "pcx-1" },
  ].map(
    (target) =>
      observeOne(ROUTE, { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", ...target }).routes[0]?.to,
  );
  expect(kinds).toEqual(["interface", "transit", "peering"]);
});

test("the older instanceId is read as well", () => {
  const { routes } = observeOne(ROUTE, { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", instanceId: "i-1" });
  expect(routes[0]).toMatchObject({ to: "interface", targets: { keys: ["i-1"] } });
});
