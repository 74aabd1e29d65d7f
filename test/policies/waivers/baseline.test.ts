import fc from "fast-check";
import { applyBaseline, type BaselineView, baselineOf, keepOutOfView } from "../../../policies/waivers/baseline";
import { BaselineError, formatBaseline, parseBaseline } from "../../../policies/waivers/baseline-file";
import { NonWaivable } from "../../../policies/waivers/non-waivable";
import { findingOf } from "../finding-maker";
import { resource } from "../resource-maker";

const anything = new NonWaivable([]);
const one = findingOf("unsegmented-address");
const other = findingOf("unsegmented-address", { evidence: { address: "203.0.113.11" } });

test("what is known is waived, and only what is new stays", () => {
  const baseline = baselineOf([one], anything);
  const { findings, notices } = applyBaseline([one, other], baseline, anything);
  expect(findings.map(({ status }) => status)).toEqual(["waived", "violation"]);
  expect(findings[0]?.evidence.baseline).toBe(true);
  expect(notices).toEqual([]);
});

test("another line, message or severity is the same finding", () => {
  const moved = { ...one, location: null, message: "Other words.", severity: "warning" as const };
  expect(applyBaseline([moved], baselineOf([one], anything), anything).findings[0]?.status).toBe("waived");
});

test("what could not be told and became a violation is new", () => {
  const undetermined = { ...one, status: "undetermined" as const };
  expect(applyBaseline([one], baselineOf([undetermined], anything), anything).findings[0]?.status).toBe("violation");
});

test("what is gone is told, and the next baseline is without it", () => {
  const { findings, notices } = applyBaseline([one], baselineOf([one, other], anything), anything);
  expect(notices).toEqual([
    { about: "baseline", level: "info", message: expect.stringContaining("unsegmented-address on nat") },
  ]);
  expect(baselineOf(findings, anything)).toEqual(baselineOf([one], anything));
});

test("what it knows of another stack, or of a rule that did not run, is neither called gone nor taken out", () => {
  const there = findingOf("unsegmented-address", {
    resource: { urn: "urn:pulumi:prod::shop::aws:ec2/eip:Eip::nat", type: "aws:ec2/eip:Eip", name: "nat" },
  });
  const old = baselineOf([one, other, there], anything);
  const graph = { project: "", stack: "", resources: [resource("aws:ec2/eip:Eip", "nat")] };
  const update = (view: BaselineView) => {
    const { findings, notices } = applyBaseline([one], old, anything, undefined, view);
    return { kept: keepOutOfView(baselineOf(findings, anything), old, view), gone: notices.length };
  };
  expect(update({ graph, notRun: [] })).toEqual({ kept: baselineOf([one, there], anything), gone: 1 });
  expect(update({ graph, notRun: ["unsegmented-address"] })).toEqual({ kept: old, gone: 0 });
  expect(update({ graph: { ...graph, resources: [] }, notRun: [] })).toEqual({ kept: old, gone: 0 });
});

test("findings that may not be waived are neither written nor accepted", () => {
  const refused = findingOf("privileged-change-unapproved", { resource: null });
  expect(baselineOf([refused], anything).findings).toEqual([]);
  const forged = parseBaseline(
    JSON.stringify({
      version: 1,
      findings: [
        {
          rule: refused.rule,
          status: "violation",
          resource: null,
          lease: "edge",
          segment: "web",
          subject: { address: "203.0.113.10" },
        },
      ],
    }),
    "b.json",
  );
  const { findings, notices } = applyBaseline([refused], forged, anything);
  expect(findings).toEqual([refused]);
  expect(notices.length).toBeGreaterThan(0);
});

test("the file is the same whatever the order, and reads back as it was", () => {
  const findings = [one, other, findingOf("lease-expired", { resource: null, evidence: {} })];
  fc.assert(
    fc.property(fc.shuffledSubarray(findings, { minLength: 3 }), (shuffled) => {
      const text = formatBaseline(baselineOf([...shuffled, ...shuffled], anything));
      expect(text).toBe(formatBaseline(baselineOf(findings, anything)));
      expect(parseBaseline(text, "b.json")).toEqual(baselineOf(findings, anything));
    }),
  );
  expect(formatBaseline(baselineOf([], anything))).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
});

test.each(["", "{", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}', "null"])(
  "%j is no baseline",
  (text) => {
    expect(() => parseBaseline(text, "b.json")).toThrow(BaselineError);
  },
);
