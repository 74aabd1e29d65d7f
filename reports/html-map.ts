import type { Finding } from "../policies/finding";
import type { BlockMap, MapMark, MapPiece } from "./block-map";
import { escapeXml } from "./escape-xml";
import { findingId } from "./html-findings";
import { GLYPHS } from "./html-glyphs";
import { WEIGHTS, weightOf } from "./importance";

// Lengths in units of the drawing, which is scaled to the page's width.
const WIDTH = 960;
const ROW = 36;
/** Upper part of a row, for the names of segments; addresses are below it. */
const NAMES = 15;
const RADIUS = 8;
/** What is narrower than this is drawn as wide as this: it would not be seen. */
const NARROWEST = 2;
/** Up to this many addresses a row, each is set off from the next. */
const SINGLE = 64n;
/** A segment narrower than this is drawn a second time, enlarged. */
const READABLE = 60;
const LETTER = 6.4;

export interface MapDrawing {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  /** The findings that the marks count. */
  readonly findings: readonly Finding[];
  /** Number of each segment's colour. */
  readonly colours: ReadonlyMap<string, number>;
}

/** Whether a piece is too narrow to show what is in it. */
export function isTooSmall({ width }: MapPiece): boolean {
  return width * WIDTH < READABLE;
}

/** A map as a figure. Marks are links to their findings; the rest says what the table beside it says in words. */
export function drawMap(map: BlockMap, drawing: MapDrawing): string[] {
  const gutter = Math.max(...map.rows.map((row) => row.length)) * 7.4 + 14;
  const height = map.rows.length * ROW;
  const { id } = drawing;
  return [
    '<figure class="map">',
    `<figcaption id="${id}-caption">${escapeXml(drawing.caption)}: ${scale(map)}</figcaption>`,
    `<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-caption">`,
    `<svg role="group" aria-labelledby="${id}-caption" viewBox="${-round(gutter)} -2 ${round(gutter + WIDTH + 4)} ${height + 4}">`,
    `<defs><pattern id="${id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="7" height="7"/><line class="hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>`,
    '<g aria-hidden="true">',
    `<rect width="${WIDTH}" height="${height}" fill="url(#${id}-hatch)"/>`,
    ...map.segments.map((segment) => {
      const box = rectangle(segment.x, segment.row * ROW, segment.width, segment.rows * ROW);
      return `<rect class="segment s${drawing.colours.get(segment.segment) ?? 0}" ${box}/>`;
    }),
    ...map.taken.map((piece) => `<rect class="taken s${colourAt(map, piece, drawing)}" ${cell(piece)}/>`),
    ...cellLines(map, height),
    ...map.rows.map((address, row) => rowLine(address, row)),
    `<rect class="frame" width="${WIDTH}" height="${height}"/>`,
    ...map.segments.map((segment) => segmentName(segment)),
    "</g>",
    ...merged(map.marks).map((mark) => drawMark(mark, drawing)),
    "</svg>",
    "</div>",
    "</figure>",
  ];
}

function scale({ perRow, rows }: BlockMap): string {
  const bits = perRow.toString(2).length - 1;
  const many = perRow < 1_000_000n ? perRow.toLocaleString("en") : `2^${bits}`;
  return `${rows.length === 1 ? "one row" : `${rows.length} rows`} of ${many} ${perRow === 1n ? "address" : "addresses"}`;
}

function rectangle(x: number, y: number, width: number, height: number): string {
  const wide = Math.max(NARROWEST, width * WIDTH);
  const left = Math.min(x * WIDTH, WIDTH - wide);
  return `x="${round(left)}" y="${round(y)}" width="${round(wide)}" height="${round(height)}"`;
}

function cell({ row, x, width }: MapPiece): string {
  return rectangle(x, row * ROW + NAMES + 1, width, ROW - NAMES - 3);
}

/** The colour of the segment that holds a piece; pieces in no segment have one of their own. */
function colourAt(map: BlockMap, piece: MapPiece, { colours }: MapDrawing): number | "none" {
  const holder = map.segments.find(
    ({ row, rows, x, width }) =>
      piece.row >= row && piece.row < row + rows && piece.x >= x - 1e-9 && piece.x + piece.width <= x + width + 1e-9,
  );
  return holder ? (colours.get(holder.segment) ?? 0) : "none";
}

function cellLines({ perRow }: BlockMap, height: number): string[] {
  if (perRow > SINGLE || perRow < 2n) return [];
  const step = WIDTH / Number(perRow);
  const lines = Array.from({ length: Number(perRow) - 1 }, (_, index) => `M${round((index + 1) * step)} 0V${height}`);
  return [`<path class="cells" d="${lines.join("")}"/>`];
}

function rowLine(address: string, row: number): string {
  const line = row === 0 ? "" : `<line class="row" x1="0" y1="${row * ROW}" x2="${WIDTH}" y2="${row * ROW}"/>`;
  return `${line}<text class="address" x="-8" y="${row * ROW + ROW / 2 + 4}" text-anchor="end">${escapeXml(address)}</text>`;
}

function segmentName({ row, x, width, segment, prefix }: BlockMap["segments"][number]): string {
  const room = Math.floor((width * WIDTH - 10) / LETTER);
  const long = `${segment} ${prefix}`;
  const text = long.length <= room ? long : segment.length <= room ? segment : "";
  return text === ""
    ? ""
    : `<text class="name" x="${round(x * WIDTH + 5)}" y="${row * ROW + 11.5}">${escapeXml(text)}</text>`;
}

interface PlacedMark {
  readonly row: number;
  /** Middle of the symbol. */
  readonly x: number;
  readonly at: readonly string[];
  readonly findings: readonly number[];
}

/** Marks whose symbols would cover one another become one. */
function merged(marks: readonly MapMark[]): PlacedMark[] {
  const placed = marks
    .map(({ row, x, width, at, findings }) => {
      // Of one address the middle; of something wide near its beginning, where its name is.
      const middle = Math.min(width * WIDTH, 6 * RADIUS) / 2;
      return { row, x: Math.min(WIDTH - RADIUS, Math.max(RADIUS, x * WIDTH + middle)), at: [at], findings };
    })
    .sort((a, b) => a.row - b.row || a.x - b.x);
  const result: PlacedMark[] = [];
  for (const mark of placed) {
    const last = result.at(-1);
    if (last && last.row === mark.row && mark.x - last.x < 2 * RADIUS) {
      const findings = [...new Set([...last.findings, ...mark.findings])].sort((a, b) => a - b);
      result[result.length - 1] = { ...last, at: [...last.at, ...mark.at], findings };
    } else result.push(mark);
  }
  return result;
}

/** Findings beyond these are counted in the name of a mark. */
const NAMED = 4;

function drawMark({ row, x, at, findings }: PlacedMark, drawing: MapDrawing): string {
  const found = findings.flatMap((index) => drawing.findings[index] ?? []);
  const weight = WEIGHTS.find((one) => found.some((finding) => weightOf(finding) === one)) ?? "waived";
  const [first = 0] = findings;
  const rules = found.slice(0, NAMED).map((finding) => `${finding.rule} (${weightOf(finding)})`);
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
  const places =
    at.length > NAMED ? `${at.slice(0, NAMED).join(", ")} and ${at.length - NAMED} more places` : at.join(", ");
  const name = escapeXml(`${places}: ${rules.join(", ")}${more}`);
  const y = row * ROW + NAMES + (ROW - NAMES) / 2 - 1;
  const count =
    found.length > 1
      ? `<text class="many" x="${round(x + RADIUS + 2)}" y="${y - 4}" aria-hidden="true">${found.length}</text>`
      : "";
  return [
    `<a class="mark ${weight}" href="#${findingId(first)}" aria-label="${name}"><title>${name}</title>`,
    `<circle cx="${round(x)}" cy="${y}" r="${RADIUS}"/>`,
    `<text x="${round(x)}" y="${y + 4}" text-anchor="middle" aria-hidden="true">${GLYPHS[weight]}</text>${count}</a>`,
  ].join("");
}

/** Hundredths of a unit are finer than any screen. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
