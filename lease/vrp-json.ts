import { VrpIndex } from "./route-origin";
import { readKnownShape } from "./vrp-json-known";
import { readStrictly } from "./vrp-json-strict";
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

/**
 * Reads validated payloads as relying parties write them: Routinator's `/json` and `jsonext`, rpki-client's JSON, StayRTR's,
 * or the bare list. AS numbers may be `13335`, `"13335"` or `"AS13335"`; a max-length that is left out is the prefix's own.
 *
 * @param at Seconds since 1970: payloads that lapsed before do not count. @default 0, so that all count
 * @throws VrpJsonError where it is no such document, or an entry is wrong: a prefix with host bits, no AS number, a
 * max-length shorter than the prefix or longer than an address.
 */
export function parseVrps(bytes: Uint8Array, at = 0): ParsedVrps {
  const { rows, expired, metadata } = readKnownShape(bytes, at) ?? readStrictly(bytes, at);
  const index = new VrpIndex(rows);
  const generatedAt = timeOf(metadata);
  return { index, count: index.size, expired, ...(generatedAt && { generatedAt }) };
}
