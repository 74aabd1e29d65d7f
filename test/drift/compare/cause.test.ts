import { Causes } from "../../../drift/compare/cause";
import type { Difference } from "../../../drift/compare/difference";
import { findingOf } from "../../policies/finding-maker";
import { item } from "./items";

const URN = "urn:pulumi:dev::shop::aws:ec2/eip:Eip::nat";
const NAT = { urn: URN, type: "aws:ec2/eip:Eip", name: "nat" };
const differs = (id: string, changes: Parameters<typeof item>[1] = {}, of: Partial<Difference> = {}): Difference => ({
  change: "changed",
  status: "violation",
  item: item(id, { observer: "aws", type: "Eip", lease: "edge", segment: null, ...changes }),
  changes: [],
  ...of,
});
const causeOf = (finding: Parameters<Causes["of"]>[0], ...differences: Difference[]) =>
  new Causes(differences).of(finding).cause;

test("the same resource is the cause, before the same segment, before the same lease", () => {
  const resource = differs("a", { resource: NAT, lease: null });
  const segment = differs("b", { segment: "web" });
  const lease = differs("c");
  const finding = findingOf("shared-egress");
  expect(causeOf(finding, lease, segment, resource)).toBe("aws/Eip/a");
  expect(causeOf(finding, lease, segment)).toBe("aws/Eip/b");
  expect(causeOf(finding, lease)).toBe("aws/Eip/c");
  expect(causeOf(finding, differs("d", { lease: "another" }))).toBeUndefined();
});

test("a resource that was seen, a part of it, or what an item absorbs leads to it too", () => {
  const seen = {
    ...NAT,
    custom: true,
    remote: false,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
  };
  const finding = findingOf("risky-port", { lease: null, segment: null });
  for (const changes of [{ observed: seen }, { observedParts: [seen] }, { absorbs: [URN] }]) {
    expect(causeOf(finding, differs("a", changes))).toBe("aws/Eip/a");
  }
});

test("what is authorised is laid to the registries, all else to the cloud", () => {
  const roa = differs("203.0.113.0/24 AS64500", { observer: "rpki", type: "roa" });
  const lost = new Causes([differs("a"), roa]);
  expect(lost.of(findingOf("roa-missing", { resource: null }))).toEqual({
    observer: "rpki",
    cause: "rpki/roa/203.0.113.0/24 AS64500",
  });
  expect(lost.of(findingOf("shared-egress"))).toEqual({ observer: "aws", cause: "aws/Eip/a" });
});

test("of several, the one that has what the finding names", () => {
  const gone = differs("203.0.113.0/24 AS64496", { observer: "rpki", type: "roa" }, { change: "removed" });
  const strange = differs("203.0.113.0/24 AS64500", { observer: "rpki", type: "roa" }, { change: "added" });
  const finding = findingOf("origin-mismatch", { resource: null, evidence: { prefix: "203.0.113.0/24", asn: 64500 } });
  expect(causeOf(finding, gone, strange)).toBe("rpki/roa/203.0.113.0/24 AS64500");
  expect(causeOf(finding, strange, gone)).toBe("rpki/roa/203.0.113.0/24 AS64500");
  const both = findingOf("origin-mismatch", { resource: null, evidence: { asn: 64500, origins: [64496] } });
  expect(causeOf(both, gone, strange)).toBe("rpki/roa/203.0.113.0/24 AS64500");
});

test("what nobody saw causes nothing", () => {
  expect(
    causeOf(findingOf("shared-egress"), differs("a", {}, { change: "unobserved", status: "undetermined" })),
  ).toBeUndefined();
});
