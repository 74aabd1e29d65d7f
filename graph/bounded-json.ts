import { isAscii, isUtf8 } from "node:buffer";
import { InputError } from "./input-error";
import { syntaxErrorAt } from "./json-syntax";

/** What a file may hold. Beyond any real preview, and little enough that no file exhausts memory or the stack. */
export interface JsonLimits {
  readonly bytes: number;
  /** Objects and arrays inside one another. */
  readonly depth: number;
  /** Objects, arrays, and their members. */
  readonly values: number;
}

/**
 * A real preview takes 4 kB and 100 values a resource. The longest string that Node can hold sets the size; the depth is
 * less than what the search for addresses descends to, so that nothing lies too deep to be looked at.
 */
export const JSON_LIMITS: JsonLimits = { bytes: 512_000_000, depth: 128, values: 30_000_000 };

export interface JsonDocument {
  readonly value: unknown;
  /** Line of the file on which the document starts, from 1. */
  readonly line: number;
}

/** The JSON documents of a file: one, or one after the other as in a stream of events. */
export interface JsonDocuments {
  readonly count: number;
  /** Each is parsed when it is reached, once. @throws InputError where one is no JSON */
  readonly each: () => Iterable<JsonDocument>;
}

/**
 * Splits a file into its JSON documents, after one pass over its bytes that refuses what is too large, too deep or cut off.
 * @throws InputError that names file, line and column, and quotes nothing of the file
 */
export function readJson(bytes: Buffer, source: string, limits: JsonLimits = JSON_LIMITS): JsonDocuments {
  if (bytes.length > limits.bytes) throw tooLarge(source, limits);
  const text = withoutMark(bytes);
  refuseOtherEncodings(text, source);
  const { starts, ends } = split(text, source, limits);
  return { count: starts.length, each: () => parseEach(text, source, starts, ends) };
}

export function tooLarge(source: string, limits: JsonLimits): InputError {
  return new InputError(
    source,
    "",
    `has more than ${Math.round(limits.bytes / 1e6)} MB, which is the most that is read`,
  );
}

function* parseEach(
  bytes: Buffer,
  source: string,
  starts: readonly number[],
  ends: readonly number[],
): Iterable<JsonDocument> {
  const encoding = isAscii(bytes) ? "latin1" : "utf8";
  let line = 1;
  let counted = 0;
  for (const [index, start] of starts.entries()) {
    line += newlines(bytes, counted, start);
    counted = start;
    const text = bytes.toString(encoding, start, ends[index]);
    yield { value: parse(text, bytes, start, source), line };
  }
}

function parse(text: string, bytes: Buffer, start: number, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const characters = syntaxErrorAt(text) ?? 0;
    const offset = start + Buffer.byteLength(text.slice(0, characters));
    throw new InputError(source, placeOf(bytes, offset), "this is no JSON");
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What a byte outside of strings means to the split; most mean nothing, and one look in a table tells. */
const PLAIN = 0;
const KINDS = new Uint8Array(256);
const QUOTES = 1;
const OPENS = 2;
const CLOSES = 3;
const SEPARATES = 4;
KINDS[QUOTE] = QUOTES;
for (const bracket of "{[") KINDS[bracket.charCodeAt(0)] = OPENS;
for (const bracket of "}]") KINDS[bracket.charCodeAt(0)] = CLOSES;
KINDS[0x2c] = SEPARATES;

/** Where each document starts and ends. Only brackets outside of strings are looked at; the rest is the parser's. */
function split(bytes: Buffer, source: string, limits: JsonLimits): { starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  const { length } = bytes;
  const kinds = KINDS;
  let values = 0;
  let at = 0;
  while (true) {
    while (at < length && isSpace(bytes[at] as number)) at++;
    if (at >= length) break;
    if (kinds[bytes[at] as number] !== OPENS) {
      throw new InputError(
        source,
        placeOf(bytes, at),
        "this is no JSON; what Pulumi says on stderr does not belong here",
      );
    }
    starts.push(at);
    let depth = 0;
    for (; at < length; at++) {
      const kind = kinds[bytes[at] as number];
      if (kind === PLAIN) continue;
      if (kind === QUOTES) {
        for (at++; at < length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
        continue;
      }
      if (kind === CLOSES) {
        if (--depth === 0) break;
        continue;
      }
      if (++values > limits.values) {
        const most = limits.values.toLocaleString("en");
        throw new InputError(source, placeOf(bytes, at), `the file holds more than ${most} values`);
      }
      if (kind === OPENS && ++depth > limits.depth) {
        throw new InputError(source, placeOf(bytes, at), `values nest more than ${limits.depth} deep`);
      }
    }
    if (at >= length)
      throw new InputError(source, placeOf(bytes, length), "the file is cut off: it ends inside a value");
    ends.push(++at);
  }
  if (starts.length === 0) throw new InputError(source, "", "is empty");
  return { starts, ends };
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Some editors start UTF-8 with a byte order mark, which JSON does not know. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function refuseOtherEncodings(bytes: Buffer, source: string): void {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const wide = bytes.length > 1 && (first === 0) !== (second === 0);
  if (marked || wide) {
    throw new InputError(
      source,
      "line 1, column 1",
      "is UTF-16; save it as UTF-8 (PowerShell: … | Out-File -Encoding utf8)",
    );
  }
  if (isUtf8(bytes)) return;
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  throw new InputError(source, `line ${line}`, "is not UTF-8 text; save it as UTF-8");
}

/** `line 3, column 7` of an offset in bytes; columns count characters. */
function placeOf(bytes: Buffer, offset: number): string {
  const line = 1 + newlines(bytes, 0, offset);
  const start = offset === 0 ? 0 : bytes.lastIndexOf(0x0a, offset - 1) + 1;
  return `line ${line}, column ${bytes.toString("utf8", start, offset).length + 1}`;
}

function newlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a, from); at >= 0 && at < to; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}
