import { isUtf8 } from "node:buffer";
import type { WrittenAddress } from "../../lease/text/written-address";
import { writtenAddresses } from "../../lease/text/written-addresses";
import type { CandidateSearch } from "./candidate-search";
import type { LeasedSpace } from "./leased-space";

/** A place in a text that names leased space. */
export interface Mention extends Pick<WrittenAddress, "prefixes" | "host" | "carried" | "confidence"> {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters (code points of Unicode; in a line that is no UTF-8, bytes). */
  readonly column: number;
  /** As written. */
  readonly text: string;
}

/** What is looked at to either side of a candidate: more than the longest reference in any notation. */
export const CONTEXT = 512;

const NEWLINE = 10;

/**
 * Scans a text that comes in windows of bytes, for mentions of leased space. A window holds again what the caller was told
 * to keep of the one before, so that no mention is cut at a border, and every mention is given once.
 */
export class TextScan {
  readonly #space: LeasedSpace;
  readonly #search: CandidateSearch;
  readonly #found: Mention[] = [];
  /** Lines that ended before the window. */
  #lines = 0;
  /** Characters of the line at the window's first byte that lie before the window. */
  #charactersBefore: number;
  /** Bytes at the start of the next window that were looked at already. */
  #seen = 0;

  /** @param hasMark the first character is a byte order mark, which no editor counts */
  constructor(space: LeasedSpace, search: CandidateSearch, hasMark = false) {
    this.#space = space;
    this.#search = search;
    this.#charactersBefore = hasMark ? -1 : 0;
  }

  get mentions(): readonly Mention[] {
    return this.#found;
  }

  /**
   * @param bytes the window: what was kept of the one before, and what follows
   * @param isLast nothing follows
   * @returns how many of the last bytes the next window must begin with
   */
  window(bytes: Buffer, isLast: boolean): number {
    const near = this.#search.positions(bytes);
    if (isLast && near.length === 0) return 0;
    const owned = isLast ? bytes.length : border(bytes, this.#seen);
    if (near.length > 0) {
      const place = new Places(bytes, this.#lines, this.#charactersBefore);
      for (const [start, end] of clusters(bytes, near)) this.#read(bytes, start, end, owned, place);
    }
    if (isLast) return 0;
    const next = boundary(bytes, Math.max(0, owned - CONTEXT * 2));
    const before = new Places(bytes, this.#lines, this.#charactersBefore).at(next);
    this.#lines = before.lines;
    this.#charactersBefore = before.characters;
    this.#seen = owned - next;
    return bytes.length - next;
  }

  /** Reads the text between two positions; mentions that begin outside of what this window owns are another's. */
  #read(bytes: Buffer, start: number, end: number, owned: number, place: Places): void {
    const isText = place.isUtf8(start);
    const [from, to] = isText ? [boundary(bytes, start), boundary(bytes, end)] : [start, end];
    const text = isText ? bytes.toString("utf8", from, to) : bytes.toString("latin1", from, to);
    const sizeOf = (part: string): number => (isText ? Buffer.byteLength(part) : part.length);
    let at = 0;
    let offset = from;
    for (const written of writtenAddresses(text)) {
      if (![...written.prefixes, written.host, written.carried].some((one) => one && this.#space.touches(one)))
        continue;
      offset += sizeOf(text.slice(at, written.start));
      at = written.start;
      if (offset < this.#seen || offset >= owned) continue;
      const { lines, characters } = place.at(offset);
      this.#found.push({
        line: lines + 1,
        column: characters + 1,
        text: text.slice(written.start, written.end),
        prefixes: written.prefixes,
        ...(written.host && { host: written.host }),
        ...(written.carried && { carried: written.carried }),
        confidence: written.confidence,
      });
    }
  }
}

/** Where a window's own part ends: after its last line, or, in a line without end, far enough from the window's end. */
function border(bytes: Buffer, seen: number): number {
  const newline = bytes.lastIndexOf(NEWLINE);
  return newline >= seen ? newline + 1 : Math.max(seen, boundary(bytes, bytes.length - CONTEXT));
}

/** The first byte at or before a position that begins a character of UTF-8. */
function boundary(bytes: Buffer, position: number): number {
  let at = position;
  while (at > 0 && position - at < 3 && at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80) at--;
  return at;
}

/** Stretches around candidates, within their line, those that meet joined. @param near in order */
function clusters(bytes: Buffer, near: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const position of near) {
    const last = found.at(-1);
    if (last !== undefined && position + CONTEXT <= last[1]) continue;
    const from = Math.max(0, position - CONTEXT);
    const start = from + bytes.subarray(from, position).lastIndexOf(NEWLINE) + 1;
    const rest = bytes.subarray(position, position + CONTEXT);
    const newline = rest.indexOf(NEWLINE);
    const end = position + (newline < 0 ? rest.length : newline);
    // What lies on another line begins after that line's end.
    if (last !== undefined && start <= last[1]) last[1] = end;
    else found.push([start, end]);
  }
  return found;
}

/** Counts lines and characters up to positions of a window that are asked for in order. */
class Places {
  readonly #bytes: Buffer;
  #lines: number;
  #characters: number;
  #at = 0;
  /** The line that was last looked at: where it ends, and whether it is UTF-8. */
  #line = { end: -1, isUtf8: true };

  constructor(bytes: Buffer, lines: number, characters: number) {
    this.#bytes = bytes;
    this.#lines = lines;
    this.#characters = characters;
  }

  at(position: number): { lines: number; characters: number } {
    let start = this.#at;
    for (let newline = this.#next(start); newline < position; newline = this.#next(start)) {
      this.#lines++;
      this.#characters = 0;
      start = newline + 1;
    }
    this.#characters += this.isUtf8(start) ? characters(this.#bytes, start, position) : position - start;
    this.#at = position;
    return { lines: this.#lines, characters: this.#characters };
  }

  /** Whether the line around a position is UTF-8, as far as the window holds it. */
  isUtf8(position: number): boolean {
    if (position >= this.#line.end) {
      const end = this.#next(position);
      // A character may be cut at either end of the window.
      const start = position === 0 ? 0 : this.#bytes.lastIndexOf(NEWLINE, position - 1) + 1;
      this.#line = { end: end + 1, isUtf8: isUtf8Line(this.#bytes, start, end) };
    }
    return this.#line.isUtf8;
  }

  #next(position: number): number {
    const newline = this.#bytes.indexOf(NEWLINE, position);
    return newline < 0 ? this.#bytes.length : newline;
  }
}

function isUtf8Line(bytes: Buffer, start: number, end: number): boolean {
  const last = end === bytes.length ? boundary(bytes, end - 1) : end;
  return isUtf8(bytes.subarray(start, Math.max(start, last))) || isUtf8(bytes.subarray(start, end));
}

function characters(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (((bytes[at] as number) & 0xc0) !== 0x80) count++;
  return count;
}
