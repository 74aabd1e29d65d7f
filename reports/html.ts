import type { ReportContext } from "./context";
import { escapeXml } from "./escape-xml";
import { filterForm, findingItem } from "./html-findings";
import { leaseSections } from "./html-leases";
import { contentPolicy, pageHead } from "./html-page";
import { PAGE_SCRIPT } from "./html-script";
import { PAGE_STYLE } from "./html-style";
import { byImportance, WEIGHTS, weightOf } from "./importance";
import type { Report } from "./report";
import { ruleHelp } from "./rule-help";
import { verdictInWords } from "./verdict-words";
import { webAddress } from "./web-address";

export interface HtmlOptions {
  /**
   * Most findings that are shown one by one, the most important first; the page says how many are not.
   * @default 5000
   */
  readonly limit?: number;
}

const SHOWN = 5_000;

/**
 * A report as one HTML page that needs nothing else: no file, no network, and no script but its own, to which a content
 * security policy holds it. It shows each lease's block to scale with what was found in place, then the findings, which can
 * be filtered. Without JavaScript everything is there but the filter.
 */
export function renderHtml(report: Report, context: ReportContext, options: HtmlOptions = {}): string {
  const findings = byImportance(report.findings).slice(0, options.limit ?? SHOWN);
  const dropped = report.findings.length - findings.length;
  return [
    ...pageHead(`${context.title}: ${verdictInWords(report)}`, PAGE_STYLE, contentPolicy(PAGE_STYLE, PAGE_SCRIPT)),
    "<body>",
    '<a class="skip" href="#findings">Skip to the findings</a>',
    ...header(report, context),
    "<main>",
    ...leaseSections(report.leases ?? [], findings),
    ...findingsSection(report, findings, dropped, context),
    ...notRunSection(report, context),
    "</main>",
    `<footer><p>Leasehold ${escapeXml(context.version)}, judged as of ${escapeXml(context.asOf)} (UTC).</p></footer>`,
    `<script>${PAGE_SCRIPT}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function header(report: Report, context: ReportContext): string[] {
  const { resources } = report.summary;
  const target = webAddress(context.link);
  const counts = WEIGHTS.map((weight) => ({
    word: weight === "error" || weight === "warning" ? `${weight}s` : weight,
    count: report.findings.filter((finding) => weightOf(finding) === weight).length,
    style: weight as string,
  }));
  const others = [
    { word: "rules not run", count: report.notRun.length, style: "plain" },
    ...(resources === null ? [] : [{ word: "resources", count: resources, style: "plain" }]),
  ];
  return [
    "<header>",
    '<p class="brand">Leasehold</p>',
    `<h1><bdi>${escapeXml(context.title)}</bdi></h1>`,
    `<p class="about">Judged as of ${escapeXml(context.asOf)}: <strong>${escapeXml(verdictInWords(report))}</strong>.${
      target ? ` <a href="${escapeXml(target)}" rel="noreferrer">The whole report</a>` : ""
    }</p>`,
    '<ul class="tiles" aria-label="Counts">',
    ...[...counts, ...others].map(
      ({ word, count, style }) =>
        `<li class="tile ${count === 0 ? "none" : style}"><span class="count">${count.toLocaleString("en")}</span> <span class="word">${word}</span></li>`,
    ),
    "</ul>",
    "</header>",
  ];
}

function findingsSection(
  report: Report,
  findings: Report["findings"],
  dropped: number,
  context: ReportContext,
): string[] {
  const items = findings.map((finding, index) => findingItem(finding, index, context));
  return [
    '<section aria-labelledby="findings">',
    '<h2 id="findings" tabindex="-1">Findings</h2>',
    ...(dropped > 0
      ? [
          `<p class="note">${dropped.toLocaleString("en")} findings, the least important, are left out for their number. The JSON report has all of them.</p>`,
        ]
      : []),
    ...(report.findings.length === 0
      ? ['<p class="note clean">No rule that ran found anything.</p>']
      : [
          ...filterForm(findings),
          '<ol class="findings">',
          ...items,
          "</ol>",
          '<p class="note" id="nothing" hidden>No finding matches the filter.</p>',
        ]),
    "</section>",
  ];
}

function notRunSection({ notRun }: Report, context: ReportContext): string[] {
  if (notRun.length === 0) return [];
  const items = notRun.map((rule) => {
    const { title } = ruleHelp(rule, context);
    return `<li><code>${escapeXml(rule)}</code>${title === rule ? "" : ` <span>${escapeXml(title)}</span>`}</li>`;
  });
  return [
    '<section aria-labelledby="not-run">',
    '<h2 id="not-run">Rules that did not run</h2>',
    "<p>They passed nothing and found nothing: what they look for was not looked for.</p>",
    '<ul class="not-run">',
    ...items,
    "</ul>",
    "</section>",
  ];
}
