import { collect, References } from "../../facts/references";
import { type Properties, UNKNOWN } from "../../graph/resource";
import { GraphBuilder, ref } from "./graph-builder";

const EIP = "aws:ec2/eip:Eip";
const NAT = "aws:ec2/natGateway:NatGateway";

function follow(build: (graph: GraphBuilder) => void, path: string, types: string[] = [EIP]) {
  const graph = new GraphBuilder();
  build(graph);
  const last = graph.resources.at(-1);
  if (last === undefined) throw new Error("nothing was built");
  const { keys, unknown } = new References(graph.resources).follow(last, path, types);
  return { keys: keys.map((key) => key.split("::").at(-1)), unknown: unknown.map((at) => at.split("#")[1]) };
}

test("an unknown id is followed through the property's dependencies", () => {
  expect(
    follow((graph) => graph.add(NAT, "nat", { allocationId: ref(graph.add(EIP, "eip")) }), "allocationId"),
  ).toEqual({
    keys: ["eip"],
    unknown: [],
  });
});

test("a known id leads to the resource that bears it, else stays an id", () => {
  const build = (graph: GraphBuilder) => {
    graph.add(EIP, "eip", {}, { id: "eipalloc-1" });
    graph.add(NAT, "nat", { allocationId: "eipalloc-1", secondaryAllocationIds: ["eipalloc-2"] });
  };
  expect(follow(build, "allocationId").keys).toEqual(["eip"]);
  expect(follow(build, "secondaryAllocationIds[]").keys).toEqual(["eipalloc-2"]);
});

test("a value that comes from something else stays unknown", () => {
  const build = (graph: GraphBuilder) => {
    const stack = graph.add("pulumi:pulumi:StackReference", "network");
    graph.add(NAT, "nat", { allocationId: ref(stack) });
  };
  expect(follow(build, "allocationId")).toEqual({ keys: [], unknown: ["allocationId"] });
});

test("as many unknown elements as dependencies are all of them; more elements from elsewhere stay unknown", () => {
  const build = (more: boolean) => (graph: GraphBuilder) => {
    const [a, b] = [graph.add(EIP, "a"), graph.add(EIP, "b")];
    const stack = graph.add("pulumi:pulumi:StackReference", "network");
    graph.add(NAT, "nat", { secondaryAllocationIds: more ? [ref(a), ref(b), ref(stack)] : [ref(a), ref(b)] });
  };
  expect(follow(build(false), "secondaryAllocationIds[]")).toEqual({ keys: ["a", "b"], unknown: [] });
  expect(follow(build(true), "secondaryAllocationIds[]").unknown).toHaveLength(3);
});

test("one unknown value of which two resources are part is not guessed", () => {
  const graph = new GraphBuilder();
  const [a, b] = [graph.add(EIP, "a"), graph.add(EIP, "b")];
  graph.add(NAT, "nat", { allocationId: ref(a) });
  const nat = graph.resources.at(-1);
  if (nat === undefined) throw new Error("no gateway");
  const both = { ...nat, propertyDependencies: { allocationId: [a, b] } };
  expect(new References(graph.resources).follow(both, "allocationId", [EIP])).toEqual({
    keys: [],
    unknown: [`${nat.urn}#allocationId`],
  });
});

test("ids that two resources show are told apart by type", () => {
  const build = (graph: GraphBuilder) => {
    graph.add("aws:ec2/instance:Instance", "host", {}, { outputs: { publicIp: "203.0.113.9" } });
    graph.add(EIP, "eip", { address: "203.0.113.9" });
    graph.add("aws:ec2/eipAssociation:EipAssociation", "association", { publicIp: "203.0.113.9" });
  };
  expect(follow(build, "publicIp").keys).toEqual(["eip"]);
});

test("collect finds elements, single positions and what is unknown on the way", () => {
  const inputs: Properties = { a: [{ b: ["x", UNKNOWN] }, UNKNOWN, null, "text"], c: UNKNOWN };
  expect(collect(inputs, "a[].b[]").map(({ path, whole }) => [path, whole])).toEqual([
    ["a[0].b[0]", false],
    ["a[0].b[1]", false],
    ["a[1]", true],
  ]);
  expect(collect(inputs, "a[0].b[]")).toHaveLength(2);
  expect(collect(inputs, "c[].d")).toEqual([{ path: "c", value: UNKNOWN, whole: true }]);
  expect(collect({}, "__proto__")).toEqual([]);
});
