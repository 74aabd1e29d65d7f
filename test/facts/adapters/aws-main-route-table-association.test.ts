import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";

test("a table becomes the main one of a VPC", () => {
  const { mainTables } = observe((graph) => {
    const vpc = graph.add("aws:ec2/vpc:Vpc", "vpc");
    graph.add(TYPE, "one", { vpcId: ref(vpc), routeTableId: "rtb-1" });
  });
  expect(mainTables).toMatchObject([
    { vpcs: { keys: [urnOf("aws:ec2/vpc:Vpc", "vpc")] }, tables: { keys: ["rtb-1"] } },
  ]);
});

test("a table that nobody knows is an unknown path", () => {
  expect(observeOne(TYPE, { vpcId: "vpc-1", routeTableId: UNKNOWN }).mainTables[0]?.tables.unknown).toHaveLength(1);
});

test("it wins over the table that the VPC came with, so that no detour hides behind that", () => {
  const graph = observe((builder) => {
    const vpc = builder.add("aws:ec2/vpc:Vpc", "vpc");
    builder.add("aws:ec2/defaultRouteTable:DefaultRouteTable", "old", { defaultRouteTableId: ref(vpc) });
    builder.add(TYPE, "one", { vpcId: ref(vpc), routeTableId: "rtb-1" });
  });
  expect(graph.mainTables.map(({ resource }) => resource.name)).toEqual(["old", "one"]);
});
