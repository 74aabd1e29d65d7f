import { catalogue } from "../policies/catalogue";
import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { escapeXml } from "./escape-xml";
import type { Report } from "./report";
import { ruleHelp } from "./rule-help";
import { sourcePlace } from "./source-place";
import { waiverInWords } from "./waiver-words";

interface Case {
  readonly part: string;
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly xml: string;
}

/**
 * A report as JUnit XML: one suite for each part of the model, one test case for each finding, each rule that found nothing
 * and each that did not run. A violation is a failure, undetermined an error (it was neither passed nor failed), waived and
 * not run are skipped.
 */
export function renderJunit(report: Report, context: ReportContext): string {
  const cases = [
    ...report.findings.map((finding) => findingCase(finding, context)),
    ...passed(report, context).map((rule) => ruleCase(rule, "passed", context)),
    ...report.notRun.map((rule) => ruleCase(rule, "skipped", context)),
  ];
  const parts = [...new Set(cases.map(({ part }) => part))].sort();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: context.title, ...counts(cases), time: "0" })}>`,
    ...parts.flatMap((part) => {
      const own = cases.filter((one) => one.part === part);
      return [
        `  <testsuite ${attributes({ name: `leasehold.${part}`, ...counts(own), time: "0" })}>`,
        "    <properties>",
        ...Object.entries({ project: context.project, stack: context.stack, asOf: context.asOf }).map(
          ([name, value]) => `      <property ${attributes({ name, value })}/>`,
        ),
        "    </properties>",
        ...own.map(({ xml }) => xml),
        "  </testsuite>",
      ];
    }),
    "</testsuites>",
    "",
  ].join("\n");
}

/** Rules that ran and found nothing. */
function passed(report: Report, { ownRules = [] }: ReportContext): string[] {
  const others = new Set([...report.notRun, ...report.findings.map(({ rule }) => rule)]);
  return [...catalogue, ...ownRules].map(({ name }) => name).filter((name) => !others.has(name));
}

function ruleCase(rule: string, outcome: "passed" | "skipped", context: ReportContext): Case {
  const { part, title } = ruleHelp(rule, context);
  const opening = `    <testcase ${attributes({ classname: `leasehold.${part}.${rule}`, name: title, time: "0" })}`;
  if (outcome === "passed") return { part, outcome, xml: `${opening}/>` };
  const skipped = `      <skipped ${attributes({ message: `Rule ${rule} did not run.` })}/>`;
  return { part, outcome, xml: [`${opening}>`, skipped, "    </testcase>"].join("\n") };
}

function findingCase(finding: Finding, context: ReportContext): Case {
  const { part, title } = ruleHelp(finding.rule, context);
  const place = sourcePlace(finding, context);
  const about = finding.resource
    ? `${finding.resource.name} (${finding.resource.type})`
    : [finding.lease && `lease ${finding.lease}`, finding.segment && `segment ${finding.segment}`]
        .filter(Boolean)
        .join(", ");
  const opening = `    <testcase ${attributes({
    classname: `leasehold.${part}.${finding.rule}`,
    name: about === "" ? title : `${title}: ${about}`,
    file: place.file,
    line: String(place.line),
    time: "0",
  })}>`;
  const { outcome, xml } = verdict(finding);
  return { part, outcome, xml: [opening, xml, "    </testcase>"].join("\n") };
}

function verdict(finding: Finding): Pick<Case, "outcome" | "xml"> {
  const { message, severity, status, remediation, location, resource } = finding;
  const at = location ? [`At: ${location.file}:${location.line}:${location.column}`] : [];
  const urn = resource ? [`Resource: ${resource.urn}`] : [];
  const body = [message, `Fix: ${remediation}`, ...at, ...urn].map(escapeXml).join("\n");
  switch (status) {
    case "violation":
      return { outcome: "failure", xml: `      <failure ${attributes({ message, type: severity })}>${body}</failure>` };
    case "undetermined":
      return { outcome: "error", xml: `      <error ${attributes({ message, type: "undetermined" })}>${body}</error>` };
    case "waived":
      return {
        outcome: "skipped",
        xml: `      <skipped ${attributes({ message: `${waiverInWords(finding)} ${message}` })}/>`,
      };
  }
}

function counts(cases: readonly Case[]): Record<string, string> {
  const count = (outcome: Case["outcome"]): string => String(cases.filter((one) => one.outcome === outcome).length);
  return {
    tests: String(cases.length),
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(" ");
}
