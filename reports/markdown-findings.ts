import type { Finding } from "../policies/finding";
import { markdownCode, markdownText } from "./escape-markdown";
import { type Weight, weightOf } from "./importance";
import { waiverInWords } from "./waiver-words";

/** How much is told of each finding: all; no fix and no long text; or one short line. */
export type Detail = "full" | "short" | "line";

/** The heading above the findings of a status. */
export const HEADINGS: Readonly<Record<Finding["status"], string>> = {
  violation: "### Violations",
  undetermined: "### Undetermined: these depend on what is not known yet",
  waived: "### Waived",
};

/** The first two lines of every table of findings. */
export const TABLE_HEAD: readonly string[] = ["| | rule | where | finding |", "| --- | --- | --- | --- |"];

const LABELS: Readonly<Record<Weight, string>> = {
  error: "⛔&nbsp;error",
  warning: "⚠️&nbsp;warning",
  undetermined: "❔&nbsp;undetermined",
  waived: "✋&nbsp;waived",
};

const MESSAGE_LENGTHS: Readonly<Record<Detail, number>> = { full: 4_000, short: 400, line: 120 };
const NAME_LENGTHS: Readonly<Record<Detail, number>> = { full: 400, short: 120, line: 60 };

/** One finding as a row of a table. */
export function findingRow(finding: Finding, detail: Detail): string {
  const { rule, message, remediation, status } = finding;
  const text = [markdownText(shorten(message, MESSAGE_LENGTHS[detail]))];
  if (status === "waived") text.push(markdownText(shorten(waiverInWords(finding), MESSAGE_LENGTHS[detail])));
  else if (detail === "full") text.push(`**Fix:** ${markdownText(shorten(remediation, MESSAGE_LENGTHS.full))}`);
  const cells = [LABELS[weightOf(finding)], markdownText(shorten(rule, 80)), where(finding, detail), text.join("<br>")];
  return `| ${cells.join(" | ")} |`;
}

function where({ location, resource, lease, segment }: Finding, detail: Detail): string {
  const short = (text: string): string => shorten(text, NAME_LENGTHS[detail]);
  const place = location ? [markdownCode(`${short(location.file)}:${location.line}`)] : [];
  const scope = [lease && `lease ${short(lease)}`, segment && `segment ${short(segment)}`].filter(Boolean).join(", ");
  if (detail === "line" && place.length > 0) return place.join("");
  const name = resource ? [markdownCode(short(resource.name))] : [];
  const inside = scope === "" || (detail !== "full" && name.length > 0) ? [] : [markdownText(scope)];
  return [...place, ...name, ...inside].join("<br>") || "the whole program";
}

/** Text of at most `length` code units, cut with an ellipsis. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
