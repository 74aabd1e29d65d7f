import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/defaultRouteTable:DefaultRouteTable";

test("a VPC's own table, taken over, is its main one", () => {
  const { mainTables, routes } = observe((graph) => {
    const vpc = graph.add("aws:ec2/vpc:Vpc", "vpc");
    graph.add(TYPE, "one", { defaultRouteTableId: ref(vpc), routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] });
  });
  expect(mainTables).toMatchObject([
    { vpcs: { keys: [urnOf("aws:ec2/vpc:Vpc", "vpc")] }, tables: { keys: [urnOf(TYPE)] } },
  ]);
  expect(routes).toMatchObject([{ to: "internet" }]);
});

test("of a VPC that nobody knows it is an unknown path", () => {
  expect(observeOne(TYPE, { defaultRouteTableId: UNKNOWN }).mainTables[0]?.vpcs.unknown).toEqual([
    `${urnOf(TYPE)}#defaultRouteTableId`,
  ]);
});

test("an id that the deployed VPC shows leads back to the VPC", () => {
  const { mainTables } = observe((graph) => {
    graph.add("aws:ec2/vpc:Vpc", "vpc", {}, { outputs: { defaultRouteTableId: "rtb-1" } });
    graph.add(TYPE, "one", { defaultRouteTableId: "rtb-1" });
  });
  expect(mainTables[0]?.vpcs.keys).toEqual([urnOf("aws:ec2/vpc:Vpc", "vpc")]);
});
