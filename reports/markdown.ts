import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { markdownTarget, markdownText } from "./escape-markdown";
import { byImportance } from "./importance";
import { ruleCounts } from "./markdown-counts";
import { type Detail, findingRow, HEADINGS, shorten, TABLE_HEAD } from "./markdown-findings";
import { noticeList } from "./markdown-notices";
import type { Report } from "./report";
import { verdictInWords } from "./verdict-words";

export interface MarkdownOptions {
  /**
   * Most UTF-16 code units; a pull-request comment on GitHub holds 65,536.
   * @default 64000
   */
  readonly limit?: number;
}

const COMMENT_LIMIT = 64_000;
/** So many notices are shown where findings are left out. */
const FEW_NOTICES = 5;
/** No row of a finding is shorter, so that far too many are never written only to be counted. */
const SHORTEST_ROW = 40;

/**
 * The hidden first line of a report in Markdown, by which the one comment of a project and stack is found again. It is the
 * same for the same two names and no others, and holds nothing that ends an HTML comment.
 */
export function commentMarker(project: string, stack: string): string {
  const encode = (name: string): string => encodeURIComponent(name.replace(/\p{Cs}/gu, "\ufffd"));
  return `<!-- leasehold-report project=${encode(project)} stack=${encode(stack)} -->`;
}

/**
 * A report as GitHub-flavoured Markdown for one sticky comment: first what is violated, then what could not be decided, what
 * is waived by whom until when, notices (about waivers and approvals, and what a pull request would change in what it is judged
 * by), and what did not run. Where that is longer than the limit, detail goes first (fixes, then
 * long messages), then findings, the least important first; then it says how many are left out, counts them by rule, and
 * links to the whole report where the context has a link.
 */
export function renderMarkdown(report: Report, context: ReportContext, options: MarkdownOptions = {}): string {
  const limit = options.limit ?? COMMENT_LIMIT;
  const findings = byImportance(report.findings);
  if (findings.length * SHORTEST_ROW <= limit) {
    for (const detail of ["full", "short", "line"] as const) {
      const text = page(report, context, [...sections(findings, detail), ...noticeList(report.notices ?? [])]);
      if (text.length <= limit) return text;
    }
  }
  return shortened(report, context, findings, limit);
}

/** As many findings as fit, on a line each, the rest as counts; and where not even the counts fit, the sum alone. */
function shortened(report: Report, context: ReportContext, findings: readonly Finding[], limit: number): string {
  const counts = ruleCounts(findings);
  const compose = (shown: number): string =>
    page(report, context, [
      ...sections(findings.slice(0, shown), "line"),
      leftOut(findings.length - shown, context),
      counts,
      ...noticeList(report.notices ?? [], FEW_NOTICES),
    ]);
  let [fits, tooMany] = [-1, Math.min(findings.length, Math.ceil(limit / SHORTEST_ROW)) + 1];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >>> 1;
    if (compose(middle).length <= limit) fits = middle;
    else tooMany = middle;
  }
  if (fits >= 0) return compose(fits);
  return page({ ...report, notRun: [] }, context, [leftOut(findings.length, context)]);
}

function page(report: Report, context: ReportContext, parts: readonly string[]): string {
  const head = [
    commentMarker(shorten(context.project, 300), shorten(context.stack, 300)),
    `## Leasehold: ${markdownText(shorten(context.title, 200))}`,
    summary(report, context),
  ];
  return `${[...head, ...parts, ...notRun(report)].join("\n\n")}\n`;
}

function summary(report: Report, context: ReportContext): string {
  const { resources } = report.summary;
  const target = linkTarget(context);
  const parts = [
    `**${verdictInWords(report)}**`,
    ...(resources === null ? [] : [`${resources} resource${resources === 1 ? "" : "s"}`]),
    `judged as of ${markdownText(context.asOf)}`,
    ...(target ? [`[whole report](${target})`] : []),
  ];
  return parts.join(" · ");
}

function sections(findings: readonly Finding[], detail: Detail): string[] {
  return (["violation", "undetermined", "waived"] as const).flatMap((status) => {
    const own = findings.filter((finding) => finding.status === status);
    if (own.length === 0) return [];
    const table = [...TABLE_HEAD, ...own.map((finding) => findingRow(finding, detail))].join("\n");
    return [HEADINGS[status], table];
  });
}

function leftOut(count: number, context: ReportContext): string {
  const target = linkTarget(context);
  const where = target ? `[the whole report](${target}) has all of them` : "the JSON and HTML reports have all of them";
  return `**${count.toLocaleString("en")} findings are left out here for their number; ${where}.**`;
}

/** Longer links than this would not leave room for what they stand for. */
const LONGEST_LINK = 2_000;

function linkTarget({ link }: ReportContext): string | undefined {
  const target = markdownTarget(link);
  return target !== undefined && target.length <= LONGEST_LINK ? target : undefined;
}

function notRun({ notRun }: Report): string[] {
  if (notRun.length === 0) return [];
  const rules = notRun.length === 1 ? "1 rule" : `${notRun.length} rules`;
  return [
    `<details><summary>${rules} did not run</summary>\n\n${notRun.map((rule) => markdownText(rule)).join(", ")}\n\n</details>`,
  ];
}
