import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TABLE = "aws:ec2/routeTable:RouteTable";
const NAT = "aws:ec2/natGateway:NatGateway";

test("inline routes to several gateways are told apart through the table's dependencies", () => {
  const { routes } = observe((graph) => {
    const [a, b] = ["a", "b"].map((name) => graph.add(NAT, name)) as [string, string];
    graph.add(TABLE, "one", {
      vpcId: "vpc-1",
      routes: [
        { cidrBlock: "0.0.0.0/1", natGatewayId: ref(a) },
        { cidrBlock: "128.0.0.0/1", natGatewayId: ref(b) },
      ],
    });
  });
  expect(routes).toMatchObject([
    { to: "nat", leaves: true, targets: { keys: [urnOf(NAT, "a"), urnOf(NAT, "b")], unknown: [] } },
  ]);
});

test("routes that nobody knows may lead to a gateway of any kind", () => {
  const { routes } = observeOne(TABLE, { vpcId: "vpc-1", routes: UNKNOWN });
  expect(routes.map(({ to }) => to)).toEqual(expect.arrayContaining(["nat", "internet", "transit"]));
  expect(routes[0]?.targets.unknown).toEqual([`${urnOf(TABLE)}#routes`]);
});

test("an inline private route does not hide the default route beside it", () => {
  const { routes } = observeOne(TABLE, {
    vpcId: "vpc-1",
    routes: [
      { cidrBlock: "10.0.0.0/8", transitGatewayId: "tgw-1" },
      { ipv6CidrBlock: "::/0", gatewayId: "igw-1" },
    ],
  });
  expect(routes.map(({ to, leaves }) => [to, leaves])).toEqual([
    ["internet", true],
    ["transit", false],
  ]);
});
