import { formatShort, type Prefix, readPrefix } from "../../../lease/prefix";

/**
 * A listing that a lease records at its handover, in `reputation.listings`, as words with blanks between:
 * `ENGINE ADDRESS-OR-PREFIX [ASnnn] [CODE,CODE…]`, such as `spamhaus-zen 203.0.113.7 127.0.0.3` or
 * `spamhaus-asndrop 203.0.113.0/24 AS64496`. Without codes, any code is inherited. Other text is a note for people: it is
 * kept, and compared with nothing.
 */
export interface BaselineEntry {
  /** Id in the catalogue, or of an engine of the user's own. */
  readonly engine: string;
  readonly prefix: Prefix;
  /** Of a list of AS numbers. */
  readonly asn?: number;
  /** Return codes, or references such as SBL numbers; sorted. */
  readonly codes?: readonly string[];
}

const ENGINE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ASN = /^AS(\d{1,10})$/;
const CODES = /^[A-Za-z0-9._:-]{1,64}(?:,[A-Za-z0-9._:-]{1,64})*$/;

/** Reads an entry; undefined for a note. */
export function parseBaselineEntry(text: string): BaselineEntry | undefined {
  if (text.length > 1024) return undefined;
  const [engine = "", space = "", ...rest] = text.trim().split(/\s+/);
  const prefix = ENGINE.test(engine) ? readPrefix(space) : undefined;
  if (prefix === undefined || rest.length > 2) return undefined;
  const asn = ASN.exec(rest[0] ?? "")?.[1];
  const [codes, ...more] = asn === undefined ? rest : rest.slice(1);
  if (more.length > 0 || (codes !== undefined && !CODES.test(codes))) return undefined;
  return {
    engine,
    prefix,
    ...(asn !== undefined && { asn: Number(asn) }),
    ...(codes !== undefined && { codes: [...new Set(codes.split(","))].sort() }),
  };
}

/** The text of an entry, in one form only. */
export function formatBaselineEntry(entry: BaselineEntry): string {
  const codes = entry.codes !== undefined && entry.codes.length > 0 ? [entry.codes.join(",")] : [];
  return [listingId(entry), ...codes].join(" ");
}

/** The id of a listing as an item: the same in the baseline and in what is seen. */
export function listingId({ engine, prefix, asn }: Omit<BaselineEntry, "codes">): string {
  return [engine, formatShort(prefix), ...(asn === undefined ? [] : [`AS${asn}`])].join(" ");
}
