import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const LB = "aws:lb/loadBalancer:LoadBalancer";

test("the addresses of subnet mappings are the load balancer's", () => {
  const { uses } = observe((graph) => {
    const eip = graph.add("aws:ec2/eip:Eip", "eip");
    graph.add(LB, "one", { subnetMappings: [{ subnetId: "subnet-1", allocationId: ref(eip) }] });
  });
  expect(uses).toMatchObject([{ as: "load-balancer", addresses: { keys: [urnOf("aws:ec2/eip:Eip", "eip")] } }]);
});

test("mappings that nobody knows are an unknown path", () => {
  expect(observeOne(LB, { subnetMappings: UNKNOWN }).uses[0]?.addresses.unknown).toEqual([
    `${urnOf(LB)}#subnetMappings`,
  ]);
});

test("the older names of the type are read alike", () => {
  for (const type of ["aws:alb/loadBalancer:LoadBalancer", "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer"]) {
    expect(observeOne(type, { subnetMappings: [{ allocationId: "eipalloc-1" }] }).uses).toHaveLength(1);
  }
});
