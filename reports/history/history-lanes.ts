import { escapeXml } from "../escape-xml";
import { findingId } from "../html-findings";
import { GLYPHS } from "../html-glyphs";
import { weightOf } from "../importance";
import { type DriftHistory, type HistoricFinding, minute, stateOf } from "./drift-history";
import type { TimeScale } from "./time-scale";

// Lengths in units of the drawing, which is scaled to the page's width.
const WIDTH = 960;
const ROW = 24;
const BAR = 14;
/** Room for the words along the time. */
const AXIS = 24;
/** What is shorter than this is drawn as long as this: it would not be seen. */
const NARROWEST = 8;
/** Findings of a lease that are drawn; the table has all. */
const DRAWN = 60;
/** Runs that are drawn. */
const DRAWN_RUNS = 500;

/** A finding and its place on the page. */
export interface PlacedFinding {
  readonly one: HistoricFinding;
  readonly index: number;
}

/** The findings of a lease as bars along the time: a lane each, a bar for each span in which it was open. Bars are links. */
export function lanes(
  id: string,
  caption: string,
  placed: readonly PlacedFinding[],
  runs: DriftHistory["runs"],
  scale: TimeScale,
): string[] {
  const drawn = placed.slice(0, DRAWN);
  const height = drawn.length * ROW;
  const left = placed.length - drawn.length;
  return [
    '<figure class="map">',
    `<figcaption id="${id}-caption">${escapeXml(caption)}</figcaption>`,
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-caption">`,
    `<svg role="group" aria-labelledby="${id}-caption" viewBox="-4 -4 ${WIDTH + 8} ${height + AXIS + 8}">`,
    '<g aria-hidden="true">',
    `<rect class="ground" width="${WIDTH}" height="${height}"/>`,
    ...drawn.map((_, row) => `<line class="row" x1="0" y1="${row * ROW}" x2="${WIDTH}" y2="${row * ROW}"/>`),
    ...runs.slice(-DRAWN_RUNS).map(({ at }) => runLine(scale.place(Date.parse(at)), height)),
    ...scale.ticks.map(({ at, text }) => tick(scale.place(at), text, height)),
    `<rect class="frame" width="${WIDTH}" height="${height}"/>`,
    "</g>",
    ...drawn.flatMap(({ one, index }, row) => one.spans.map((_, span) => bar(one, index, span, row, scale))),
    "</svg>",
    "</div>",
    ...(left > 0 ? [`<p class="note">${left} more are not drawn; the table lists them.</p>`] : []),
    "</figure>",
  ];
}

function runLine(place: number, height: number): string {
  const x = round(place * WIDTH);
  return `<line class="run" x1="${x}" y1="0" x2="${x}" y2="${height}"/>`;
}

function tick(place: number, text: string, height: number): string {
  const x = round(place * WIDTH);
  const anchor = place < 0.05 ? "start" : place > 0.95 ? "end" : "middle";
  return `<line class="row" x1="${x}" y1="${height}" x2="${x}" y2="${height + 5}"/><text class="address" x="${x}" y="${height + 18}" text-anchor="${anchor}">${text}</text>`;
}

/** Told by glyph and name too, never by colour alone; what is still open has no end. */
function bar(one: HistoricFinding, index: number, span: number, row: number, scale: TimeScale): string {
  const { from, to } = one.spans[span] ?? { from: one.firstSeen, to: null };
  const begin = scale.place(Date.parse(from)) * WIDTH;
  const end = (to === null ? 1 : scale.place(Date.parse(to))) * WIDTH;
  const width = Math.max(NARROWEST, end - begin);
  const x = Math.min(begin, WIDTH - width);
  const y = row * ROW + (ROW - BAR) / 2;
  const weight = weightOf(one.finding);
  const until = to === null ? (one.flapping ? "flapping" : "still open") : `to ${minute(to)}`;
  const name = escapeXml(`${one.finding.rule} (${weight}), from ${minute(from)} ${until}: ${one.finding.message}`);
  const radius = to === null ? 0 : 4;
  const glyph =
    width < 16
      ? ""
      : `<text x="${round(x + 8)}" y="${y + BAR - 3}" text-anchor="middle" aria-hidden="true">${GLYPHS[weight]}</text>`;
  return [
    `<a class="mark span ${weight} ${stateOf(one)}" href="#${findingId(index)}" aria-label="${name}"><title>${name}</title>`,
    `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${BAR}" rx="${radius}"/>${glyph}</a>`,
  ].join("");
}

/** Hundredths of a unit are finer than any screen. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
