import { createColors } from "picocolors";
import type { Finding } from "../policies/finding";
import { inertLine, plainText } from "./plain-text";
import { type Colors, describeFinding } from "./pretty-finding";
import { noticeLines } from "./pretty-notices";
import { summaryLine } from "./pretty-summary";
import type { Report } from "./report";
import { renderTree } from "./tree";

export interface PrettyOptions {
  /** First line, for example `Preview of shop, stack dev`. */
  readonly title: string;
  readonly colour: boolean;
  /** Show every resource and the rules that did not run. */
  readonly verbose?: boolean;
}

/**
 * A report for a person: the resources as a tree, what violates a rule and how to fix it, then, apart, what could not be
 * decided and why, and a line that sums up.
 */
export function renderPretty(report: Report, options: PrettyOptions): string {
  const colors = createColors(options.colour);
  const lines = [colors.bold(plainText(options.title)), ""];
  if (report.resources) lines.push(...renderTree(report.resources, colors, options.verbose ?? false), "");
  const by = (status: Finding["status"]): Finding[] => report.findings.filter((finding) => finding.status === status);
  for (const finding of by("violation")) lines.push(...describeFinding(finding, colors), "");
  lines.push(...section("Undetermined: these depend on what is not known yet", by("undetermined"), colors));
  lines.push(...section("Waived", by("waived"), colors));
  lines.push(...noticeLines(report.notices ?? [], colors));
  if (options.verbose && report.notRun.length > 0)
    lines.push(`Not run: ${report.notRun.map(plainText).join(", ")}`, "");
  lines.push(summaryLine(report.summary, colors));
  return `${lines.map(inertLine).join("\n")}\n`;
}

function section(title: string, findings: readonly Finding[], colors: Colors): string[] {
  if (findings.length === 0) return [];
  return [colors.bold(title), "", ...findings.flatMap((finding) => [...describeFinding(finding, colors), ""])];
}
