import fc from "fast-check";
import { driftRules } from "../../policies/drift-rules";
import { renderGithub } from "../../reports/github";
import { renderGitlab } from "../../reports/gitlab";
import { renderHtml } from "../../reports/html";
import { renderJson } from "../../reports/json";
import { renderJunit } from "../../reports/junit";
import { renderMarkdown } from "../../reports/markdown";
import { renderPrettyDrift } from "../../reports/pretty-drift";
import { reportSchema } from "../../reports/report";
import { renderSarif } from "../../reports/sarif";
import { driftReport } from "./drift-report";
import { context as around } from "./full-report";
import { expectGolden } from "./golden";
import { hostileReport } from "./hostile-report";

jest.mock("../../policies/catalogue", () => ({ ...jest.requireActual("./fixed-catalogue"), DRIFT_PART: "drift" }));

const context = { ...around, title: "Drift of shop, stack dev", project: "drift:shop", ownRules: driftRules };
const pretty = (verbose: boolean) => renderPrettyDrift(driftReport, { title: context.title, colour: false, verbose });

test("the report is a report", () => {
  expect(reportSchema.parse(driftReport)).toEqual(driftReport);
});

test.each<[string, string]>([
  ["drift/pretty.golden.txt", pretty(false)],
  ["drift/pretty-verbose.golden.txt", pretty(true)],
  ["drift/markdown.golden.md", renderMarkdown(driftReport, context)],
  ["drift/github.golden.txt", renderGithub(driftReport, context)],
  ["drift/gitlab.golden.json", renderGitlab(driftReport, context)],
  ["drift/junit.golden.xml", renderJunit(driftReport, context)],
  ["drift/sarif.golden.json", renderSarif(driftReport, context)],
])("%s", (file, text) => {
  expectGolden(file, text);
});

test("no format passes on what moves a terminal's cursor", () => {
  const texts = [
    pretty(true),
    renderMarkdown(driftReport, context),
    renderHtml(driftReport, context),
    renderJson(driftReport),
    renderSarif(driftReport, context),
  ];
  for (const text of texts) expect(text).not.toContain("\u001b");
});

test("whatever observers and the world say, a terminal shows it as text and a CI obeys none of it", () => {
  fc.assert(
    fc.property(hostileReport, ([report, { title }]) => {
      const text = renderPrettyDrift(report, { title, colour: false, verbose: true });
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      for (const line of text.split("\n")) expect(line).not.toMatch(/^\s*::|##[a-z]{1,20}\[/i);
    }),
  );
});

test("SARIF and JUnit know what drift runs find by name, also what they did not find", () => {
  const sarif = JSON.parse(renderSarif(driftReport, context)) as {
    runs: { tool: { driver: { rules: { id: string; shortDescription: { text: string } }[] } } }[];
  };
  const rules = new Map(sarif.runs[0]?.tool.driver.rules.map((rule) => [rule.id, rule.shortDescription.text]));
  expect(rules.get("drift-removed")).toBe("Something that is declared is not there.");
  expect(renderJunit(driftReport, context)).toContain('classname="leasehold.drift.drift-removed"');
});

test("what one cause led to stands behind it, and is not told a second time", () => {
  const lines = pretty(false).split("\n");
  const cause = lines.findIndex((line) => line.includes("drift-changed"));
  const effect = lines.findIndex((line) => line.includes("shared-egress"));
  expect(lines[effect]).toMatch(/^ {2}↳ /);
  expect(effect).toBeGreaterThan(cause);
  expect(lines.slice(cause + 1, effect)).not.toContain("");
  expect(lines.filter((line) => line.includes("leaves for two segments"))).toHaveLength(1);
});
