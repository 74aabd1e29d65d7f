import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { catalogue } from "../../policies/catalogue";
import { renderJunit } from "../../reports/junit";
import { plainText } from "../../reports/plain-text";
import { context, fullReport, HOSTILE, reportOf } from "./full-report";
import { hostileReport } from "./hostile-report";
import { finding } from "./sample";

interface Outcome {
  readonly message?: string;
  readonly type?: string;
}
interface Case {
  readonly classname: string;
  readonly name: string;
  readonly failure?: Outcome[];
  readonly error?: Outcome[];
  readonly skipped?: Outcome[];
}
interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
  readonly testcase?: Case[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  // `skipped` is a count as well, an attribute.
  isArray: (name, _path, _leaf, isAttribute) =>
    !isAttribute && ["testsuite", "testcase", "failure", "error", "skipped"].includes(name),
});

function read(text: string): { all: Suite; suites: Suite[]; cases: Case[] } {
  expect(XMLValidator.validate(text)).toBe(true);
  const document = parser.parse(text) as {
    testsuites: Suite & { testsuite: Suite[] };
  };
  const suites = document.testsuites.testsuite;
  return { all: document.testsuites, suites, cases: suites.flatMap((suite) => suite.testcase ?? []) };
}

test("is well-formed XML that says what the finding says, whatever the names are", () => {
  fc.assert(
    fc.property(hostileReport, ([report, around]) => {
      const text = renderJunit(report, around);
      // XML 1.0 can hold no other control character, no half of a surrogate pair and no non-character.
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\ufffe\uffff]/u);
      expect(XMLValidator.validate(text)).toBe(true);
      expect(text).not.toContain("]]>");
      expect(text.match(/<(failure|error|skipped) /g) ?? []).toHaveLength(
        report.findings.length + report.notRun.length,
      );
    }),
    { numRuns: 300 },
  );
});

test("a hostile name is read back as it is", () => {
  const names = read(renderJunit(fullReport, context)).cases.map(({ name }) => name);
  expect(names.filter((name) => name.includes(plainText(HOSTILE)))).toHaveLength(1);
});

test("a violation is a failure, undetermined an error, waived and not run are skipped, the rest of the catalogue passed", () => {
  const { cases } = read(renderJunit(fullReport, context));
  const outcomes = (word: "failure" | "error" | "skipped") =>
    cases.filter((one) => one[word] !== undefined).map(({ classname }) => classname.split(".").at(-1));
  expect(outcomes("failure")).toHaveLength(4);
  expect(outcomes("error").sort()).toEqual(["flow-logs-off", "open-egress"]);
  expect(outcomes("skipped").sort()).toEqual(["revoke-before-withdraw", "risky-port", "risky-port"]);
  const passed = cases.filter((one) => !one.failure && !one.error && !one.skipped);
  const ran = new Set([...fullReport.findings.map(({ rule }) => rule), ...fullReport.notRun]);
  expect(passed).toHaveLength(catalogue.filter(({ name }) => !ran.has(name)).length);
});

test("the counts are those of the cases", () => {
  const { all, suites, cases } = read(renderJunit(fullReport, context));
  expect(all.tests).toBe(String(cases.length));
  const sum = (of: (suite: Suite) => string) => suites.reduce((total, suite) => total + Number(of(suite)), 0);
  expect(sum(({ tests }) => tests)).toBe(cases.length);
  expect(sum(({ failures }) => failures)).toBe(4);
  expect(sum(({ errors }) => errors)).toBe(2);
});

test("a rule that is off is not passed", () => {
  const { cases } = read(renderJunit(reportOf([finding({})], { notRun: ["roa-missing"] }), context));
  expect(cases.find(({ classname }) => classname.endsWith(".roa-missing"))?.skipped).toBeDefined();
});
