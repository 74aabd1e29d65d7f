import { catalogue, findRule, type Rule } from "../../policies/catalogue";
import type { RawFinding } from "../../policies/evaluate";
import { messageOf, remediationOf } from "../../policies/message";

const rule = (name: string): Rule => findRule(name) ?? catalogue[0]!;
const web = { lease: "edge", segment: "web" };
const violation = (args: RawFinding["args"]): RawFinding => ({ rule: "x", status: "violation", fact: "1", args });
const undetermined = (more: Partial<RawFinding>): RawFinding => ({
  rule: "x",
  status: "undetermined",
  fact: "1",
  args: {},
  ...more,
});

test("a violation fills its template with arguments, lease and segment", () => {
  const found = violation({ purpose: "email", allowed: ["web", "admin"] });
  expect(messageOf(rule("purpose-not-allowed"), found, web)).toBe(
    "Segment web has the purpose email, which lease edge does not allow (allowed: web, admin).",
  );
});

test("a remedy names what to set", () => {
  const found = violation({ prefix: "203.0.113.0/24", asn: 64500, max_length: 32, longest: 24 });
  expect(remediationOf(rule("loose-max-length"), found, web)).toMatch(/^Set maxLength to \/24 or leave it out/);
});

test("what is not known is named by resource and property", () => {
  const urn = "urn:pulumi:dev::shop::aws:ec2/eip:Eip::web-a";
  const found = undetermined({ field: "egressSegments", unknown: [`${urn}#publicIp`], args: { address: null } });
  expect(messageOf(rule("shared-egress"), found, web)).toBe(
    "Whether an address is the way out of one segment only is not known yet (not known before the deployment: web-a.publicIp).",
  );
});

test("what is out of view is said in words where no path leads to it", () => {
  const found = undetermined({ field: "inputs", unknown: [] });
  expect(messageOf(rule("named-owner"), found, { lease: null, segment: null })).toBe(
    "Whether lease of this resource has a named owner is not known yet (out of view: the insides of the component).",
  );
});

test("a long list is cut, and says so", () => {
  const routes = Array.from({ length: 12 }, (_, index) => `203.0.113.${index}/32 from AS64500`);
  expect(messageOf(rule("roa-missing"), violation({ routes }), web)).toMatch(/7\/32 from AS64500 and 4 more\.$/);
});

test("no message keeps a placeholder", () => {
  for (const one of catalogue) {
    for (const found of [violation({}), undetermined({ field: "inputs", unknown: [] })]) {
      expect(messageOf(one, found, { lease: null, segment: null })).not.toMatch(/[{}]|undefined|null/);
      expect(remediationOf(one, found, { lease: null, segment: null })).not.toMatch(/[{}]|undefined|null/);
    }
  }
});
