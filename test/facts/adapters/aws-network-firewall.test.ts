import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const TYPE = "aws:networkfirewall/firewall:Firewall";

test("a firewall's endpoints stand in its subnets", () => {
  const { inspectionPoints } = observe((graph) => {
    const subnet = graph.add("aws:ec2/subnet:Subnet", "subnet");
    graph.add(TYPE, "one", { subnetMappings: [{ subnetId: ref(subnet) }] });
  });
  expect(inspectionPoints[0]?.subnets).toEqual({ keys: [urnOf("aws:ec2/subnet:Subnet", "subnet")], unknown: [] });
});

test("subnets that nobody knows are an unknown path", () => {
  expect(observeOne(TYPE, { subnetMappings: UNKNOWN }).inspectionPoints[0]?.subnets.unknown).toHaveLength(1);
});

test("a detour through inspection still shares the address behind it", () => {
  const { routes } = observe((graph) => {
    const firewall = graph.add(TYPE, "one", { subnetMappings: [{ subnetId: "subnet-1" }] });
    graph.add("aws:ec2/route:Route", "in", {
      routeTableId: "rtb-1",
      destinationCidrBlock: "0.0.0.0/0",
      vpcEndpointId: ref(firewall),
    });
  });
  expect(routes).toMatchObject([{ to: "firewall", targets: { keys: [urnOf(TYPE)] } }]);
});
