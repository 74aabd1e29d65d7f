import { UNKNOWN } from "../../graph/resource";
import { parsePrefix } from "../../lease/prefix";
import { EMPTY, GraphBuilder, type Inputs } from "./graph-builder";

const ROA = "leasehold:rpki:RoaRequest";
const ROUTE = "leasehold:routing:Advertisement";
const LESSEE: Inputs = { announcedBy: "lessee", origins: [64496] };

function lease(
  routing: Inputs,
  more: (graph: GraphBuilder) => void = () => undefined,
  vrps?: Parameters<GraphBuilder["build"]>[1],
) {
  const graph = new GraphBuilder();
  graph.block({ routing: routing as never });
  more(graph);
  return graph.build(EMPTY, vrps);
}

function roa(inputs: Inputs = {}) {
  return (graph: GraphBuilder) =>
    graph.add(ROA, "roa", { leaseId: "acme", prefix: "203.0.113.0/24", asn: 64496, ...inputs });
}

test("an announced lease needs a ROA for every origin, and nothing declared makes none valid", () => {
  expect(lease(LESSEE).one("lease")).toMatchObject({
    announced: true,
    vrpsSeen: false,
    routes: [{ prefix: "203.0.113.0/24", origin: 64496, declared: true, aws: false, verdict: "not-found" }],
  });
  expect(lease(LESSEE, roa()).one("lease").routes).toMatchObject([{ verdict: "valid" }]);
  expect(lease(LESSEE, roa({ asn: 64497 })).one("lease").routes).toMatchObject([{ verdict: "invalid" }]);
});

test("a payload that was seen makes a route valid as a request does, and is a fact", () => {
  const vrp = { prefix: parsePrefix("203.0.113.0/24"), asn: 64496, maxLength: 28 };
  const built = lease(LESSEE, undefined, [vrp, vrp]);
  expect(built.one("lease")).toMatchObject({ vrpsSeen: true, routes: [{ verdict: "valid" }] });
  expect(built.one("roa")).toMatchObject({
    source: "vrp",
    resource: null,
    maxLength: 28,
    longestAnnounced: 24,
    announced: true,
  });
});

test("AWS's own origins are needed unless the lessee brings an ASN", () => {
  const aws = lease({ announcedBy: "aws", origins: [] }).one("lease").routes;
  expect(aws.map(({ origin, aws: own, declared }) => [origin, own, declared])).toEqual([
    [14618, true, false],
    [16509, true, false],
  ]);
  const own = lease({ announcedBy: "aws", origins: [64496], byoasn: 64496 }).one("lease").routes;
  expect(own.map(({ origin }) => origin)).toEqual([64496]);
  expect(lease({ announcedBy: "aws", origins: [] }, roa({ asn: 16509 })).one("roa").origins).toContain(16509);
});

test("an unknown part leaves a route undetermined only where it could matter", () => {
  const verdict = (inputs: Inputs) => lease(LESSEE, roa(inputs)).one("lease");
  expect(verdict({ asn: UNKNOWN })).toMatchObject({ routes: [{ verdict: null }] });
  expect(verdict({ asn: UNKNOWN }).unknown.routes).toHaveLength(1);
  expect(verdict({ maxLength: UNKNOWN })).toMatchObject({ routes: [{ verdict: "valid" }], unknown: {} });
  expect(verdict({ asn: UNKNOWN, prefix: "198.51.100.0/24" })).toMatchObject({
    routes: [{ verdict: "not-found" }],
    unknown: {},
  });
});

test("advertisements say what is announced, those withdrawn not", () => {
  const routes = lease(LESSEE, (graph) => {
    graph.add(ROUTE, "half", { leaseId: "acme", prefix: "203.0.113.0/25", origin: 64496, advertised: true });
    graph.add(ROUTE, "gone", { leaseId: "acme", prefix: "203.0.113.128/25", origin: 64496, advertised: false });
  });
  expect(routes.one("lease").routes.map(({ prefix }) => prefix)).toEqual(["203.0.113.0/25"]);
  expect(routes.one("announcement", "gone")).toMatchObject({ advertised: false, length: 25, family: 4 });
});

test("an advertisement that may be withdrawn is undetermined, unless it is valid anyway", () => {
  const maybe = (more: (graph: GraphBuilder) => void) =>
    lease(LESSEE, (graph) => {
      graph.add(ROUTE, "maybe", { leaseId: "acme", prefix: "203.0.113.0/25", origin: 64496, advertised: UNKNOWN });
      more(graph);
    });
  expect(maybe(() => undefined).one("lease").unknown.routes).toHaveLength(1);
  expect(maybe(roa({ maxLength: 25 })).one("lease").unknown).toEqual({});
  expect(maybe(() => undefined).one("announcement")).toMatchObject({ advertised: null });
});

test("a request alone carries what its lease allows", () => {
  const graph = new GraphBuilder();
  graph.add(ROA, "roa", {
    leaseId: "elsewhere",
    prefix: "198.51.100.0/24",
    asn: "AS64496",
    maxLength: 26,
    origins: [64496],
    longestAnnounced: 25,
    announces: [{ prefix: "198.51.100.0/24", origin: 64496 }],
  });
  expect(graph.build().one("roa")).toMatchObject({
    lease: "elsewhere",
    asn: 64496,
    maxLength: 26,
    origins: [64496],
    longestAnnounced: 25,
    announced: true,
  });
});

test("an ASN that is none, and one that nobody knows, are unknown and not repeated", () => {
  for (const asn of ["not an asn", UNKNOWN] as const) {
    const fact = lease(LESSEE, roa({ asn })).one("roa");
    expect(fact.asn).toBeNull();
    expect(fact.unknown.asn).toEqual([`${fact.resource}#asn`]);
  }
});
