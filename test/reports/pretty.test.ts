import * as fs from "node:fs";
import * as path from "node:path";
import { renderPretty } from "../../reports/pretty";
import { summarise } from "../../reports/summarise";
import { finding, resource, sample } from "./sample";

const golden = path.join(__dirname, "pretty.golden.txt");

it("shows the tree, what is wrong and how to fix it, and apart from that what is undetermined or waived", () => {
  const text = renderPretty(sample, { title: "Offline preview of shop, stack dev", colour: false });
  expect(text).toBe(fs.readFileSync(golden, "utf8"));
});

it("says what did not run only when asked for more", () => {
  const options = { title: "t", colour: false };
  expect(renderPretty(sample, options)).not.toContain("revoke-before-withdraw");
  expect(renderPretty(sample, { ...options, verbose: true })).toContain("Not run: revoke-before-withdraw");
});

it("colours where it may, and never lets a program's names do so", () => {
  const text = renderPretty(sample, { title: "t", colour: true });
  expect(text).toContain("\u001b[31m");
  expect(text).not.toContain("\u001b[2J");
  expect(text).not.toContain("\u202e");
});

it("prints no line that a CI takes for a command, whatever a program names its resources", () => {
  const names = ["::error::boom", " \t::add-mask::a", "##[error]boom", "a ##vso[task.setvariable]b", "##teamcity[x"];
  const findings = names.map((name) => finding({ resource: { urn: "urn", type: "t", name } }));
  const report = { version: 1 as const, summary: summarise(findings, 5), notRun: [], findings };
  const text = renderPretty(report, { title: "::stop-commands::x", colour: false });
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toMatch(/##[a-z]*\[/);
  expect(text).toContain("\\u003a:error::boom");
});

it("says who waived what, until when and why, and what the baseline knows", () => {
  const waiver = { owner: "network", reason: "moves soon", ticket: "NET-1", expires: "2026-12-31" };
  const findings = [finding({ status: "waived", waiver }), finding({ status: "waived", evidence: { baseline: true } })];
  const report = { version: 1 as const, summary: summarise(findings, 1), notRun: [], findings };
  const text = renderPretty(report, { title: "t", colour: false });
  expect(text).toContain("Waived by network until 2026-12-31 (NET-1): moves soon");
  expect(text).toContain("Known: it is in the baseline.");
});

it("does not call a program clean that has something undetermined", () => {
  const findings = [finding({ status: "undetermined" })];
  const report = { version: 1 as const, summary: summarise(findings, 1), notRun: [], findings };
  expect(renderPretty(report, { title: "t", colour: false })).toMatch(/1 resource: no violation, 1 undetermined\n$/);
  const clean = { ...report, findings: [], summary: summarise([], 2) };
  expect(renderPretty(clean, { title: "t", colour: false })).toMatch(/2 resources: no violation\n$/);
});

it("folds long rows of one type, and shows all of them on request", () => {
  const resources = Array.from({ length: 100 }, (_, i) => resource(`eip-${i}`));
  const report = { ...sample, findings: [], resources };
  const folded = renderPretty(report, { title: "t", colour: false });
  expect(folded).toContain("… 95 more aws:ec2/eip:Eip");
  expect(folded).not.toContain("eip-50");
  expect(renderPretty(report, { title: "t", colour: false, verbose: true })).toContain("eip-50");
});
