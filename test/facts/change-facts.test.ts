import { buildFacts } from "../../facts/build";
import type { Graph } from "../../graph/resource";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "./graph-builder";

const ROA = "leasehold:rpki:RoaRequest";
const ROUTE = "leasehold:routing:Advertisement";
const EIP = "aws:ec2/eip:Eip";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const prefix = "203.0.113.0/24";
const announced = leaseOf({ routing: { announcedBy: "lessee", origins: [64496] } });
const roa = { leaseId: "acme", prefix, asn: 64496 };
const route = { leaseId: "acme", prefix, origin: 64496, by: "lessee", advertised: true };

type Operation = NonNullable<Graph["resources"][number]["operation"]>;

/** A plan: what is there or goes, in the order of its steps, and what was there before. */
function factsOf(
  steps: readonly (readonly [type: string, name: string, inputs: object, operation: Operation])[],
  before: readonly (readonly [type: string, name: string, inputs: object])[] = [],
  lease = announced,
) {
  const now = new GraphBuilder();
  for (const [type, name, inputs, operation] of steps) now.add(type, name, inputs as never, { operation });
  const was = new GraphBuilder();
  for (const [type, name, inputs] of before) was.add(type, name, inputs as never);
  const graph = { ...now.graph(), previous: was.resources };
  const { facts } = buildFacts(graph, registerOf(lease), { today: TODAY });
  return {
    revocations: facts.flatMap((fact) => (fact.kind === "revocation" ? [fact] : [])),
    additions: facts.flatMap((fact) => (fact.kind === "addition" ? [fact] : [])),
    releases: facts.flatMap((fact) => (fact.kind === "release" ? [fact] : [])),
  };
}

test("a graph that says nothing of changes has no facts of them", () => {
  const graph = new GraphBuilder();
  graph.add(ROA, "roa", roa);
  const kinds = graph.build(registerOf(announced)).facts.map(({ kind }) => kind);
  expect(kinds.filter((kind) => ["revocation", "addition", "release"].includes(kind))).toEqual([]);
});

test("a ROA that goes while its route stays breaks the route", () => {
  const { revocations } = factsOf([
    [ROUTE, "route", route, "same"],
    [ROA, "roa", roa, "delete"],
  ]);
  expect(revocations).toMatchObject([{ action: "deleted", broken: [`${prefix} from AS64496`] }]);
});

test("a route that is withdrawn by an earlier step is not broken, by a later one it is", () => {
  const first = factsOf([
    [ROUTE, "route", route, "delete"],
    [ROA, "roa", roa, "delete"],
  ]);
  expect(first.revocations).toMatchObject([{ broken: [], unknown: {} }]);
  const last = factsOf([
    [ROA, "roa", roa, "delete"],
    [ROUTE, "route", route, "delete"],
  ]);
  expect(last.revocations).toMatchObject([{ broken: [`${prefix} from AS64496`] }]);
});

test("another ROA that allows the route is enough", () => {
  const { revocations } = factsOf([
    [ROUTE, "route", route, "same"],
    [ROA, "other", roa, "same"],
    [ROA, "roa", roa, "delete"],
  ]);
  expect(revocations).toMatchObject([{ broken: [] }]);
});

test("a narrowed ROA is judged as a deleted one, a widened one is not at all", () => {
  const half = { ...route, prefix: "203.0.113.0/25" };
  const step = (was: number, is: number) =>
    factsOf(
      [
        [ROUTE, "route", half, "same"],
        [ROA, "roa", { ...roa, maxLength: is }, "replace"],
      ],
      [[ROA, "roa", { ...roa, maxLength: was }]],
    ).revocations;
  expect(step(25, 24)).toMatchObject([{ action: "narrowed", broken: ["203.0.113.0/25 from AS64496"] }]);
  expect(step(24, 25)).toEqual([]);
});

test("of a lease out of view nobody can tell what is announced", () => {
  const other = { ...roa, leaseId: "elsewhere", prefix: "198.51.100.0/24" };
  expect(factsOf([[ROA, "roa", other, "delete"]]).revocations[0]?.unknown.routes).toHaveLength(1);
});

const leaving = leaseOf({ status: "offboarding" });
const list = (...cidrs: string[]) => ({ entries: cidrs.map((cidr) => ({ cidr })) });

test("what a step adds of a lease that is offboarding is new, what was there is not", () => {
  const { additions } = factsOf(
    [
      [LIST, "made", list("203.0.113.5/32"), "create"],
      [LIST, "same", list("203.0.113.6/32"), "same"],
      [LIST, "changed", list("203.0.113.7/32", "203.0.113.8/32"), "update"],
      [EIP, "held", { address: "203.0.113.9" }, "create"],
    ],
    [[LIST, "changed", list("192.0.2.1/32", "203.0.113.7/32")]],
    leaving,
  );
  expect(additions.map(({ text, what, added }) => [text, what, added])).toEqual([
    ["203.0.113.5/32", "reference", true],
    ["203.0.113.8/32", "reference", true],
    ["203.0.113.9", "allocation", true],
  ]);
});

test("an update of which nobody knows the state before may add", () => {
  const { additions } = factsOf([[LIST, "changed", list("203.0.113.7/32"), "update"]], [], leaving);
  expect(additions).toMatchObject([{ added: null }]);
});

const block = (status: string) =>
  ["leasehold:index:LeasedBlock", "acme", { lease: leaseOf({ status } as never) }] as const;

test("a lease that turns released while something refers to it is out of order", () => {
  const steps = [
    [...block("released"), "update"],
    [LIST, "partners", list("203.0.113.5/32"), "same"],
  ] as const;
  const { releases } = factsOf(steps, [block("offboarding")], leaseOf({ status: "offboarding" }));
  expect(releases).toMatchObject([{ step: "release", subject: "acme", still: ["partners"] }]);
});

test("a block that goes with all that holds its space is in order", () => {
  const { releases } = factsOf(
    [
      [EIP, "held", { address: "203.0.113.9" }, "delete"],
      [...block("offboarding"), "delete"],
    ],
    [],
    leaving,
  );
  expect(releases).toMatchObject([{ step: "release", still: [] }]);
});

test("space goes before its announcement, and an announcement before its addresses: both out of order", () => {
  const { releases } = factsOf(
    [
      ["aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "cidr", { cidr: prefix, ipamPoolId: "ipam-pool-1" }, "delete"],
      [ROUTE, "route", route, "delete"],
      [EIP, "held", { address: "203.0.113.9" }, "delete"],
    ],
    [],
    leaving,
  );
  expect(releases.map(({ step, still }) => [step, still])).toEqual([
    ["deprovision", ["route"]],
    ["withdraw", ["held"]],
  ]);
});

test("addresses, then the announcement, then the space: in order", () => {
  const { releases } = factsOf(
    [
      [EIP, "held", { address: "203.0.113.9" }, "delete"],
      [ROUTE, "route", route, "delete"],
      ["aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "cidr", { cidr: prefix, ipamPoolId: "ipam-pool-1" }, "delete"],
    ],
    [],
    leaving,
  );
  expect(releases.map(({ still }) => still)).toEqual([[], []]);
});
