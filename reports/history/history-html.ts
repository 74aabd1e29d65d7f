import { escapeXml } from "../escape-xml";
import { findingId, NO_LEASE, select } from "../html-findings";
import { contentPolicy, pageHead } from "../html-page";
import { PAGE_SCRIPT } from "../html-script";
import { PAGE_STYLE } from "../html-style";
import { weightOf } from "../importance";
import { byLease, type DriftHistory, type HistoricFinding, type HistoryState, minute, stateOf } from "./drift-history";
import { lanes, type PlacedFinding } from "./history-lanes";
import { HISTORY_STYLE } from "./history-style";
import { type TimeScale, timeScale } from "./time-scale";

export interface HistoryContext {
  /** Of leasehold. */
  readonly version: string;
}

/** Findings that are listed, the latest of them. */
const SHOWN = 2_000;
/** Transitions of one finding that are listed, the latest of them. */
const STEPS = 100;
const STATES: readonly HistoryState[] = ["open", "flapping", "waived", "resolved"];

/**
 * A history as one HTML page that needs nothing else: no file, no network, and no script but its own, to which a content
 * security policy holds it. Each lease has its findings as bars along one time, the same in a table, and each finding with
 * all that became of it. Without JavaScript everything is there but the filter.
 */
export function renderHistoryHtml(history: DriftHistory, context: HistoryContext): string {
  const style = PAGE_STYLE + HISTORY_STYLE;
  const shown = history.findings.slice(-SHOWN);
  const index = new Map(shown.map((one, at) => [one, at]));
  const scale = scaleOf(history, shown);
  const leases = byLease(shown).map(([lease, own]): [string, PlacedFinding[]] => [
    lease ?? NO_LEASE,
    own.map((one) => ({ one, index: index.get(one) ?? 0 })),
  ]);
  return [
    ...pageHead(`Drift history: ${countsInWords(shown)}`, style, contentPolicy(style, PAGE_SCRIPT)),
    "<body>",
    '<a class="skip" href="#findings">Skip to the findings</a>',
    ...header(history, shown),
    "<main>",
    ...leases.flatMap(([lease, placed], at) => leaseSection(lease, placed, at, history, scale)),
    ...findingsSection(shown, history.findings.length - shown.length),
    "</main>",
    `<footer><p>Leasehold ${escapeXml(context.version)}, read at ${minute(history.asOf)} (UTC). All times are UTC.</p></footer>`,
    `<script>${PAGE_SCRIPT}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function scaleOf({ runs, since, asOf }: DriftHistory, shown: readonly HistoricFinding[]): TimeScale {
  const times = [...runs.map(({ at }) => at), ...shown.map(({ firstSeen }) => firstSeen)].map((time) =>
    Date.parse(time),
  );
  const begin = since === null ? undefined : Date.parse(since);
  return timeScale(begin === undefined ? times : [begin, ...times.filter((time) => time >= begin)], Date.parse(asOf));
}

function countsInWords(findings: readonly HistoricFinding[]): string {
  const counts = STATES.map((state) => [findings.filter((one) => stateOf(one) === state).length, state] as const);
  const parts = counts.filter(([count]) => count > 0).map(([count, state]) => `${count.toLocaleString("en")} ${state}`);
  return parts.join(", ") || "nothing found";
}

function header({ since, asOf, lease, runs, untold }: DriftHistory, shown: readonly HistoricFinding[]): string[] {
  const style: Readonly<Record<HistoryState, string>> = {
    open: "error",
    flapping: "warning",
    waived: "waived",
    resolved: "plain",
  };
  const tiles = STATES.map((state) => ({
    word: state as string,
    count: shown.filter((one) => stateOf(one) === state).length,
    style: style[state],
  }));
  const others = [
    { word: "runs", count: runs.length, style: "plain" },
    { word: "still to be told", count: untold, style: "warning" },
  ];
  const range = since === null ? "" : ` since ${minute(since)}`;
  return [
    "<header>",
    '<p class="brand">Leasehold</p>',
    `<h1>Drift history${lease === null ? "" : ` of <bdi>${escapeXml(lease)}</bdi>`}</h1>`,
    `<p class="about">What drift runs found${range}, as of ${minute(asOf)} UTC: <strong>${countsInWords(shown)}</strong>.</p>`,
    '<ul class="tiles" aria-label="Counts">',
    ...[...tiles, ...others].map(
      ({ word, count, style: kind }) =>
        `<li class="tile ${count === 0 ? "none" : kind}"><span class="count">${count.toLocaleString("en")}</span> <span class="word">${word}</span></li>`,
    ),
    "</ul>",
    "</header>",
  ];
}

function leaseSection(
  lease: string,
  placed: readonly PlacedFinding[],
  at: number,
  { runs }: DriftHistory,
  scale: TimeScale,
): string[] {
  const id = `lease-${at + 1}`;
  const title = lease === NO_LEASE ? "No lease" : lease;
  const caption = `When drift of ${title} was open, ${minute(new Date(scale.from).toISOString())} to ${minute(new Date(scale.to).toISOString())}; thin lines are runs`;
  return [
    `<section class="lease" aria-labelledby="${id}">`,
    `<h2 id="${id}"><bdi>${escapeXml(title)}</bdi></h2>`,
    ...lanes(id, caption, placed, runs, scale),
    ...table(id, title, placed),
    "</section>",
  ];
}

/** The same as the bars, in words. */
function table(id: string, title: string, placed: readonly PlacedFinding[]): string[] {
  const heads = ["finding", "state", "severity", "first seen", "last seen", "gone", "times"];
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="Drift of ${escapeXml(title)}">`,
    '<table class="when">',
    `<caption id="${id}-table">Drift of ${escapeXml(title)}</caption>`,
    `<thead><tr>${heads.map((word) => `<th scope="col">${word}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...placed.map(({ one, index }) => {
      const { finding, firstSeen, lastSeen, resolvedAt, spans } = one;
      const gone = resolvedAt === null ? "" : minute(resolvedAt);
      const cells = [stateOf(one), finding.severity, minute(firstSeen), minute(lastSeen), gone, String(spans.length)];
      const head = `<a href="#${findingId(index)}">${escapeXml(finding.rule)}</a>: <bdi>${escapeXml(finding.message)}</bdi>`;
      return `<tr><th scope="row">${head}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
    }),
    "</tbody>",
    "</table>",
    "</div>",
  ];
}

function findingsSection(shown: readonly HistoricFinding[], dropped: number): string[] {
  return [
    '<section aria-labelledby="findings">',
    '<h2 id="findings" tabindex="-1">Findings</h2>',
    ...(dropped > 0
      ? [
          `<p class="note">${dropped.toLocaleString("en")} older findings are left out for their number. The JSON has all of them.</p>`,
        ]
      : []),
    ...(shown.length === 0
      ? ['<p class="note clean">No run found anything.</p>']
      : [
          ...filter(shown),
          '<ol class="findings">',
          ...shown.map((one, at) => item(one, at)),
          "</ol>",
          '<p class="note" id="nothing" hidden>No finding matches the filter.</p>',
        ]),
    "</section>",
  ];
}

/** Hidden until the page's script shows it, since without the script it could do nothing. */
function filter(shown: readonly HistoricFinding[]): string[] {
  const distinct = (words: readonly string[]) =>
    [...new Set(words)].sort().map((word) => [word, word || "(none)"] as const);
  const count = shown.length.toLocaleString("en");
  return [
    '<form id="filter" role="search" aria-label="Filter the findings" hidden>',
    '<label class="wide">Text <input type="search" name="text" autocomplete="off" placeholder="address, name, day …"></label>',
    select("severity", "Severity", distinct(["error", "warning"])),
    select("status", "State", distinct(STATES)),
    select("rule", "Rule", distinct(shown.map(({ finding }) => finding.rule))),
    select("lease", "Lease", distinct(shown.map(({ finding }) => finding.lease ?? NO_LEASE))),
    '<button type="reset">Show all</button>',
    "</form>",
    `<p id="shown" role="status">${count} of ${count} findings</p>`,
  ];
}

function item(one: HistoricFinding, at: number): string {
  const { finding, transitions } = one;
  const state = stateOf(one);
  const weight = weightOf(finding);
  const id = findingId(at);
  const data = Object.entries({
    rule: finding.rule,
    severity: finding.severity,
    status: state,
    lease: finding.lease ?? NO_LEASE,
  });
  const steps = transitions.slice(-STEPS);
  return [
    `<li id="${id}" class="finding ${weight}" tabindex="-1"${data.map(([name, value]) => ` data-${name}="${escapeXml(value)}"`).join("")} aria-labelledby="${id}-title">`,
    `<h3 id="${id}-title"><span class="badge ${weight}">${state} ${weight === "error" || weight === "warning" ? weight : `${weight} ${finding.severity}`}</span> <code>${escapeXml(finding.rule)}</code></h3>`,
    `<p class="message"><bdi>${escapeXml(finding.message)}</bdi></p>`,
    ...(one.open ? [`<p class="fix"><strong>Fix</strong> <bdi>${escapeXml(finding.remediation)}</bdi></p>`] : []),
    ...facts(one),
    `<details><summary>What became of it (${transitions.length})</summary>`,
    ...(steps.length < transitions.length ? [`<p>The latest ${STEPS} of ${transitions.length}.</p>`] : []),
    '<ol class="steps">',
    ...steps.map(
      (step) =>
        `<li><time datetime="${step.at}">${minute(step.at)}</time> ${step.kind} (${step.severity}): <bdi>${escapeXml(step.message)}</bdi></li>`,
    ),
    "</ol>",
    "</details>",
    "</li>",
  ].join("\n");
}

function facts({ finding: { lease, segment, drift }, firstSeen, lastSeen, resolvedAt }: HistoricFinding): string[] {
  const rows: [string, string | null | undefined][] = [
    ["lease", lease],
    ["segment", segment],
    ["observer", drift?.observer],
    ["type", drift?.type],
    ["id", drift?.id],
    ["first seen", minute(firstSeen)],
    ["last seen", minute(lastSeen)],
    ["gone", resolvedAt === null ? null : minute(resolvedAt)],
  ];
  const known = rows.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, value] as const],
  );
  const items = known.map(([name, value]) => `<div><dt>${name}</dt><dd><bdi>${escapeXml(value)}</bdi></dd></div>`);
  return ['<dl class="facts">', ...items, "</dl>"];
}
