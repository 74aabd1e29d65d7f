import { type Prefix, readPrefix } from "../../../lease/prefix";
import type { ListFormat } from "./engine";

/** A line of a published list: a block, or an AS number. */
export interface ListEntry {
  readonly prefix?: Prefix;
  readonly asn?: number;
  /** What the list calls the entry: `SBL256894`. */
  readonly reference?: string;
}

/** A list that was read to its end. */
export interface ParsedList {
  readonly entries: readonly ListEntry[];
  /** When it was made, where it says so. */
  readonly madeAt?: Date;
}

/** A list that cannot be believed; the message ends a sentence that names it. */
export class ListError extends Error {
  override readonly name = "ListError";
}

const REFERENCE = /^[A-Za-z0-9._:-]{1,64}$/;
const HEADER_DATE = /^[;#]\s*Last-Modified:\s*([A-Za-z0-9,:+ -]{10,40})\s*$/i;

/**
 * Reads a list whole. A line that cannot be read, a missing end or a count that is off makes all of it unknown: what is
 * missing might be the entry that matters.
 * @throws ListError
 */
export function parseList(text: string, format: ListFormat): ParsedList {
  if (text.trim() === "") throw new ListError("is empty");
  if (!text.endsWith("\n")) throw new ListError("ends in the middle of a line: it is cut off");
  const lines = text.split(/\r?\n/).slice(0, -1);
  return format === "drop-json" || format === "asn-json"
    ? parseJsonLines(lines, format)
    : parseTextLines(lines, format);
}

/** Spamhaus' JSON: an object a line, and one of metadata last, which counts the others. */
function parseJsonLines(lines: readonly string[], format: "drop-json" | "asn-json"): ParsedList {
  const objects = lines.map(parseObject);
  const last = objects.pop() ?? {};
  if (last.type !== "metadata") throw new ListError("does not end in its metadata: it is cut off");
  const { records, timestamp } = last;
  if (typeof timestamp !== "number" || !Number.isSafeInteger(timestamp)) {
    throw new ListError("does not say in its metadata when it was made");
  }
  if (records !== objects.length) {
    throw new ListError(`has ${objects.length} entries where its metadata counts ${JSON.stringify(records) ?? "none"}`);
  }
  const entries = objects.map((object, at) =>
    format === "drop-json" ? blockOf(object, at + 1) : asnOf(object, at + 1),
  );
  return { entries, madeAt: new Date(timestamp * 1000) };
}

function parseObject(line: string, at: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ListError(`has a line ${at + 1} that is no JSON object`);
}

function blockOf({ cidr, sblid }: Record<string, unknown>, line: number): ListEntry {
  const prefix = typeof cidr === "string" ? readPrefix(cidr) : undefined;
  if (prefix === undefined) throw new ListError(`has a line ${line} without a readable cidr`);
  return { prefix, ...referenceOf(sblid) };
}

function asnOf({ asn }: Record<string, unknown>, line: number): ListEntry {
  if (!isAsn(asn)) throw new ListError(`has a line ${line} without a readable asn`);
  return { asn };
}

function isAsn(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 4_294_967_295;
}

/** One entry a line; what stands behind `;` or `#` is a comment, or the entry's reference. */
function parseTextLines(lines: readonly string[], format: Exclude<ListFormat, "drop-json" | "asn-json">): ParsedList {
  const entries: ListEntry[] = [];
  let madeAt: Date | undefined;
  for (const [at, line] of lines.entries()) {
    madeAt ??= headerDate(line);
    const [content = "", ...comment] = line.split(/[;#]/, 3);
    const word = content.trim();
    if (word === "" || (format === "dshield" && word.startsWith("Start"))) continue;
    const entry = readEntry(word, format);
    if (entry === undefined) throw new ListError(`has a line ${at + 1} that cannot be read`);
    entries.push({ ...entry, ...referenceOf(comment[0]?.trim()) });
  }
  return { entries, ...(madeAt !== undefined && { madeAt }) };
}

function readEntry(word: string, format: "cidr-text" | "asn-text" | "dshield"): ListEntry | undefined {
  if (format === "asn-text") {
    const asn = /^(?:AS)?(\d{1,10})$/i.exec(word)?.[1];
    return asn !== undefined && isAsn(Number(asn)) ? { asn: Number(asn) } : undefined;
  }
  const [first = "", , length = ""] = word.split("\t", 4);
  const prefix = readPrefix(format === "dshield" ? `${first.trim()}/${length.trim()}` : word);
  return prefix === undefined ? undefined : { prefix };
}

function headerDate(line: string): Date | undefined {
  const text = HEADER_DATE.exec(line)?.[1];
  const date = text === undefined ? undefined : new Date(text);
  return date !== undefined && !Number.isNaN(date.getTime()) ? date : undefined;
}

function referenceOf(value: unknown): { reference?: string } {
  return typeof value === "string" && REFERENCE.test(value) ? { reference: value } : {};
}
