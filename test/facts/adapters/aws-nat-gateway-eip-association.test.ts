import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation";

test("an address joins a gateway from outside its declaration", () => {
  const { uses } = observe((graph) => {
    const nat = graph.add("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-1" });
    graph.add(TYPE, "one", { allocationId: "eipalloc-1", natGatewayId: ref(nat) });
  });
  expect(uses).toMatchObject([{ as: "nat", addresses: { keys: ["eipalloc-1"] }, users: { unknown: [] } }]);
});

test("a gateway that nobody knows is an unknown path", () => {
  const { uses } = observeOne(TYPE, { allocationId: "eipalloc-1", natGatewayId: UNKNOWN });
  expect(uses[0]?.users.unknown).toEqual([`${urnOf(TYPE)}#natGatewayId`]);
});

test("two gateways that one value may be are not guessed between", () => {
  const { uses } = observe((graph) => {
    const [a, b] = ["a", "b"].map((name) => graph.add("aws:ec2/natGateway:NatGateway", name)) as [string, string];
    graph.add(TYPE, "one", { allocationId: "eipalloc-1", natGatewayId: ref(a) });
    const last = graph.resources.at(-1);
    Object.assign(last?.propertyDependencies ?? {}, { natGatewayId: [a, b] });
  });
  expect(uses[0]?.users).toEqual({ keys: [], unknown: [`${urnOf(TYPE)}#natGatewayId`] });
});
