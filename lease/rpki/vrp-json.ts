import { VrpIndex } from "./route-origin";
import type { VrpRows } from "./vrp-columns";
import { readKnownShape } from "./vrp-json-known";
import { type ReadVrps, readStrictly } from "./vrp-json-strict";
import { timeOf } from "./vrp-metadata";

export { VrpJsonError } from "./vrp-json-error";

/** What a document of validated payloads says. */
export interface ParsedVrps {
  readonly index: VrpIndex;
  /** Payloads that count, repeats included: those in the index. */
  readonly count: number;
  /** Payloads that had lapsed; they are not in the index. */
  readonly expired: number;
  /** When the document says that it was made. */
  readonly generatedAt?: Date;
}

/** Stands for the time when a document was made, by its own metadata: no payload had lapsed, where that is not known. */
export const WHEN_MADE = "when-made";

/**
 * Reads validated payloads as relying parties write them: Routinator's `/json` and `jsonext`, rpki-client's JSON, StayRTR's,
 * or the bare list. AS numbers may be `13335`, `"13335"` or `"AS13335"`; a max-length that is left out is the prefix's own.
 *
 * @param at Seconds since 1970: payloads that lapsed before do not count. @default 0, so that all count
 * @throws VrpJsonError where it is no such document, or an entry is wrong: a prefix with host bits, no AS number, a
 * max-length shorter than the prefix or longer than an address.
 */
export function parseVrps(bytes: Uint8Array, at: number | typeof WHEN_MADE = 0): ParsedVrps {
  let read = readAt(bytes, at === WHEN_MADE ? 0 : at);
  const generatedAt = timeOf(read.metadata);
  const made = Math.floor((generatedAt?.getTime() ?? 0) / 1000);
  // Metadata may stand after the payloads, and hardly ever has one lapsed before.
  if (at === WHEN_MADE && hasLapsed(read.rows, made)) read = readAt(bytes, made);
  const index = new VrpIndex(read.rows);
  return { index, count: index.size, expired: read.expired, ...(generatedAt && { generatedAt }) };
}

function readAt(bytes: Uint8Array, at: number): ReadVrps {
  return readKnownShape(bytes, at) ?? readStrictly(bytes, at);
}

function hasLapsed({ v4, v6 }: VrpRows, at: number): boolean {
  return [v4, v6].some(({ expires }) => expires?.some((time) => time !== 0 && time < at));
}
