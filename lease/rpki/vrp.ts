import { AddressError } from "../address-error";
import { formatPrefix, fullLength, type Prefix } from "../prefix";

/** A validated ROA payload: an AS may originate a prefix, down to a length (RFC 6811 §2). */
export interface Vrp {
  readonly prefix: Prefix;
  /** 0 says that nobody may originate (RFC 6483 §4). */
  readonly asn: number;
  /** The longest announced prefix that it allows; the prefix's own length where the ROA names none. */
  readonly maxLength: number;
  /** When it lapses, in seconds since 1970, where its source says so (rpki-client does). */
  readonly expires?: number;
}

/**
 * Reads an AS number as the sources of validated payloads write it: `13335`, `"13335"` or `"AS13335"`, any case.
 * @throws AddressError for anything that is not a whole number from 0 to 4294967295.
 */
export function parseAsn(value: string | number): number {
  const digits = typeof value === "string" ? /^(?:AS)?(0|[1-9]\d{0,9})$/i.exec(value)?.[1] : String(value);
  const asn = Number(digits ?? Number.NaN);
  if (isAsn(asn)) return asn;
  throw new AddressError(
    String(value),
    `${typeof value === "number" || /^[\d.-]{1,20}$/.test(value) ? value : "the value"} is no AS number; write a whole number from 0 to 4294967295, such as 64496 or AS64496`,
  );
}

/** Whether a number is an AS number of RFC 6793: whole, 0 to 4294967295. */
export function isAsn(value: number): boolean {
  return value >>> 0 === value;
}

/**
 * Refuses numbers that typed arrays would fold onto small ones, and so make a route valid that is not.
 * @throws AddressError that names the payload
 */
export function requireSound({ prefix, asn, maxLength }: Vrp): void {
  const most = fullLength(prefix.family);
  if (isAsn(asn) && Number.isInteger(maxLength) && maxLength >= 0 && maxLength <= most) return;
  throw new AddressError(
    formatPrefix(prefix),
    `the payload for ${formatPrefix(prefix)} has AS number ${asn} and max-length ${maxLength}; ` +
      `give an AS number from 0 to 4294967295 and a max-length up to ${most}`,
  );
}
