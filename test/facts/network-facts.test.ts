import { UNKNOWN } from "../../graph/resource";
import { GraphBuilder, type Inputs, ref } from "./graph-builder";

const SUBNET = "aws:ec2/subnet:Subnet";
const LOG = "aws:ec2/flowLog:FlowLog";

function network(more: (graph: GraphBuilder, vpc: string, subnet: string) => void = () => undefined) {
  const graph = new GraphBuilder();
  graph.block();
  const vpc = graph.add("aws:ec2/vpc:Vpc", "vpc");
  const subnet = graph.add(SUBNET, "web", { vpcId: ref(vpc) });
  graph.segment("web", { subnets: [ref(subnet)] });
  more(graph, vpc, subnet);
  return graph.build();
}

test("a VPC without logs carries its segment unlogged", () => {
  expect(network().one("network")).toMatchObject({
    scope: "vpc",
    inView: true,
    segments: ["acme/web"],
    traffic: [],
    unknown: {},
  });
});

test("logs of the VPC count, accepted and rejected apart too", () => {
  const built = network((graph, vpc) => {
    for (const trafficType of ["ACCEPT", "REJECT"]) graph.add(LOG, trafficType, { vpcId: ref(vpc), trafficType });
  });
  expect(built.one("network").traffic).toEqual(["ACCEPT", "REJECT"]);
});

test("where every workload subnet has logs of its own the VPC needs none", () => {
  const built = network((graph, _, subnet) => graph.add(LOG, "log", { subnetId: ref(subnet), trafficType: "ALL" }));
  expect(built.all("network")).toMatchObject([{ scope: "subnet", traffic: ["ALL"] }]);
});

test("a log of one subnet does not cover the VPC of two", () => {
  const built = network((graph, vpc, subnet) => {
    graph.add(LOG, "log", { subnetId: ref(subnet), trafficType: "ALL" });
    const other = graph.add(SUBNET, "email", { vpcId: ref(vpc) });
    graph.segment("email", { subnets: [ref(other)] });
  });
  expect(built.all("network").map(({ scope, traffic }) => [scope, traffic])).toEqual([
    ["subnet", ["ALL"]],
    ["vpc", []],
  ]);
});

test("a traffic type or a network that nobody knows leaves it undetermined, unless all is logged anyway", () => {
  const unknownType = network((graph, vpc) => graph.add(LOG, "log", { vpcId: ref(vpc), trafficType: UNKNOWN }));
  expect(unknownType.one("network").unknown.traffic).toHaveLength(1);
  const stray = (trafficType: string) =>
    network((graph, vpc) => {
      graph.add(LOG, "stray", { vpcId: UNKNOWN, trafficType: "ALL" });
      graph.add(LOG, "log", { vpcId: ref(vpc), trafficType });
    }).one("network").unknown;
  expect(stray("ACCEPT").traffic).toHaveLength(1);
  expect(stray("ALL").traffic).toBeUndefined();
});

test("a VPC given by id is out of view, and a log kept elsewhere is named for it", () => {
  const build = (telemetry: Inputs) => {
    const graph = new GraphBuilder();
    graph.block();
    graph.segment("web", { vpcId: "vpc-1", subnets: ["subnet-1"] });
    graph.add("leasehold:index:Telemetry", "telemetry", { leaseId: "acme", ...telemetry });
    return graph.build().one("network");
  };
  expect(build({ vpcId: "vpc-1" })).toMatchObject({ network: "vpc-1", inView: false, external: null });
  expect(build({ vpcId: "vpc-1", external: { flowLogs: "central" } }).external).toBe("central");
  expect(build({ segment: "web", external: { flowLogs: "central" } }).external).toBe("central");
  expect(build({ segment: "email", external: { flowLogs: "central" } }).external).toBeNull();
  expect(build({ external: { flowLogs: UNKNOWN } }).unknown.external).toHaveLength(1);
});
