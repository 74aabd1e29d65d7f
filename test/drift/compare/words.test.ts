import { compare } from "../../../drift/compare/compare";
import { driftFinding } from "../../../drift/compare/drift-finding";
import type { DriftItem, FieldValue } from "../../../drift/drift-item";
import type { Unseen } from "../../../drift/observer";
import { item, look } from "./items";

const table = (fields: DriftItem["fields"], changes: Partial<DriftItem> = {}): DriftItem => {
  const { name: _, ...bare } = item("rtb-1", { observer: "aws", type: "aws:ec2/routeTable:RouteTable", fields });
  return { ...bare, ...changes };
};
const findings = (expected: readonly DriftItem[], seen: readonly DriftItem[], unseen: readonly Unseen[] = []) =>
  compare(expected, [look(seen, unseen, { name: "aws" })]).differences.map((one) => driftFinding(one));
const message = (...args: Parameters<typeof findings>): string => findings(...args)[0]?.message ?? "";
const changed = (old: FieldValue, now: FieldValue): string =>
  message([table({ routes: old })], [table({ routes: now })]).replace(/^.*declared: /, "");

test("a sentence names the observer, the thing, its lease and segment, what it is and what was declared", () => {
  expect(message([table({ vpcId: "vpc-1" })], [table({ vpcId: "vpc-2" })])).toBe(
    "AWS: route table rtb-1 of lease web, segment email, differs from what is declared: vpc id: vpc-2, declared vpc-1.",
  );
  expect(message([table({}, { segment: null })], [])).toBe(
    "AWS: route table rtb-1 of lease web is declared and is not there.",
  );
  expect(message([], [table({ vpcId: "vpc-1" }, { lease: null, segment: null, name: "the main table" })])).toBe(
    "AWS: the main table is there, and nothing declares it (vpc id vpc-1).",
  );
});

test.each<[FieldValue, FieldValue, string]>([
  ["a", null, "routes: none, declared a."],
  [null, false, "routes: false, declared none."],
  [["a"], ["b"], "routes: b, declared a."],
  [[], ["b"], "routes: b, declared none."],
  [["a", "b"], ["b", "c"], "routes: c beyond what is declared, a missing of what is declared."],
  [["a", "b"], ["b"], "routes: a missing of what is declared."],
  [["a", "b"], ["b", "a"], "routes: b, a, declared a, b."],
  ["a", "x".repeat(300), `routes: ${"x".repeat(199)}…, declared a.`],
  [
    [],
    Array.from({ length: 10 }, (_, at) => `r${at}`),
    "routes: r0, r1, r2, r3, r4, r5, r6, r7, 2 more beyond what is declared.",
  ],
])("%j and then %j", (old, now, text) => {
  expect(changed(old, now)).toBe(text);
});

test("what could not be read says why, and what was declared", () => {
  expect(message([table({ routes: "a" })], [table({ routes: { unknown: "access denied." } })])).toBe(
    "AWS: route table rtb-1 of lease web, segment email, cannot be compared: routes (access denied; declared a).",
  );
  expect(message([table({ routes: { unknown: "set by a deployment" } })], [table({ routes: "a" })])).toContain(
    "routes (set by a deployment; seen a)",
  );
});

test.each<[Unseen["covers"], string]>([
  [undefined, "AWS: what was to be looked at could not be seen: time-out."],
  [{ lease: "web" }, "AWS: what was to be looked at of lease web could not be seen: time-out."],
  [{ scope: "eu-west-1" }, "AWS: what was to be looked at in eu-west-1 could not be seen: time-out."],
  [
    { type: "aws:ec2/flowLog:FlowLog", scope: "eu-west-1" },
    "AWS: everything of kind flow log in eu-west-1 could not be seen: time-out.",
  ],
  [{ type: "aws:ec2/routeTable:RouteTable", id: "rtb-9" }, "AWS: route table rtb-9 could not be seen: time-out."],
])("what could not be seen, %j, is named", (covers, text) => {
  expect(message([], [], [{ reason: "time-out", covers }])).toBe(text);
});

test.each([
  ["changed", findings([table({ a: "1" })], [table({ a: "2" })]), /Deploy again to take the change back/],
  ["removed", findings([table({})], []), /Restore route table rtb-1/],
  ["unmanaged", findings([], [table({})]), /pulumi import/],
  ["unobserved", findings([], [], [{ reason: "x" }]), /Let the next run see it/],
  ["undeployed", findings([table({}, { undeployed: true })], []), /after the deployment/],
])("what to do where it is %s", (_, [finding], remedy) => {
  expect(finding?.remediation).toMatch(remedy);
});

test("the resource that declares it is named in the remedy, and the observer's own words win", () => {
  const resource = { urn: "urn:x", type: "aws:ec2/routeTable:RouteTable", name: "main" };
  expect(findings([table({ a: "1" }, { resource })], [table({ a: "2" })])[0]).toMatchObject({
    resource,
    remediation: "Deploy again to take the change back, or bring the declaration of main in line with it.",
  });
  expect(findings([table({}, { remediation: "Ask the lessor." })], [])[0]?.remediation).toBe("Ask the lessor.");
});
