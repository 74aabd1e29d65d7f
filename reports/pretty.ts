import { createColors } from "picocolors";
import type { Finding } from "../policies/finding";
import type { Notice } from "../policies/notice";
import { inertLine, plainText } from "./plain-text";
import type { Report, Summary } from "./report";
import { renderTree } from "./tree";
import { waiverInWords } from "./waiver-words";

export interface PrettyOptions {
  /** First line, for example `Preview of shop, stack dev`. */
  readonly title: string;
  readonly colour: boolean;
  /** Show every resource and the rules that did not run. */
  readonly verbose?: boolean;
}

type Colors = ReturnType<typeof createColors>;

/**
 * A report for a person: the resources as a tree, what violates a rule and how to fix it, then, apart, what could not be
 * decided and why, and a line that sums up.
 */
export function renderPretty(report: Report, options: PrettyOptions): string {
  const colors = createColors(options.colour);
  const lines = [colors.bold(plainText(options.title)), ""];
  if (report.resources) lines.push(...renderTree(report.resources, colors, options.verbose ?? false), "");
  const by = (status: Finding["status"]): Finding[] => report.findings.filter((finding) => finding.status === status);
  for (const finding of by("violation")) lines.push(...describe(finding, colors), "");
  lines.push(...section("Undetermined: these depend on what is not known yet", by("undetermined"), colors));
  lines.push(...section("Waived", by("waived"), colors));
  lines.push(...noticeLines(report.notices ?? [], colors));
  if (options.verbose && report.notRun.length > 0) lines.push(`Not run: ${report.notRun.join(", ")}`, "");
  lines.push(summaryLine(report.summary, colors));
  return `${lines.map(inertLine).join("\n")}\n`;
}

function noticeLines(notices: readonly Notice[], colors: Colors): string[] {
  if (notices.length === 0) return [];
  const lines = notices.map(({ level, message }) =>
    level === "warning" ? `${colors.yellow("▲ notice")} ${plainText(message)}` : `  notice ${plainText(message)}`,
  );
  return [...lines, ""];
}

function section(title: string, findings: readonly Finding[], colors: Colors): string[] {
  if (findings.length === 0) return [];
  return [colors.bold(title), "", ...findings.flatMap((finding) => [...describe(finding, colors), ""])];
}

function describe(finding: Finding, colors: Colors): string[] {
  const { location, resource } = finding;
  const where = location
    ? plainText(`${location.file}:${location.line}:${location.column}`)
    : "(no place in the program)";
  const what = resource
    ? `${plainText(resource.name)} ${colors.dim(`(${plainText(resource.type)})`)}`
    : subject(finding);
  return [
    `${label(finding, colors)} ${colors.bold(finding.rule)} ${where}`,
    ...(what === "" ? [] : [`  ${what}`]),
    `  ${plainText(finding.message)}`,
    finding.status === "waived"
      ? `  ${plainText(waiverInWords(finding))}`
      : `  ${colors.green("Fix:")} ${plainText(finding.remediation)}`,
  ];
}

function subject({ lease, segment }: Finding): string {
  return plainText([lease && `lease ${lease}`, segment && `segment ${segment}`].filter(Boolean).join(", "));
}

function label({ status, severity }: Finding, colors: Colors): string {
  switch (status) {
    case "violation":
      return severity === "error" ? colors.red("✖ error") : colors.yellow("▲ warning");
    case "undetermined":
      return colors.cyan("? undetermined");
    case "waived":
      return colors.dim("– waived");
  }
}

function summaryLine(summary: Summary, colors: Colors): string {
  const resources = summary.resources === null ? [] : [plural(summary.resources, "resource")];
  const found = [
    summary.errors > 0 && colors.red(plural(summary.errors, "error")),
    summary.warnings > 0 && colors.yellow(plural(summary.warnings, "warning")),
    summary.undetermined > 0 && colors.cyan(`${summary.undetermined} undetermined`),
    summary.waived > 0 && colors.dim(`${summary.waived} waived`),
  ].filter((part): part is string => part !== false);
  const clean = summary.errors + summary.warnings === 0;
  const verdict =
    clean && summary.undetermined === 0 ? [colors.green("no violation")] : clean ? ["no violation", ...found] : found;
  return [...resources, verdict.join(", ")].join(": ");
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
