import { formatPrefix, prefixSize, readPrefix } from "../lease/prefix";
import type { Finding } from "../policies/finding";
import { blockMap, occupancy } from "./block-map";
import { escapeXml } from "./escape-xml";
import { placesOf } from "./finding-places";
import { findingId } from "./html-findings";
import { GLYPHS } from "./html-glyphs";
import { drawMap, isTooSmall } from "./html-map";
import { countOf, WEIGHTS, weightOf } from "./importance";
import type { ReportedLease } from "./reported-lease";

/** Segments are told apart by this many colours, and always by their names too. */
const COLOURS = 6;
/** More leases than this are not drawn: a register may hold every lease of years. */
const DRAWN = 100;
/** Parts of one block that are drawn a second time, enlarged. */
const ENLARGED = 12;
const ROWS_ENLARGED = 4;

/** The leases: each with its map, what is taken, and what was found in it. Findings are as the page lists them. */
export function leaseSections(leases: readonly ReportedLease[], findings: readonly Finding[]): string[] {
  if (leases.length === 0) return [];
  const concerned = (lease: ReportedLease): boolean =>
    lease.addresses.length > 0 || lease.segments.length > 0 || findings.some((finding) => finding.lease === lease.id);
  const ordered = [...leases.filter(concerned), ...leases.filter((lease) => !concerned(lease))];
  const hidden = ordered.length - DRAWN;
  return [
    '<section aria-labelledby="leases">',
    '<h2 id="leases">Leased blocks</h2>',
    ...legend(),
    ...ordered.slice(0, DRAWN).flatMap((lease, index) => leaseArticle(lease, index, findings)),
    ...(hidden > 0 ? [`<p class="note">${hidden} more leases are in view and not drawn.</p>`] : []),
    "</section>",
  ];
}

function leaseArticle(lease: ReportedLease, index: number, findings: readonly Finding[]): string[] {
  const block = readPrefix(lease.prefix);
  const id = `lease-${index + 1}`;
  const { start, end } = lease.term;
  return [
    `<article class="lease" aria-labelledby="${id}">`,
    `<h3 id="${id}"><bdi>${escapeXml(lease.id)}</bdi> <span class="prefix">${escapeXml(lease.prefix)}</span></h3>`,
    `<p class="about">${escapeXml(lease.status)}, ${escapeXml(start)} to ${escapeXml(end)}, known from the ${lease.declaredBy}</p>`,
    ...wholeLease(lease, findings),
    ...(block ? maps(lease, index, findings) : ['<p class="note">Its prefix is not known yet.</p>']),
    ...segmentTable(lease, findings),
    "</article>",
  ];
}

function maps(lease: ReportedLease, index: number, findings: readonly Finding[]): string[] {
  const block = readPrefix(lease.prefix);
  if (!block) return [];
  const whole = blockMap(block, lease, findings);
  const colours = new Map(lease.segments.map(({ name }, position) => [name, position % COLOURS]));
  const small = whole.segments.filter((segment) => isTooSmall(segment));
  const enlarged = small.slice(0, ENLARGED).flatMap(({ prefix, segment }, position) => {
    const part = readPrefix(prefix);
    if (!part || prefixSize(part) < 2n) return [];
    const caption = `${formatPrefix(part)}, segment ${segment}, enlarged`;
    return drawMap(blockMap(part, lease, findings, ROWS_ENLARGED), {
      id: `map-${index + 1}-${position + 1}`,
      caption,
      findings,
      colours,
    });
  });
  return [
    ...drawMap(whole, { id: `map-${index + 1}`, caption: `${lease.prefix} to scale`, findings, colours }),
    ...enlarged,
  ];
}

/** Findings that have no mark on the map: they are about the block as a whole, or about something elsewhere. */
function wholeLease(lease: ReportedLease, findings: readonly Finding[]): string[] {
  const items = findings.flatMap((finding, index) =>
    finding.lease === lease.id && placesOf(finding, lease).length === 0
      ? [
          `<li><a class="${weightOf(finding)}" href="#${findingId(index)}">${escapeXml(finding.rule)}</a>: <bdi>${escapeXml(finding.message)}</bdi></li>`,
        ]
      : [],
  );
  return items.length === 0
    ? []
    : ['<ul class="whole" aria-label="Findings without a place in the block">', ...items, "</ul>"];
}

function segmentTable(lease: ReportedLease, findings: readonly Finding[]): string[] {
  const own = findings.filter((finding) => finding.lease === lease.id);
  const rows = lease.segments.map(({ name, purpose, status, prefixes }, position) => {
    const { size, taken } = occupancy(prefixes, lease);
    const found = own.filter((finding) => finding.segment === name);
    return tableRow(
      `<span class="swatch s${position % COLOURS}"></span><bdi>${escapeXml(name)}</bdi>${status ? ` (${escapeXml(status)})` : ""}`,
      [
        purpose ?? "not known yet",
        prefixes.join(", ") || "none",
        ...amounts(size, taken),
        found.length > 0 ? inWords(found) : "none",
      ],
    );
  });
  const whole = occupancy([lease.prefix], lease);
  const all = tableRow("whole block", [
    "",
    lease.prefix,
    ...amounts(whole.size, whole.taken),
    own.length > 0 ? inWords(own) : "none",
  ]);
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="Segments of ${escapeXml(lease.id)}">`,
    "<table>",
    `<caption>Segments of ${escapeXml(lease.id)}</caption>`,
    `<thead><tr>${["segment", "purpose", "prefixes", "addresses", "taken", "free", "findings"].map((word) => `<th scope="col">${word}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...rows,
    "</tbody>",
    `<tfoot>${all}</tfoot>`,
    "</table>",
    "</div>",
  ];
}

function tableRow(head: string, cells: readonly string[]): string {
  return `<tr><th scope="row">${head}</th>${cells.map((cell) => `<td><bdi>${escapeXml(cell)}</bdi></td>`).join("")}</tr>`;
}

function inWords(findings: readonly Finding[]): string {
  return WEIGHTS.map((weight) => [findings.filter((finding) => weightOf(finding) === weight).length, weight] as const)
    .filter(([count]) => count > 0)
    .map(([count, weight]) => countOf(count, weight))
    .join(", ");
}

function amounts(size: bigint, taken: bigint): string[] {
  return [size, taken, size - taken].map(amount);
}

/** A number of addresses; beyond a million millions, where digits say nothing, as a power of two. */
function amount(count: bigint): string {
  if (count < 1_000_000_000_000n) return count.toLocaleString("en");
  const bits = count.toString(2).length - 1;
  return count === 1n << BigInt(bits) ? `2^${bits}` : `about 2^${bits}`;
}

function legend(): string[] {
  const swatch = (style: string, text: string): string => `<li><span class="swatch ${style}"></span>${text}</li>`;
  return [
    '<ul class="legend" aria-label="Legend of the maps">',
    swatch("s0 full", "taken address"),
    swatch("s0", "free, in a segment"),
    swatch("outside", "in no segment"),
    ...WEIGHTS.map(
      (weight) => `<li><span class="badge ${weight}" aria-hidden="true">${GLYPHS[weight]}</span> ${weight}</li>`,
    ),
    "</ul>",
  ];
}
