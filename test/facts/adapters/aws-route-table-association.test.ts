import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/routeTableAssociation:RouteTableAssociation";

test("a subnet and its table are joined, by reference or by id", () => {
  const { tableAssociations } = observe((graph) => {
    const subnet = graph.add("aws:ec2/subnet:Subnet", "subnet");
    graph.add(TYPE, "one", { subnetId: ref(subnet), routeTableId: "rtb-1" });
  });
  expect(tableAssociations).toMatchObject([
    { subnets: { keys: [urnOf("aws:ec2/subnet:Subnet", "subnet")] }, tables: { keys: ["rtb-1"] } },
  ]);
});

test("a table that nobody knows is an unknown path", () => {
  const { tableAssociations } = observeOne(TYPE, { subnetId: "subnet-1", routeTableId: UNKNOWN });
  expect(tableAssociations[0]?.tables.unknown).toEqual([`${urnOf(TYPE)}#routeTableId`]);
});

test("a table of a gateway steers what comes in, and is none of a subnet", () => {
  expect(observeOne(TYPE, { gatewayId: "igw-1", routeTableId: "rtb-1" }).tableAssociations).toEqual([]);
});
