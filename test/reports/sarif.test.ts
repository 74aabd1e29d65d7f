import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { catalogue } from "../../policies/catalogue";
import type { Finding } from "../../policies/finding";
import { renderSarif } from "../../reports/sarif";
import { context, fullReport, reportOf } from "./full-report";
import { hostileReport } from "./hostile-report";
import { finding } from "./sample";

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: {
        readonly startLine: number;
        readonly startColumn: number;
        readonly endLine: number;
        readonly endColumn: number;
      };
    };
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}
interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: string[]; readonly "security-severity": string };
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: SarifRule[] } };
  readonly automationDetails: { readonly id: string };
  readonly invocations: {
    readonly toolConfigurationNotifications: { readonly message: { readonly text: string } }[];
    readonly toolExecutionNotifications: { readonly level: string; readonly message: { readonly text: string } }[];
  }[];
  readonly results: Result[];
}

const runOf = (text: string): Run => JSON.parse(text).runs[0];
const many = (count: number, message: (index: number) => string = (index) => `Number ${index}.`): Finding[] =>
  Array.from({ length: count }, (_, i) =>
    finding({ severity: i % 2 === 0 ? "warning" : "error", message: message(i), evidence: { address: `a${i}` } }),
  );

test("every rule of the catalogue has its help", () => {
  const { rules } = runOf(renderSarif(reportOf([]), context)).tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(catalogue.map(({ name }) => name));
  for (const rule of rules) {
    expect(rule.shortDescription.text).toMatch(/\.$/);
    expect(rule.fullDescription.text.length).toBeGreaterThan(20);
    expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule.help.text).toContain("Fix: ");
    expect(rule.help.text).not.toMatch(/\{\w+\}/);
    expect(rule.properties["security-severity"]).toMatch(/^\d\.\d$/);
    expect(rule.properties.tags).toContain("security");
  }
});

test("each result has a rule, one place inside the repository with a full region, and a fingerprint", () => {
  fc.assert(
    fc.property(hostileReport, ([report, around]) => {
      const run = runOf(renderSarif(report, around));
      const rules = new Set(run.tool.driver.rules.map(({ id }) => id));
      expect(run.results).toHaveLength(report.findings.filter(({ status }) => status !== "waived").length);
      for (const { ruleId, locations, message, partialFingerprints } of run.results) {
        expect(rules.has(ruleId)).toBe(true);
        expect(locations).toHaveLength(1);
        const place = locations[0]?.physicalLocation;
        const resolved = new URL(place?.artifactLocation.uri ?? "", "https://repository.example/root/");
        expect(resolved.href).toMatch(/^https:\/\/repository\.example\/root\/./);
        expect(place?.region.startLine).toBeGreaterThan(0);
        expect(place?.region.endColumn).toBeGreaterThan(place?.region.startColumn ?? Number.NaN);
        // No embedded link and no placeholder, SARIF 2.1.0 §3.11.5 and §3.11.6.
        expect(message.text).not.toMatch(/(?<!\\)\]\(|(?<!\{)\{\d+\}/);
        expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{32}:1$/);
      }
    }),
    { numRuns: 200 },
  );
});

test("what is waived is left out, what is undetermined is a warning that says so", () => {
  const { results } = runOf(renderSarif(fullReport, context));
  expect(results.map(({ ruleId }) => ruleId)).not.toContain("risky-port");
  const undetermined = results.find(({ ruleId }) => ruleId === "open-egress");
  expect(undetermined?.level).toBe("warning");
  expect(undetermined?.message.text).toMatch(/^Undetermined: /);
});

test("what did not run is a notification of the run", () => {
  const [invocation] = runOf(renderSarif(fullReport, context)).invocations;
  expect(invocation?.toolConfigurationNotifications.map(({ message }) => message.text)).toEqual([
    "Rule revoke-before-withdraw did not run.",
  ]);
  expect(invocation?.toolExecutionNotifications).toEqual([]);
});

test("a severity that settings changed is the rule's in this run", () => {
  const { rules } = runOf(renderSarif(reportOf([finding({ rule: "lease-expiring", severity: "error" })]), context)).tool
    .driver;
  expect(rules.find(({ id }) => id === "lease-expiring")?.properties["security-severity"]).toBe("8.0");
});

test("each stack has a category of its own", () => {
  expect(runOf(renderSarif(reportOf([]), context)).automationDetails.id).toBe("leasehold/shop/dev/");
});

describe("the limits of code scanning", () => {
  test("25,000 results: the least important are dropped, and the run says how many", () => {
    const run = runOf(renderSarif(reportOf(many(30_000)), context));
    expect(run.results).toHaveLength(25_000);
    expect(run.results.filter(({ level }) => level === "error")).toHaveLength(15_000);
    const [notice] = run.invocations[0]?.toolExecutionNotifications ?? [];
    expect(notice?.message.text).toMatch(/^5000 results were left out/);
    expect(notice?.level).toBe("warning");
  });

  test("bytes after gzip: as many results as fit", () => {
    const findings = many(40, () => randomBytes(3_000).toString("hex"));
    const limits = { results: 25_000, gzipped: 80_000 };
    const text = renderSarif(reportOf(findings), context, limits);
    expect(gzipSync(text).length).toBeLessThanOrEqual(limits.gzipped);
    const { results, invocations } = runOf(text);
    expect(results.length).toBeGreaterThan(5);
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain(`${40 - results.length} results`);
  });
});
