import { UNKNOWN } from "../../../graph/resource";
import { ref } from "../graph-builder";
import { observe, observeOne, urnOf } from "../observe";

const ROA = "leasehold:rpki:RoaRequest";

test("requests and advertisements hold their prefix", () => {
  const { holdings } = observe((graph) => {
    const block = graph.block();
    graph.add(ROA, "roa", { leaseId: "acme", prefix: "203.0.113.0/24", asn: 64496 }, { parent: block });
    graph.add("leasehold:routing:Advertisement", "route", {
      leaseId: ref(block),
      prefix: "203.0.113.0/24",
      origin: 64496,
    });
  });
  expect(holdings.map(({ resource, property }) => [resource.name, property])).toEqual([
    ["roa", "prefix"],
    ["route", "prefix"],
  ]);
});

test("a prefix that nobody knows is held by its property", () => {
  expect(observeOne(ROA, { prefix: UNKNOWN }).holdings.map(({ resource }) => resource.urn)).toEqual([urnOf(ROA)]);
});
