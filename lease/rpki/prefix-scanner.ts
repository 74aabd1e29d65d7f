import type { Family } from "../prefix";
import { type JsonScanner, QUOTE, Unforeseen } from "./json-scanner";

const ZERO = 0x30;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;

/**
 * Reads the prefix of a payload from the text a scanner stands in, after its first quotation mark, and takes the last one
 * too. It accepts some of what `parseRoutePrefix` does (not the dotted end of an IPv6 address) and reads it the same.
 *
 * @param words Four; the address goes there, high first, in IPv4 in the first alone.
 * @returns the length, to which `FAMILY_6` is added for IPv6. @throws Unforeseen
 */
export function scanPrefix(scanner: JsonScanner, words: Uint32Array): number {
  const { bytes, at } = scanner;
  // The family shows within the first five characters.
  for (let ahead = at; ahead < at + 5; ahead++) {
    const code = bytes[ahead];
    if (code === DOT) return scanIpv4(scanner, words);
    if (code === COLON) return scanIpv6(scanner, words) + FAMILY_6;
  }
  throw new Unforeseen();
}

/** Tells the families apart in what `scanPrefix` returns. */
export const FAMILY_6 = 256;

/** The family of what `scanPrefix` returned. */
export function familyOf(scanned: number): Family {
  return scanned < FAMILY_6 ? 4 : 6;
}

function scanIpv4(scanner: JsonScanner, words: Uint32Array): number {
  const { bytes } = scanner;
  let at = scanner.at;
  let address = 0;
  for (let octet = 0; octet < 4; octet++) {
    const from = at;
    let value = 0;
    for (let digit = (bytes[at] ?? 0) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[++at] ?? 0) - ZERO) {
      value = value * 10 + digit;
    }
    const digits = at - from;
    if (digits === 0 || digits > 3 || value > 255 || (digits > 1 && bytes[from] === ZERO)) throw new Unforeseen();
    address = address * 256 + value;
    if (bytes[at++] !== (octet < 3 ? DOT : SLASH)) throw new Unforeseen();
  }
  scanner.at = at;
  const length = scanLength(scanner, 32);
  words[0] = address;
  requireNoHostBits(words, length, 1);
  return length;
}

function scanIpv6(scanner: JsonScanner, words: Uint32Array): number {
  const { bytes } = scanner;
  let at = scanner.at;
  let count = 0;
  /** How many groups stand before `::`; -1 while none was seen. */
  let gap = -1;
  if (bytes[at] === COLON && bytes[at + 1] === COLON) {
    gap = 0;
    at += 2;
  }
  while (bytes[at] !== SLASH) {
    const from = at;
    let value = 0;
    for (let digit = hexDigit(bytes[at]); digit >= 0; digit = hexDigit(bytes[++at])) value = value * 16 + digit;
    const digits = at - from;
    if (digits === 0 || digits > 4 || count === 8) throw new Unforeseen();
    GROUPS[count++] = value;
    if (bytes[at] === SLASH) break;
    if (bytes[at++] !== COLON) throw new Unforeseen();
    if (bytes[at] === COLON) {
      if (gap >= 0) throw new Unforeseen();
      gap = count;
      at++;
    } else if (bytes[at] === SLASH) throw new Unforeseen(); // a single colon at the end
  }
  if (gap < 0 ? count !== 8 : count > 7) throw new Unforeseen();
  scanner.at = at + 1;
  spread(count, gap < 0 ? count : gap, words);
  const length = scanLength(scanner, 128);
  requireNoHostBits(words, length, 4);
  return length;
}

/** Groups of the address that is read; kept to save an allocation. */
const GROUPS = new Uint16Array(8);

/** Puts the groups into words: those before the gap at the front, the others at the end, zeros between. */
function spread(count: number, gap: number, words: Uint32Array): void {
  words.fill(0);
  for (let group = 0; group < count; group++) {
    const place = group < gap ? group : group + 8 - count;
    const shift = place % 2 === 0 ? 16 : 0;
    words[place >> 1] = (words[place >> 1] as number) | ((GROUPS[group] as number) << shift);
  }
}

function hexDigit(code = 0): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Takes the length and the quotation mark after it. */
function scanLength(scanner: JsonScanner, most: number): number {
  const length = scanner.wholeNumber();
  if (length > most || scanner.bytes[scanner.at++] !== QUOTE) throw new Unforeseen();
  return length;
}

function requireNoHostBits(words: Uint32Array, length: number, count: number): void {
  for (let word = 0; word < count; word++) {
    const network = Math.min(32, Math.max(0, length - 32 * word));
    // A shift by 32 does nothing.
    const hostBits = network === 0 ? 0xffff_ffff : network === 32 ? 0 : 0xffff_ffff >>> network;
    if (((words[word] as number) & hostBits) !== 0) throw new Unforeseen();
  }
}
