import { UNKNOWN } from "../../graph/resource";
import type { LeaseInput } from "../../lease/lease";
import { GraphBuilder, type Inputs, leaseOf, registerOf } from "./graph-builder";

const RELEASED = leaseOf({ id: "old", prefix: "198.51.100.0/24", status: "released" });

function references(inputs: Inputs, type = "aws:ssm/parameter:Parameter", ...leases: LeaseInput[]) {
  const graph = new GraphBuilder();
  graph.add(type, "one", inputs);
  return graph.build(registerOf(RELEASED, ...leases)).all("reference");
}

test.each([
  ["in a script", "ssh 198.51.100.7", "198.51.100.7"],
  ["as a range", "198.51.100.0-198.51.100.255", "198.51.100.0-198.51.100.255"],
  ["mapped in upper-case hex", "::FFFF:C633:6407", "::FFFF:C633:6407"],
  ["reversed", "7.100.51.198.in-addr.arpa", "7.100.51.198.in-addr.arpa"],
  ["in JSON", '["198.51.100.0/25"]', "198.51.100.0/25"],
])("a mention %s is found, and nothing else of the text is repeated", (_, value, text) => {
  expect(references({ value: `secret ${value} secret` })).toMatchObject([
    { relation: "refers", property: "value", text, leaseStatus: "released", bitsShorter: 0 },
  ]);
});

test("a containing block counts its bits, a default route and a far larger block say nothing", () => {
  expect(references({ value: "198.51.96.0/20" })).toMatchObject([{ bitsShorter: 4 }]);
  const wide = "198.50.0.0/15 198.0.0.0/8 0.0.0.0/0 ::/0 0.0.0.0-255.255.255.255";
  expect(references({ value: wide })).toEqual([]);
  expect(references({ value: "198.51.0.0/16" }, undefined, leaseOf({ prefix: "203.0.113.0/24" }))).toMatchObject([
    { bitsShorter: 8 },
  ]);
});

test("the longest live lease that contains the space has it; one past its term has it no more", () => {
  const live = leaseOf({ id: "new", prefix: "198.51.100.0/25" });
  expect(references({ value: "198.51.100.7" }, undefined, live)).toMatchObject([{ lease: "new", activeLease: "new" }]);
  expect(references({ value: "198.51.100.200" }, undefined, live)).toMatchObject([{ lease: "old", activeLease: null }]);
  const ended = leaseOf({ id: "ended", prefix: "198.51.100.0/25", term: { start: "2025-01-01", end: "2025-12-31" } });
  expect(references({ value: "198.51.100.7" }, undefined, ended)).toMatchObject([
    { lease: "ended", leaseEnded: true, activeLease: null },
  ]);
});

test("an address that a resource has is held, not mentioned", () => {
  expect(references({ address: "198.51.100.7" }, "aws:ec2/eip:Eip")).toMatchObject([
    { relation: "holds", property: "address" },
  ]);
});

test("keys and deep lists are looked at too", () => {
  expect(references({ map: { "198.51.100.7": [["198.51.100.8"]] } }).map(({ property }) => property)).toEqual([
    'map["198.51.100.7"]',
    'map["198.51.100.7"][0][0]',
  ]);
});

test("what is denied is not referred to", () => {
  const rules = (action: string) => ({
    ruleGroup: { rulesSource: { rulesString: `${action} ip $HOME_NET any -> 198.51.100.0/24 any (sid:1;)` } },
  });
  const group = "aws:networkfirewall/ruleGroup:RuleGroup";
  expect(references(rules("drop"), group)).toEqual([]);
  expect(references(rules("pass"), group)).toHaveLength(1);
  const entry = (ruleAction: string | typeof UNKNOWN): Inputs => ({
    ruleAction,
    egress: true,
    cidrBlock: "198.51.100.0/24",
  });
  expect(references(entry("deny"), "aws:ec2/networkAclRule:NetworkAclRule")).toEqual([]);
  expect(references(entry("allow"), "aws:ec2/networkAclRule:NetworkAclRule")).toHaveLength(1);
  expect(references(entry(UNKNOWN), "aws:ec2/networkAclRule:NetworkAclRule")).toHaveLength(1);
  const nft = (verdict: string) =>
    `set denied4 {\n type ipv4_addr\n elements = { 198.51.100.0/24 }\n}\nip daddr @denied4 counter ${verdict}\n`;
  expect(references({ userData: nft("drop") })).toEqual([]);
  expect(references({ userData: nft("accept") })).toHaveLength(1);
});

test("a word that denies hides nothing where nothing denies", () => {
  expect(references({ tags: { action: "deny", note: "198.51.100.7" } })).toHaveLength(1);
});

test("a lease that nothing declares, and a segment of a lease whose segments are known, are names of nothing", () => {
  const known = leaseOf({ id: "acme", segments: [{ name: "web", purpose: "web", prefixes: [] }] });
  const names = (lease: string, segment: string) =>
    references({ tags: { "leasehold:lease": lease, "leasehold:segment": segment } }, undefined, known).map(
      ({ relation, text, declared }) => [relation, text, declared],
    );
  expect(names("acme", "web")).toEqual([]);
  expect(names("acme", "wbe")).toEqual([["names-segment", "wbe", false]]);
  expect(names("gone", "web")).toEqual([["names-lease", "gone", false]]);
});

test("a segment of a lease whose segments are another stack's is undetermined, and a purpose stands for one", () => {
  const bare = leaseOf({ id: "acme" });
  const name = (segment: string) =>
    references({ tags: { "leasehold:lease": "acme", "leasehold:segment": segment } }, undefined, bare);
  expect(name("checkout")).toMatchObject([
    { declared: null, unknown: { declared: [expect.stringContaining("leasehold:segment")] } },
  ]);
  expect(name("email")).toEqual([]);
});

test("while a block does not say which lease it declares, no name is of nothing", () => {
  const graph = new GraphBuilder();
  graph.add("leasehold:index:LeasedBlock", "block", { lease: UNKNOWN });
  graph.add("aws:ec2/eip:Eip", "eip", { tags: { "leasehold:lease": "acme" } });
  expect(graph.build().one("reference")).toMatchObject({ declared: null });
});
