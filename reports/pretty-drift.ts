import { createColors } from "picocolors";
import { groupBy } from "../lease/group-by";
import type { Finding } from "../policies/finding";
import { itemOf } from "../policies/finding-item";
import { inertLine, plainText } from "./plain-text";
import type { PrettyOptions } from "./pretty";
import { type Colors, describeFinding } from "./pretty-finding";
import { noticeLines } from "./pretty-notices";
import { plural, summaryLine } from "./pretty-summary";
import type { Report, ReportedObserver } from "./report";
import { cleanWords, unseenWords } from "./verdict-words";

/**
 * A drift run for a person: lease by lease what drifted, behind each what rules find because of it; then, apart, what could
 * not be decided; who looked, and what nobody saw.
 */
export function renderPrettyDrift(report: Report, options: PrettyOptions): string {
  const colors = createColors(options.colour);
  const verbose = options.verbose ?? false;
  const found = report.findings.filter(({ status }) => status === "violation");
  const lines = [colors.bold(plainText(options.title)), ""];
  const causes = causesOf(found);
  for (const [lease, own] of byLease(found)) {
    const told = grouped(own, causes, colors);
    const title = lease === null ? "Of no lease" : `Lease ${plainText(lease)}`;
    if (told.length > 0) lines.push(colors.bold(title), "", ...told);
  }
  for (const [title, status] of SECTIONS) {
    const others = report.findings.filter((one) => one.status === status);
    if (others.length > 0)
      lines.push(colors.bold(title), "", ...others.flatMap((one) => [...describe(one, colors), ""]));
  }
  lines.push(...historyLines(report.history, colors));
  lines.push(...observerLines(report.observers ?? [], colors, verbose), "");
  lines.push(...ignoredLines(report.ignored ?? [], verbose));
  lines.push(...noticeLines(report.notices ?? [], colors));
  if (verbose && report.notRun.length > 0) lines.push(`Not run: ${report.notRun.map(plainText).join(", ")}`, "");
  lines.push(`${summaryLine(report.summary, colors, cleanWords(report))}${colors.cyan(unseenWords(report))}`);
  return `${lines.map(inertLine).join("\n")}\n`;
}

const SECTIONS = [
  ["Undetermined: what could not be seen or is not known yet", "undetermined"],
  ["Waived", "waived"],
] as const;

/** By their ids; what is of none comes last. */
function byLease(findings: readonly Finding[]): [string | null, Finding[]][] {
  const found = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const list = found.get(finding.lease);
    if (list === undefined) found.set(finding.lease, [finding]);
    else list.push(finding);
  }
  return [...found].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
}

/** Each with what it caused behind it, also where that is of another lease. */
function grouped(own: readonly Finding[], { keys, byCause }: Causes, colors: Colors): string[] {
  return own
    .filter(({ drift }) => drift?.cause === undefined || !keys.has(drift.cause))
    .flatMap((finding) => {
      const caused = byCause.get(itemOf(finding) ?? "") ?? [];
      return [...describe(finding, colors), ...caused.flatMap((one) => behind(one, colors)), ""];
    });
}

interface Causes {
  readonly keys: ReadonlySet<string | undefined>;
  readonly byCause: ReadonlyMap<string, readonly Finding[]>;
}

function causesOf(findings: readonly Finding[]): Causes {
  const caused = findings.filter(({ drift }) => drift?.cause !== undefined);
  const byCause = groupBy(caused, ({ drift }) => drift?.cause ?? "");
  return { keys: new Set(findings.map(itemOf)), byCause };
}

function behind(finding: Finding, colors: Colors): string[] {
  return describe(finding, colors).map((line, at) => `${at === 0 ? "  ↳ " : "    "}${line}`);
}

/** What nothing in a program declares is at its own place: the one by which .leaseholdignore knows it. */
function describe(finding: Finding, colors: Colors): string[] {
  const { drift, location } = finding;
  const place = location === null && drift?.change !== undefined ? pathOf(drift) : undefined;
  const [first = "", ...rest] = describeFinding(finding, colors, place);
  return [`${first}${stateOf(finding, colors)}`, ...rest];
}

function pathOf({ observer, type = "*", id = "*" }: NonNullable<Finding["drift"]>): string {
  return `${observer}/${type.slice(type.lastIndexOf(":") + 1)}/${id}`;
}

function stateOf({ drift }: Finding, colors: Colors): string {
  if (drift?.state === undefined) return "";
  const since = drift.firstSeen === undefined ? "" : ` since ${drift.firstSeen.slice(0, 16).replace("T", " ")} UTC`;
  const words = { new: "new", worsened: `worse than it was, there${since}`, ongoing: `there${since}` };
  return ` ${colors.dim(`(${words[drift.state]})`)}`;
}

const TIMES = [
  ["Recovered", "recovered"],
  ["Flapping: told no more until it is stable", "flapping"],
  ["Stable again", "settled"],
  ["There before, and not looked at this time", "unchecked"],
] as const;

/** What became of earlier findings, a line each. */
function historyLines(history: Report["history"], colors: Colors): string[] {
  if (history === undefined) return [];
  return TIMES.flatMap(([title, kind]) => {
    const known = history[kind];
    if (known.length === 0) return [];
    const mark = kind === "recovered" ? colors.green("✔") : "–";
    const lines = known.map(({ finding, firstSeen }) => {
      const { drift, resource, rule, lease } = finding;
      const place = drift?.change === undefined ? (resource?.name ?? lease ?? "") : pathOf(drift);
      const since = firstSeen.slice(0, 16).replace("T", " ");
      return `  ${mark} ${plainText(rule)} ${plainText(place)} ${colors.dim(`(first seen ${since} UTC)`)}`;
    });
    return [colors.bold(title), ...lines, ""];
  });
}

function observerLines(observers: readonly ReportedObserver[], colors: Colors, verbose: boolean): string[] {
  const width = Math.max(...observers.map(({ name }) => name.length), 0);
  const lines = observers.flatMap((one) => {
    const { name, status, items, unseen, notObserved } = one;
    const title = `  ${plainText(name).padEnd(width)}  `;
    if (status === "not-observed") return [`${colors.dim(`${title}not observed`)}`];
    const what = {
      complete: colors.green("saw all"),
      partial: colors.yellow("saw some"),
      failed: colors.red("saw nothing"),
    }[status];
    const missing = unseen.length === 0 ? "" : `, ${unseen.length} not seen`;
    const left = notObserved.map((text) => `      not observed: ${plainText(text)}`);
    const kept = verbose ? left : left.slice(0, FEW);
    const more = left.length > kept.length ? [`      … and ${left.length - kept.length} more (--verbose)`] : [];
    return [`${title}${what}: ${plural(items, "item")}${missing}`, ...kept, ...more];
  });
  return lines.length === 0 ? [] : [colors.bold("Who looked"), ...lines];
}

/** Lines that a person reads of what was left out. */
const FEW = 3;

function ignoredLines(ignored: readonly string[], verbose: boolean): string[] {
  if (ignored.length === 0) return [];
  const title = `Ignored, by .leaseholdignore: ${ignored.length}`;
  return verbose
    ? [title, ...ignored.map((path) => `  ${plainText(path)}`), ""]
    : [`${title} (--verbose lists them)`, ""];
}
