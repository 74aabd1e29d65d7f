import type { Finding } from "../policies/finding";
import { markdownText } from "./escape-markdown";
import { WEIGHTS, weightOf } from "./importance";
import { shorten } from "./markdown-findings";

/** Rules beyond these are counted together: somebody may have any number of rules of their own. */
const RULES_LISTED = 100;

/** How many findings each rule has, as a table; the rules with the most first. */
export function ruleCounts(findings: readonly Finding[]): string {
  const counts = new Map<string, number[]>();
  for (const finding of findings) add(counts, finding.rule, WEIGHTS.indexOf(weightOf(finding)), 1);
  const sum = (row: readonly number[]): number => row.reduce((total, count) => total + count, 0);
  const rows = [...counts].sort(([a, one], [b, other]) => sum(other) - sum(one) || (a < b ? -1 : 1));
  const listed = rows.slice(0, RULES_LISTED).map(([rule, row]) => tableRow(markdownText(shorten(rule, 80)), row));
  const others = rows.slice(RULES_LISTED);
  if (others.length > 0) {
    const total = WEIGHTS.map((_, index) => others.reduce((all, [, row]) => all + (row[index] ?? 0), 0));
    listed.push(tableRow(`${others.length} other rules`, total));
  }
  return [`| rule | ${WEIGHTS.join(" | ")} |`, `| --- |${" ---: |".repeat(WEIGHTS.length)}`, ...listed].join("\n");
}

function add(counts: Map<string, number[]>, rule: string, column: number, count: number): void {
  const row = counts.get(rule) ?? WEIGHTS.map(() => 0);
  row[column] = (row[column] ?? 0) + count;
  counts.set(rule, row);
}

function tableRow(label: string, row: readonly number[]): string {
  return `| ${label} | ${row.join(" | ")} |`;
}
