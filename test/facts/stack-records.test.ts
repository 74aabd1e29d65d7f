import { stackRecords } from "../../facts/stack-records";
import { UNKNOWN } from "../../graph/resource";
import { GraphBuilder, type Inputs } from "./graph-builder";

const POOL = "leasehold:index:EgressPool";

function recordsOf(build: (graph: GraphBuilder) => void) {
  const graph = new GraphBuilder();
  build(graph);
  return stackRecords(graph.graph());
}

function pool(graph: GraphBuilder, addresses: Inputs[string], over: Inputs = {}): void {
  graph.add(POOL, "pool", { leaseId: "acme", segment: "web", addresses, ...over });
}

test("a block, its segments and the addresses of pools are what a register records", () => {
  const records = recordsOf((graph) => {
    graph.block({ segments: [{ name: "old", purpose: "web", prefixes: ["203.0.113.128/25"] }] });
    graph.segment("web", { prefixes: ["203.0.113.0/26"] });
    pool(graph, { "eu-west-1a": ["203.0.113.4", "203.0.113.10"], "eu-west-1b": ["203.0.113.5"] });
  });
  expect(records).toMatchObject({ leases: [{ lease: { id: "acme" }, origin: "acme" }], unknown: [], problems: [] });
  expect(records.leases[0]?.lease.segments).toBeUndefined();
  const zones = { "eu-west-1a": "203.0.113.4", "eu-west-1a/2": "203.0.113.10", "eu-west-1b": "203.0.113.5" };
  expect(records.segments).toEqual([
    { lease: "acme", name: "old", purpose: "web", prefixes: ["203.0.113.128/25"], placements: {}, origin: "acme" },
    { lease: "acme", name: "web", purpose: "web", prefixes: ["203.0.113.0/26"], placements: {}, origin: "web" },
    { lease: "acme", name: "web", purpose: null, prefixes: [], placements: zones, origin: "pool" },
  ]);
});

describe("what nobody knows yet is told, and not among the records", () => {
  test("fields of a lease, and a lease whose id is one", () => {
    const records = recordsOf((graph) => {
      graph.add("leasehold:index:LeasedBlock", "hidden", { lease: { id: UNKNOWN, prefix: "203.0.113.0/24" } });
      graph.block({ owner: { team: "x", contact: UNKNOWN } } as unknown as Inputs);
    });
    expect(records.leases).toHaveLength(1);
    expect(records.leases[0]?.lease.owner).toBeUndefined();
    expect(records.unknown).toEqual([
      expect.stringMatching(/^hidden: which lease it is is not known before a deployment \(.*lease\.id\)$/),
      expect.stringMatching(/^acme: owner is not known before a deployment \(.*lease\.owner\.contact\)$/),
    ]);
  });

  test("a segment's prefixes, even where one of them is known", () => {
    const records = recordsOf((graph) => graph.segment("web", { prefixes: ["203.0.113.0/26", UNKNOWN] }));
    expect(records.segments).toMatchObject([{ name: "web", prefixes: [] }]);
    expect(records.unknown).toEqual([expect.stringMatching(/^web: prefixes is not known/)]);
  });

  test("a segment's purpose and name", () => {
    const records = recordsOf((graph) => {
      graph.segment("web", { purpose: UNKNOWN });
      graph.segment("other", { name: UNKNOWN });
    });
    expect(records.segments).toMatchObject([{ name: "web", purpose: null }]);
    expect(records.unknown).toHaveLength(2);
  });

  test("an address of a pool, those of a zone, or all of them", () => {
    const records = recordsOf((graph) => {
      pool(graph, { a: ["203.0.113.4", UNKNOWN], b: UNKNOWN });
      pool(graph, UNKNOWN);
      pool(graph, { a: ["203.0.113.4"] }, { segment: UNKNOWN });
    });
    expect(records.segments).toMatchObject([{ placements: { a: "203.0.113.4" } }]);
    expect(records.unknown.map((text) => text.split(" is not known")[0])).toEqual([
      "pool: the address of a/2",
      "pool: addresses of b",
      "pool: which addresses it has",
      "pool: which addresses it has",
    ]);
  });
});

test("a zone that two pools of a segment have is recorded for the first, which is told", () => {
  const records = recordsOf((graph) => {
    pool(graph, { a: ["203.0.113.4"] });
    pool(graph, { a: ["203.0.113.9"], b: ["203.0.113.5"] });
  });
  expect(records.segments.map(({ placements }) => placements)).toEqual([{ a: "203.0.113.4" }, { b: "203.0.113.5" }]);
  expect(records.unknown).toEqual([expect.stringMatching(/^pool: a of segment web is another pool's too/)]);
});

test("what a plan deletes is not declared; what is wrong is a problem", () => {
  const records = recordsOf((graph) => {
    graph.segment("gone", {}, { operation: "delete" });
    graph.block({ prefix: "203.0.113.1/24" });
    pool(graph, { a: ["no address"], b: [7] });
  });
  expect(records.leases).toEqual([]);
  expect(records.problems).toEqual([
    expect.stringMatching(/^acme: lease\.prefix: /),
    "pool: the address of a is none",
    "pool: the address of b is none",
  ]);
});
