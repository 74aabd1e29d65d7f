import { closeSync, constants, openSync, readSync } from "node:fs";
import { errorCode } from "../../register/error-code";
import { CandidateSearch } from "./candidate-search";
import { isArchiveName, kindOf, type SkipReason } from "./file-kind";
import type { LeasedSpace } from "./leased-space";
import { type Mention, TextScan } from "./text-scan";

/** What a file holds, or why nobody looked. */
export interface ScannedFile {
  readonly mentions: readonly Mention[];
  /** Bytes that were searched. */
  readonly bytes: number;
  readonly skipped?: SkipReason;
  /** What the system said where the file cannot be read. */
  readonly detail?: string;
}

const NOT_FOLLOWED = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Bytes that are read of a file at first; most files have no more. */
const FIRST = 64 * 1024;

/** Bytes of UTF-16 that are turned into UTF-8 at once. */
const TRANSCODED = 64 * 1024;

const NOTHING: readonly Mention[] = [];

/** Fills a buffer from an offset on and says how many bytes it read, 0 at the end. */
type Read = (into: Buffer, offset: number) => number;

/** Searches files one after the other, with one window of memory for all of them. */
export class FileScanner {
  readonly #space: LeasedSpace;
  readonly #search: CandidateSearch;

  constructor(space: LeasedSpace, search = new CandidateSearch(space)) {
    this.#space = space;
    this.#search = search;
  }

  /** @param follow whether a symbolic link is followed: where the user named it */
  scan(file: string, follow = false): ScannedFile {
    if (isArchiveName(file)) return { mentions: NOTHING, bytes: 0, skipped: "archive" };
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file, follow ? "r" : NOT_FOLLOWED);
      return this.scanOpen((into, offset) => readSync(descriptor as number, into, offset, into.length - offset, null));
    } catch (error) {
      return { mentions: NOTHING, bytes: 0, skipped: "unreadable", detail: errorCode(error) ?? "unknown error" };
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Searches what `read` gives. */
  scanOpen(read: Read): ScannedFile {
    const { window } = this.#search;
    // What a file is shows at its start: no more of a large binary is read.
    let length = fill(window.subarray(0, FIRST), 0, read);
    const isMore = length >= FIRST;
    const kind = kindOf(window, length);
    if (kind === "archive" || kind === "binary") return { mentions: NOTHING, bytes: 0, skipped: kind };
    const isWide = kind === "utf-16le" || kind === "utf-16be";
    const source = isWide ? transcoded(Buffer.from(window.subarray(0, length)), kind, read) : read;
    if (isWide) length = fill(window, 0, source);
    else if (isMore) length = fill(window, length, read);
    const scan = new TextScan(this.#space, this.#search, kind === "utf-8 with mark");
    for (let bytes = length; ; ) {
      const isLast = length < window.length;
      const keep = scan.window(window.subarray(0, length), isLast);
      if (isLast) return { mentions: scan.mentions, bytes };
      window.copyWithin(0, length - keep, length);
      length = fill(window, keep, source);
      bytes += length - keep;
    }
  }
}

/** Gives text of two bytes a character as UTF-8. @param start what was read of it already */
function transcoded(start: Buffer, encoding: "utf-16le" | "utf-16be", read: Read): Read {
  const decoder = new TextDecoder(encoding);
  const raw = Buffer.alloc(TRANSCODED);
  let waiting = Buffer.from(decoder.decode(start, { stream: true }));
  return (into, offset) => {
    while (waiting.length === 0) {
      const count = read(raw, 0);
      waiting = Buffer.from(decoder.decode(raw.subarray(0, count), { stream: count > 0 }));
      if (count === 0) break;
    }
    const count = waiting.copy(into, offset);
    waiting = waiting.subarray(count);
    return count;
  };
}

/** Reads until the buffer is full or nothing is left: less than full means the end. @returns its bytes in use */
function fill(into: Buffer, from: number, read: Read): number {
  let length = from;
  while (length < into.length) {
    const count = read(into, length);
    length += count;
    if (count === 0) break;
  }
  return length;
}
