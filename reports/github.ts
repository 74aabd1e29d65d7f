import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { escapeCommandLines, escapeCommandProperty } from "./escape-command";
import { byImportance, type Weight, weightOf } from "./importance";
import type { Report } from "./report";
import { ruleHelp } from "./rule-help";
import { sourcePlace } from "./source-place";
import { verdictInWords } from "./verdict-words";
import { waiverInWords } from "./waiver-words";

/** Annotation level of each weight. What is waived or undetermined is still shown, a step below its rule's severity. */
const LEVELS: Readonly<Record<Weight, "error" | "warning" | "notice">> = {
  error: "error",
  warning: "warning",
  undetermined: "warning",
  waived: "notice",
};

/**
 * A report as GitHub workflow commands, one a line: an annotation for each finding, the most important first, because GitHub
 * shows only the first ten of a level and step; the report's notices; then what did not run, and a sum.
 */
export function renderGithub(report: Report, context: ReportContext): string {
  const open = byImportance(report.findings).filter(({ status }) => status !== "waived");
  const waived = report.findings.filter(({ status }) => status === "waived");
  const notices = (level: "warning" | "info"): string[] =>
    (report.notices ?? []).filter((notice) => notice.level === level).map(({ message }) => remark(level, message));
  const notRun = report.notRun.length > 0 ? [remark("info", `Not run: ${report.notRun.join(", ")}`)] : [];
  const lines = [
    ...open.map((finding) => annotation(finding, context)),
    ...notices("warning"),
    ...waived.map((finding) => annotation(finding, context)),
    ...notices("info"),
    ...notRun,
    remark("info", `${context.title}: ${verdictInWords(report)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** An annotation of the whole run. */
function remark(level: "warning" | "info", message: string): string {
  return `::${level === "warning" ? "warning" : "notice"} title=Leasehold::${escapeCommandLines([message])}`;
}

function annotation(finding: Finding, context: ReportContext): string {
  const weight = weightOf(finding);
  const place = sourcePlace(finding, context);
  const word = weight === "undetermined" || weight === "waived" ? `${weight}: ` : "";
  const properties = [
    `file=${escapeCommandProperty(place.file)}`,
    `line=${place.line}`,
    `col=${place.column}`,
    `title=${escapeCommandProperty(`${word}${finding.rule}: ${ruleHelp(finding.rule, context).title}`)}`,
  ];
  const lines = [
    finding.message,
    ...(finding.resource ? [`Resource: ${finding.resource.name} (${finding.resource.type})`] : []),
    weight === "waived" ? waiverInWords(finding) : `Fix: ${finding.remediation}`,
  ];
  return `::${LEVELS[weight]} ${properties.join(",")}::${escapeCommandLines(lines)}`;
}
