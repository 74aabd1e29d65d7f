import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { fingerprints } from "./fingerprint";
import { byImportance, type Weight, weightOf } from "./importance";
import { plainText } from "./plain-text";
import type { Report } from "./report";
import { fallbackPlace, sourcePlace } from "./source-place";
import { waiverInWords } from "./waiver-words";

const SEVERITIES: Readonly<Record<Weight, "critical" | "major" | "minor" | "info">> = {
  error: "critical",
  warning: "major",
  undetermined: "minor",
  waived: "info",
};

/** A report as GitLab code quality (a subset of Code Climate's JSON): an array of issues, the most important first. */
export function renderGitlab(report: Report, context: ReportContext): string {
  const findings = byImportance(report.findings);
  const names = fingerprints(findings, context);
  const issues = findings.map((finding, index) => {
    const place = sourcePlace(finding, context);
    return issue(finding.rule, describe(finding), names[index] as string, SEVERITIES[weightOf(finding)], place);
  });
  // The format has issues only, and what did not run must not read as passed.
  const place = fallbackPlace(context);
  for (const rule of report.notRun) {
    const name = `not-run:${context.project}:${context.stack}:${rule}`;
    issues.push(issue(rule, `Rule ${rule} did not run.`, name, "info", place));
  }
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function issue(
  rule: string,
  description: string,
  fingerprint: string,
  severity: "critical" | "major" | "minor" | "info",
  { file, line }: { file: string; line: number },
) {
  return {
    description: plainText(description),
    check_name: plainText(rule),
    fingerprint,
    severity,
    location: { path: plainText(file), lines: { begin: line } },
  };
}

function describe(finding: Finding): string {
  switch (finding.status) {
    case "violation":
      return `${finding.message} Fix: ${finding.remediation}`;
    case "undetermined":
      return `Undetermined: ${finding.message} Fix: ${finding.remediation}`;
    case "waived":
      return `${finding.message} ${waiverInWords(finding)}`;
  }
}
