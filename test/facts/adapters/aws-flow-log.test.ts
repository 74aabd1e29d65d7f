import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:ec2/flowLog:FlowLog";

test("a flow log keeps a VPC's traffic", () => {
  const { flowLogs } = observe((graph) => {
    const vpc = graph.add("aws:ec2/vpc:Vpc", "vpc");
    graph.add(TYPE, "one", { vpcId: ref(vpc), trafficType: "all" });
  });
  expect(flowLogs).toMatchObject([
    { scope: "vpc", networks: { keys: [urnOf("aws:ec2/vpc:Vpc", "vpc")] }, traffic: { value: "ALL" } },
  ]);
});

test("a traffic type that nobody knows is an unknown path", () => {
  expect(observeOne(TYPE, { subnetId: "subnet-1", trafficType: UNKNOWN }).flowLogs[0]).toMatchObject({
    scope: "subnet",
    traffic: { unknown: [`${urnOf(TYPE)}#trafficType`] },
  });
});

test("the log of one interface covers no network", () => {
  expect(observeOne(TYPE, { eniId: "eni-1", trafficType: "ALL" }).flowLogs).toEqual([]);
});
