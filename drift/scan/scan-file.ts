import { closeSync, constants, openSync, readSync } from "node:fs";
import { errorCode } from "../../register/error-code";
import { type Encoding, isArchiveName, kindOf, type SkipReason, SNIFFED } from "./file-kind";
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

/** Bytes of a window. Most files fit into one; memory stays within it whatever the size of a file. */
export const WINDOW = 4 * 1024 * 1024;

const NOT_FOLLOWED = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const NOTHING: readonly Mention[] = [];

/** Searches files one after the other, with one window of memory for all of them. */
export class FileScanner {
  readonly #space: LeasedSpace;
  readonly #window: Buffer;

  /** @param size bytes of the window, for tests of its borders */
  constructor(space: LeasedSpace, size = WINDOW) {
    this.#space = space;
    this.#window = Buffer.allocUnsafeSlow(size);
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

  /** @param read fills a buffer from an offset on and says how many bytes it read, 0 at the end */
  scanOpen(read: (into: Buffer, offset: number) => number): ScannedFile {
    const window = this.#window;
    let length = fill(window, 0, read);
    const kind = kindOf(window.subarray(0, Math.min(length, SNIFFED)));
    if (kind === "archive" || kind === "binary") return { mentions: NOTHING, bytes: 0, skipped: kind };
    if (kind === "utf-16le" || kind === "utf-16be") return this.#scanWide(kind, length, read);
    const scan = new TextScan(this.#space, kind === "utf-8 with mark");
    let bytes = length;
    for (;;) {
      const isLast = length < window.length;
      const keep = scan.window(window.subarray(0, length), isLast);
      if (isLast) return { mentions: scan.mentions, bytes };
      window.copyWithin(0, length - keep, length);
      length = fill(window, keep, read);
      bytes += length - keep;
    }
  }

  /** UTF-16 is turned into UTF-8 window by window. */
  #scanWide(
    encoding: Extract<Encoding, "utf-16le" | "utf-16be">,
    first: number,
    read: (into: Buffer, offset: number) => number,
  ): ScannedFile {
    const window = this.#window;
    const decoder = new TextDecoder(encoding);
    const scan = new TextScan(this.#space);
    let kept = Buffer.alloc(0);
    let bytes = first;
    for (let length = first; ; bytes += length) {
      const isLast = length < window.length;
      const text = decoder.decode(window.subarray(0, length), { stream: !isLast });
      const utf8 = Buffer.concat([kept, Buffer.from(text)]);
      const keep = scan.window(utf8, isLast);
      if (isLast) return { mentions: scan.mentions, bytes };
      kept = Buffer.from(utf8.subarray(utf8.length - keep));
      length = fill(window, 0, read);
    }
  }
}

/** Reads until the buffer is full or nothing is left: less than full means the end. @returns its bytes in use */
function fill(into: Buffer, from: number, read: (into: Buffer, offset: number) => number): number {
  let length = from;
  while (length < into.length) {
    const count = read(into, length);
    length += count;
    if (count === 0) break;
  }
  return length;
}
