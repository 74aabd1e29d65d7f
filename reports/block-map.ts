import { AddressSet } from "../lease/address-set";
import {
  comparePrefixes,
  contains,
  formatAddress,
  formatPrefix,
  type Prefix,
  prefixSize,
  readPrefix,
} from "../lease/prefix";
import type { Finding } from "../policies/finding";
import { placesOf } from "./finding-places";
import type { ReportedLease } from "./reported-lease";

/**
 * A stretch of a row, to scale. `x` and `width` count in addresses of that row as a share of it, 0 to 1, so that one address
 * of a large block may be narrower than anything that can be seen.
 */
export interface MapPiece {
  readonly row: number;
  readonly x: number;
  readonly width: number;
}

/** One address space drawn to scale: rows of equal size, the lowest address at the top left. */
export interface BlockMap {
  /** Canonical text of what is drawn. */
  readonly prefix: string;
  /** First address of each row. */
  readonly rows: readonly string[];
  /** Addresses in a row. */
  readonly perRow: bigint;
  readonly segments: readonly (MapPiece & {
    readonly segment: string;
    readonly prefix: string;
    readonly rows: number;
  })[];
  /** Runs of addresses that are taken, cut at the ends of rows. */
  readonly taken: readonly MapPiece[];
  readonly marks: readonly MapMark[];
}

/** Findings at one place of the map. */
export interface MapMark extends MapPiece {
  /** What they are about, as text: an address or a prefix. */
  readonly at: string;
  /** Positions in the list of findings that the map was made of, the most important first. */
  readonly findings: readonly number[];
}

/** Rows of a block: enough to see single addresses of a /24, few enough for one screen. */
const MOST_ROWS = 8;
const LEAST_PER_ROW = 32n;

/**
 * The map of a block, or of a part of it. Segments' prefixes and rows are powers of two and aligned, so that each prefix is
 * one rectangle. Whatever lies outside the block is not on its map.
 * @param findings in the order of their importance; a finding is at the addresses that its evidence names, else at what its
 * resource allocates, else at its segment; one about the whole lease has no mark.
 * @param mostRows A power of two.
 */
export function blockMap(
  block: Prefix,
  lease: ReportedLease,
  findings: readonly Finding[],
  mostRows = MOST_ROWS,
): BlockMap {
  const perRow = rowSize(block, mostRows);
  const rowCount = Number(prefixSize(block) / perRow);
  const piece = (prefix: Prefix): MapPiece & { rows: number } => {
    const offset = prefix.first - block.first;
    const size = prefixSize(prefix);
    const rows = size > perRow ? Number(size / perRow) : 1;
    return {
      row: Number(offset / perRow),
      x: share(offset % perRow, perRow),
      width: rows > 1 ? 1 : share(size, perRow),
      rows,
    };
  };
  const inside = (text: string): Prefix[] => within(block, readPrefix(text));
  return {
    prefix: formatPrefix(block),
    rows: Array.from({ length: rowCount }, (_, row) => formatAddress(block.family, block.first + BigInt(row) * perRow)),
    perRow,
    segments: lease.segments.flatMap(({ name, prefixes }) =>
      prefixes.flatMap((text) => inside(text).map((prefix) => ({ ...piece(prefix), segment: name, prefix: text }))),
    ),
    taken: takenRuns(lease, block, perRow),
    marks: marks(block, lease, findings).map(({ prefix, ...mark }) => ({ ...piece(prefix), ...mark })),
  };
}

/** How many of a segment's addresses there are in the block, and how many are taken. */
export function occupancy(prefixes: readonly string[], lease: ReportedLease): { size: bigint; taken: bigint } {
  const block = readPrefix(lease.prefix);
  if (!block) return { size: 0n, taken: 0n };
  const space = AddressSet.of(prefixes.flatMap((text) => within(block, readPrefix(text))));
  return {
    size: space.size(block.family),
    taken: takenSet(lease, block).intersection(space).size(block.family),
  };
}

/** The part of a block that a prefix covers, where they overlap. */
function within(block: Prefix, prefix: Prefix | undefined): Prefix[] {
  if (!prefix) return [];
  if (contains(block, prefix)) return [prefix];
  return contains(prefix, block) ? [block] : [];
}

function rowSize(block: Prefix, mostRows: number): bigint {
  const size = prefixSize(block);
  const fewest = size / BigInt(mostRows);
  if (fewest >= LEAST_PER_ROW) return fewest;
  return size < LEAST_PER_ROW ? size : LEAST_PER_ROW;
}

function takenSet(lease: ReportedLease, block: Prefix): AddressSet {
  return AddressSet.of(lease.addresses.flatMap(({ address }) => within(block, readPrefix(address))));
}

function takenRuns(lease: ReportedLease, block: Prefix, perRow: bigint): MapPiece[] {
  const pieces: MapPiece[] = [];
  for (const run of takenSet(lease, block).runs(block.family)) {
    const end = run.last - block.first;
    for (let first = run.first - block.first; first <= end; ) {
      const row = first / perRow;
      const lastInRow = (row + 1n) * perRow - 1n;
      const last = end < lastInRow ? end : lastInRow;
      pieces.push({ row: Number(row), x: share(first % perRow, perRow), width: share(last - first + 1n, perRow) });
      first = last + 1n;
    }
  }
  return pieces;
}

function marks(block: Prefix, lease: ReportedLease, findings: readonly Finding[]) {
  const byPlace = new Map<string, { prefix: Prefix; at: string; findings: number[] }>();
  for (const [index, finding] of findings.entries()) {
    for (const at of placesOf(finding, lease)) {
      const [prefix] = within(block, readPrefix(at));
      if (!prefix) continue;
      const mark = byPlace.get(at);
      if (mark) mark.findings.push(index);
      else byPlace.set(at, { prefix, at, findings: [index] });
    }
  }
  return [...byPlace.values()].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
}

/** A share as a number, to a billionth: finer than that nobody draws, and text stays short. */
function share(part: bigint, whole: bigint): number {
  const scale = 1_000_000_000n;
  return Number((part * scale) / whole) / Number(scale);
}
