import { createColors } from "picocolors";
import type { ScanHit } from "../drift/scan/scan-hits";
import type { ScannedTree } from "../drift/scan/scan-tree";
import { plainText } from "../reports/plain-text";
import type { ReportFormat } from "./options";

interface Style {
  readonly format: ReportFormat;
  readonly colour: boolean;
  readonly verbose?: boolean;
}

/** What a scan found, in a format. */
export function renderScan(tree: ScannedTree, hits: readonly ScanHit[], style: Style): string {
  if (style.format === "json") return asJson(tree, hits);
  return asText(tree, hits, style);
}

function asJson(tree: ScannedTree, hits: readonly ScanHit[]): string {
  const { files, bytes, ignored, skipped } = tree;
  const summary = { hits: hits.length, files, bytes, ignored, skipped: counts(tree) };
  return `${JSON.stringify({ version: 1, summary, hits, skipped }, null, 2)}\n`;
}

function counts({ skipped }: ScannedTree): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { reason } of skipped) counted[reason] = (counted[reason] ?? 0) + 1;
  return counted;
}

function asText(tree: ScannedTree, hits: readonly ScanHit[], { colour }: Style): string {
  const colors = createColors(colour);
  const lines: string[] = [];
  let file: string | undefined;
  for (const hit of hits) {
    if (hit.file !== file) lines.push(...(file === undefined ? [] : [""]), colors.bold(plainText(hit.file)));
    file = hit.file;
    const over = hit.status === "released" ? colors.red(hit.status) : colors.dim(hit.status);
    const likely = hit.confidence === "likely" ? ` ${colors.dim("likely")}` : "";
    lines.push(`  ${`${hit.line}:${hit.column}`.padEnd(9)} ${plainText(hit.text)}  ${hit.lease} ${over}${likely}`);
  }
  if (lines.length > 0) lines.push("");
  for (const { file: unread, detail } of tree.skipped.filter(({ reason }) => reason === "unreadable")) {
    lines.push(`${colors.red("unreadable")} ${plainText(unread)} (${detail})`);
  }
  const skips = Object.entries(counts(tree)).map(([reason, count]) => `${count} ${reason}`);
  const more = skips.length > 0 ? `; not searched: ${skips.join(", ")}` : "";
  lines.push(
    `${hits.length} ${hits.length === 1 ? "reference" : "references"} in ${tree.files} ${tree.files === 1 ? "file" : "files"}${more}`,
  );
  return `${lines.join("\n")}\n`;
}
