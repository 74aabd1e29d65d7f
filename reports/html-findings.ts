import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { escapeXml } from "./escape-xml";
import { weightOf } from "./importance";
import { ruleHelp } from "./rule-help";
import { waiverInWords } from "./waiver-words";

/** Id of the element of a finding, by its position among those shown. */
export function findingId(index: number): string {
  return `finding-${index + 1}`;
}

/** Value of the lease filter for findings that are about no lease; no lease id is empty. */
export const NO_LEASE = "";

/** One finding as an item of the list. What the filter asks about is in its `data-` attributes. */
export function findingItem(finding: Finding, index: number, context: ReportContext): string {
  const { rule, severity, status, lease, message, remediation } = finding;
  const weight = weightOf(finding);
  const { title } = ruleHelp(rule, context);
  const data = Object.entries({ rule, severity, status, lease: lease ?? NO_LEASE })
    .map(([name, value]) => ` data-${name}="${escapeXml(value)}"`)
    .join("");
  const id = findingId(index);
  return [
    `<li id="${id}" class="finding ${weight}" tabindex="-1"${data} aria-labelledby="${id}-title">`,
    `<h3 id="${id}-title"><span class="badge ${weight}">${badge(finding)}</span> <code>${escapeXml(rule)}</code>${
      title === rule ? "" : ` <span class="title">${escapeXml(title)}</span>`
    }</h3>`,
    `<p class="message"><bdi>${escapeXml(message)}</bdi></p>`,
    ...(status === "waived" ? [`<p class="waiver"><bdi>${escapeXml(waiverInWords(finding))}</bdi></p>`] : []),
    `<p class="fix"><strong>Fix</strong> <bdi>${escapeXml(remediation)}</bdi></p>`,
    ...facts(finding),
    ...why(finding, context),
    "</li>",
  ].join("\n");
}

/** An undetermined or waived finding still says how much its rule weighs. */
function badge({ status, severity }: Finding): string {
  switch (status) {
    case "violation":
      return severity;
    case "undetermined":
    case "waived":
      return `${status} ${severity}`;
  }
}

/** Where it is and what it is about; of the evidence what the message does not say already. */
function facts({ location, resource, lease, segment, evidence, message }: Finding): string[] {
  const rows: [string, string][] = [];
  if (location) rows.push(["at", `${location.file}:${location.line}:${location.column}`]);
  if (resource) rows.push(["resource", `${resource.name} (${resource.type})`]);
  if (lease !== null) rows.push(["lease", lease]);
  if (segment !== null) rows.push(["segment", segment]);
  for (const [name, value] of Object.entries(evidence)) {
    const text = Array.isArray(value) ? value.join(", ") : String(value ?? "not known");
    if (text !== lease && text !== segment && !message.includes(text)) rows.push([name.replaceAll("_", " "), text]);
  }
  if (rows.length === 0) return [];
  const items = rows.map(
    ([name, value]) => `<div><dt>${escapeXml(name)}</dt><dd><bdi>${escapeXml(value)}</bdi></dd></div>`,
  );
  return ['<dl class="facts">', ...items, "</dl>"];
}

function why({ rule, resource }: Finding, context: ReportContext): string[] {
  const help = ruleHelp(rule, context);
  const links = help.references.flatMap(({ url, title }) =>
    /^https?:\/\//.test(url) ? [`<li><a href="${escapeXml(url)}" rel="noreferrer">${escapeXml(title)}</a></li>`] : [],
  );
  const parts = [
    ...(help.why === "" ? [] : [`<p>${escapeXml(help.why)}</p>`]),
    ...(links.length === 0 ? [] : ["<ul>", ...links, "</ul>"]),
    ...(resource ? [`<p class="urn"><bdi>${escapeXml(resource.urn)}</bdi></p>`] : []),
  ];
  if (parts.length === 0) return [];
  return [`<details><summary>${help.why === "" ? "More" : "Why it matters"}</summary>`, ...parts, "</details>"];
}

/** The filter. It is hidden until the page's script shows it, since without the script it could do nothing. */
export function filterForm(findings: readonly Finding[]): string[] {
  const rules = unique(findings.map(({ rule }) => rule)).map((rule) => [rule, rule] as const);
  const leases = unique(findings.map(({ lease }) => lease ?? NO_LEASE)).map(
    (lease) => [lease, lease === NO_LEASE ? "(none)" : lease] as const,
  );
  const plain = (words: readonly string[]) => words.map((word) => [word, word] as const);
  return [
    '<form id="filter" role="search" aria-label="Filter the findings" hidden>',
    '<label class="wide">Text <input type="search" name="text" autocomplete="off" placeholder="address, name, file …"></label>',
    select("severity", "Severity", plain(["error", "warning"])),
    select("status", "Status", plain(["violation", "undetermined", "waived"])),
    select("rule", "Rule", rules),
    select("lease", "Lease", leases),
    '<button type="reset">Show all</button>',
    "</form>",
    `<p id="shown" role="status">${findings.length.toLocaleString("en")} of ${findings.length.toLocaleString("en")} findings</p>`,
  ];
}

/** A choice among values; the first, chosen at first, is all. Values are marked with `=`, since a lease may be none. */
export function select(
  name: string,
  label: string,
  values: readonly (readonly [value: string, text: string])[],
): string {
  const options = values.map(([value, text]) => `<option value="=${escapeXml(value)}">${escapeXml(text)}</option>`);
  return `<label>${label} <select name="${name}"><option value="">all</option>${options.join("")}</select></label>`;
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
