import { AddressError } from "../address-error";
import { fullLength, type Prefix } from "../prefix";
import { parseRoutePrefix } from "./route-prefix";
import { parseAsn, type Vrp } from "./vrp";
import { columnsFor, emptyRows, type VrpRows } from "./vrp-columns";
import { VrpJsonError } from "./vrp-json-error";

/** Payloads of a document before they are indexed. */
export interface ReadVrps {
  readonly rows: VrpRows;
  /** How many had lapsed and were left out. */
  readonly expired: number;
  /** The document's `metadata`, whatever it is. */
  readonly metadata: unknown;
}

/** The latest time that a column holds, in 2106: what lapses later does not matter before. */
export const LATEST = 4_294_967_295;

/**
 * Reads a document of validated payloads by way of `JSON.parse`: the reference for what is accepted, and the one that says
 * what is wrong. It makes an object of each payload, which `readKnownShape` saves.
 * @throws VrpJsonError
 */
export function readStrictly(bytes: Uint8Array, at: number): ReadVrps {
  const document = parseJson(bytes);
  const [list, name] = listOf(document);
  const rows = emptyRows();
  let expired = 0;
  for (const [entry, value] of list.entries()) {
    const vrp = readEntry(value, `${name}[${entry}]`);
    if (vrp.expires !== undefined && vrp.expires < at) expired++;
    else columnsFor(rows, vrp.prefix).add(vrp);
  }
  return { rows, expired, metadata: isObject(document) ? document.metadata : undefined };
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new VrpJsonError("is not UTF-8 text; give the JSON output of a relying party, not compressed");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new VrpJsonError("is no JSON, or was cut off; give the JSON output of a relying party");
  }
}

function listOf(document: unknown): [list: unknown[], name: string] {
  if (Array.isArray(document)) return [document, ""];
  if (isObject(document) && Array.isArray(document.roas)) return [document.roas, "roas"];
  // No relying party calls it so, but lists that are made by hand or by a query are.
  if (isObject(document) && !("roas" in document) && Array.isArray(document.vrps)) return [document.vrps, "vrps"];
  throw new VrpJsonError("has no list `roas` of validated payloads; give the JSON output of a relying party");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readEntry(value: unknown, place: string): Vrp {
  if (!isObject(value)) throw new VrpJsonError(`${place} is no object; write {"prefix", "asn", "maxLength"}`);
  const prefix = readPrefixOf(value.prefix, place);
  const asn = readAsnOf(value.asn, place);
  const maxLength = readMaxLength("maxLength" in value ? value.maxLength : value.max_length, prefix, place);
  if (value.expires === undefined) return { prefix, asn, maxLength };
  return { prefix, asn, maxLength, expires: readExpires(value.expires, place) };
}

function readPrefixOf(value: unknown, place: string): Prefix {
  if (typeof value !== "string") throw new VrpJsonError(`${place} has no prefix; write one such as "203.0.113.0/24"`);
  return naming(place, () => parseRoutePrefix(value));
}

function readAsnOf(value: unknown, place: string): number {
  if (typeof value !== "string" && typeof value !== "number") {
    throw new VrpJsonError(`${place} has no asn; write 64496, "64496" or "AS64496"`);
  }
  return naming(place, () => parseAsn(value));
}

function readMaxLength(value: unknown, { family, length }: Prefix, place: string): number {
  if (value === undefined) return length;
  const isText = typeof value === "string" && /^(?:0|[1-9]\d{0,2})$/.test(value);
  const number = isText ? Number(value) : value;
  const most = fullLength(family);
  if (typeof number === "number" && Number.isInteger(number) && number >= length && number <= most) return number;
  const shown = typeof value === "number" || isText ? `max-length ${value}` : "a max-length that is no number";
  throw new VrpJsonError(`${place} has ${shown} for a /${length}; give a whole number from ${length} to ${most}`);
}

function readExpires(value: unknown, place: string): number {
  if (typeof value === "number" && value >= 1) return Math.min(Math.floor(value), LATEST);
  throw new VrpJsonError(`${place} has an \`expires\` that is no time; give seconds since 1970, or leave it out`);
}

function naming<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AddressError) throw new VrpJsonError(`${place}: ${error.message}`);
    throw error;
  }
}
