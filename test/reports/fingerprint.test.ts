import { fingerprints } from "../../reports/fingerprint";
import { context } from "./full-report";
import { finding } from "./sample";

const of = (over: Parameters<typeof finding>[0]) => fingerprints([finding(over)], context)[0];

test("a fingerprint survives another line, another wording and another severity", () => {
  const before = of({});
  expect(of({ location: { file: "other.ts", line: 99, column: 1 } })).toBe(before);
  expect(of({ message: "Other words.", remediation: "Other words.", severity: "warning" })).toBe(before);
  expect(of({ evidence: { address: "203.0.113.4", via: ["nat"] } })).toBe(before);
});

test("another rule, resource, subject or status is another finding", () => {
  const all = [
    of({}),
    of({ rule: "risky-port" }),
    of({ resource: { urn: "urn:other", type: "t", name: "other" } }),
    of({ evidence: { address: "203.0.113.5" } }),
    of({ status: "undetermined" }),
    of({ resource: null }),
    of({ resource: null, lease: "other" }),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test("findings that agree in all of that are numbered", () => {
  const names = fingerprints([finding({}), finding({}), finding({})], context);
  expect(new Set(names).size).toBe(3);
  expect(fingerprints([finding({}), finding({})], context)).toEqual(names.slice(0, 2));
});
