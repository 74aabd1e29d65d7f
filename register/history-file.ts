import * as fs from "node:fs";
import { errorCode } from "./error-code";
import { type HistoryEntry, parseEntry } from "./history-entry";
import { RegisterError, shownSource } from "./register-error";

/** What stands at the end of a history. */
export interface HistoryTail {
  /** The last whole entry; absent where there is none. */
  readonly last?: HistoryEntry;
  /** Why the last whole line is no entry. */
  readonly problem?: string;
  /** Bytes of the file up to the end of its last whole line. */
  readonly size: number;
  /** Bytes after that: what a writer left that was killed. It was never acknowledged. */
  readonly torn: number;
}

const NEWLINE = 10;
const PIECE = 1 << 16;
/** Enough for a change of every lease of the largest register that is read. */
const LONGEST_LINE = 1 << 27;

/** Where the history of a register lies: beside it, `leases.history.jsonl` for `leases.json`. */
export function historyFile(register: string): string {
  return `${register.replace(/\.json$/i, "")}.history.jsonl`;
}

/**
 * Reads the end of a history, as much as it takes to find its last entry; a file that is not there has none.
 * @throws RegisterError where it cannot be read
 */
export function readTail(file: string): HistoryTail {
  return withHistory(file, { size: 0, torn: 0 }, (descriptor) => {
    const total = fs.fstatSync(descriptor).size;
    let bytes: Buffer = Buffer.alloc(0);
    for (;;) {
      const end = bytes.lastIndexOf(NEWLINE);
      const start = end < 0 ? -1 : bytes.subarray(0, end).lastIndexOf(NEWLINE);
      const isWhole = bytes.length === total;
      if (start >= 0 || isWhole) {
        const size = total - bytes.length + end + 1;
        const torn = total - size;
        return end < 0 ? { size, torn } : { ...entryOf(bytes.subarray(start + 1, end)), size, torn };
      }
      if (bytes.length > LONGEST_LINE) throw tooLong(file);
      bytes = readPiece(descriptor, Math.min(total, Math.max(PIECE, bytes.length * 4)), total);
    }
  });
}

/** Every whole line of a history with its number from 1, and at last how many bytes follow the last of them. */
export function* readLines(file: string): Generator<{ readonly line: number; readonly bytes: Buffer }, number> {
  const descriptor = open(file);
  if (descriptor === undefined) return 0;
  try {
    let rest = Buffer.alloc(0);
    for (let line = 1; ; ) {
      const piece = Buffer.allocUnsafe(PIECE * 16);
      const read = fs.readSync(descriptor, piece, 0, piece.length, null);
      if (read === 0) return rest.length;
      rest = Buffer.concat([rest, piece.subarray(0, read)]);
      let start = 0;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, start)) {
        yield { line: line++, bytes: rest.subarray(start, end) };
        start = end + 1;
      }
      rest = rest.subarray(start);
      if (rest.length > LONGEST_LINE) throw tooLong(file);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The entry that a line holds, or what is wrong with it. */
export function entryOf(bytes: Uint8Array): { readonly last: HistoryEntry } | { readonly problem: string } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { problem: "is not UTF-8 text" };
  }
  const entry = parseEntry(text);
  return "problem" in entry ? entry : { last: entry };
}

function withHistory<T>(file: string, without: T, read: (descriptor: number) => T): T {
  const descriptor = open(file);
  if (descriptor === undefined) return without;
  try {
    return read(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Undefined where there is no such file. */
function open(file: string): number | undefined {
  const stats = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) {
    throw new RegisterError(shownSource(file), [
      "is no regular file; a history is a file of its own beside its register",
    ]);
  }
  try {
    return fs.openSync(file, "r");
  } catch (error) {
    throw new RegisterError(shownSource(file), [
      `cannot be read (${errorCode(error) ?? "unknown error"}); check its permissions`,
    ]);
  }
}

function readPiece(descriptor: number, length: number, total: number): Buffer {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const read = fs.readSync(descriptor, bytes, at, length - at, total - length + at);
    if (read === 0) break;
    at += read;
  }
  return bytes;
}

function tooLong(file: string): RegisterError {
  return new RegisterError(shownSource(file), [`has a line of more than ${LONGEST_LINE} bytes, which no entry has`]);
}
