import type { Prefix } from "./prefix-value";

/** No address or prefix in any accepted notation is longer: six groups, dotted decimal, and a length. */
export const LONGEST_TEXT = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128".length;

const ZERO = 48;
const NINE = 57;
const DOT = 46;
const SLASH = 47;
const COLON = 58;

/**
 * Reads an address or prefix without throwing and without ip-num: for hot loops over many strings. It accepts exactly what
 * `parsePrefix` or `parseAddress` accept (no leading zeros, host bits, zones or spaces; IPv4-mapped IPv6 becomes IPv4), and
 * answers `undefined` to everything else. One pass over at most 49 characters, whatever the input.
 */
export function readPrefix(text: string): Prefix | undefined {
  const end = text.length;
  if (end < 2 || end > LONGEST_TEXT) return undefined;
  // The family shows within the first five characters: the first character that is not a hexadecimal digit.
  for (let at = 0; at < 5 && at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) return readIpv4Prefix(text, end);
    if (code === COLON) return readIpv6Prefix(text, end);
    if (hexDigit(code) < 0) return undefined;
  }
  return undefined;
}

function readIpv4Prefix(text: string, end: number): Prefix | undefined {
  let slash = end;
  for (let at = 7; at < end && at < 16; at++) {
    if (text.charCodeAt(at) === SLASH) {
      slash = at;
      break;
    }
  }
  const address = readIpv4(text, 0, slash);
  if (address < 0) return undefined;
  const length = slash === end ? 32 : readDecimal(text, slash + 1, end, 32);
  if (length < 0) return undefined;
  // Arithmetic, not bit operations: those are signed, and a shift by 32 does nothing.
  if (address % 2 ** (32 - length) !== 0) return undefined;
  return { family: 4, first: BigInt(address), length };
}

/** The address between two positions as a number, or -1. */
function readIpv4(text: string, start: number, end: number): number {
  let address = 0;
  let at = start;
  for (let octet = 0; octet < 4; octet++) {
    let value = 0;
    const from = at;
    while (at < end) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at++;
      if (at - from > 3) return -1;
    }
    if (at === from || value > 255 || (at - from > 1 && text.charCodeAt(from) === ZERO)) return -1;
    address = address * 256 + value;
    if (octet < 3) {
      if (at >= end || text.charCodeAt(at) !== DOT) return -1;
      at++;
    }
  }
  return at === end ? address : -1;
}

/** Plain decimal of one to three digits without leading zeros, at most `most`; otherwise -1. */
function readDecimal(text: string, start: number, end: number, most: number): number {
  const digits = end - start;
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return -1;
    value = value * 10 + code - ZERO;
  }
  return value <= most ? value : -1;
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= NINE) return code - ZERO;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function readIpv6Prefix(text: string, end: number): Prefix | undefined {
  const slash = text.indexOf("/");
  const stop = slash < 0 ? end : slash;
  const groups = readGroups(text, stop);
  if (groups === undefined) return undefined;
  const length = slash < 0 ? 128 : readDecimal(text, slash + 1, end, 128);
  if (length < 0) return undefined;
  const word = (at: number): number => (groups[at] as number) * 65_536 + (groups[at + 1] as number);
  const low = word(6);
  if (length >= 96 && word(0) === 0 && word(2) === 0 && word(4) === 0xffff) {
    // IPv4-mapped (RFC 4291 §2.5.5.2): the same addresses in IPv4.
    return low % 2 ** (128 - length) === 0 ? { family: 4, first: BigInt(low), length: length - 96 } : undefined;
  }
  const first = (((((BigInt(word(0)) << 32n) | BigInt(word(2))) << 32n) | BigInt(word(4))) << 32n) | BigInt(low);
  if (length < 128 && BigInt.asUintN(128 - length, first) !== 0n) return undefined;
  return { family: 6, first, length };
}

/** The eight groups of an IPv6 address, `::` filled with zeros; undefined when the text is none. */
function readGroups(text: string, stop: number): number[] | undefined {
  const groups: number[] = [];
  /** How many groups stand before `::`; -1 while none was seen. */
  let gap = -1;
  let at = 0;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON || stop < 2) return undefined;
    gap = 0;
    at = 2;
  }
  while (at < stop) {
    const from = at;
    let value = 0;
    for (let digit: number; at < stop && at - from < 5; at++) {
      digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 16 + digit;
    }
    const digits = at - from;
    if (digits < 1 || digits > 4 || groups.length === 8) return undefined;
    if (at < stop && text.charCodeAt(at) === DOT) {
      const tail = readIpv4(text, from, stop);
      if (tail < 0) return undefined;
      groups.push(Math.floor(tail / 65_536), tail % 65_536);
      at = stop;
      break;
    }
    groups.push(value);
    if (at === stop) break;
    if (text.charCodeAt(at) !== COLON) return undefined;
    at++;
    if (at === stop) return undefined; // a single colon at the end
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return undefined;
      gap = groups.length;
      at++;
    }
  }
  if (gap < 0) return groups.length === 8 ? groups : undefined;
  if (groups.length > 7) return undefined;
  const zeros = new Array<number>(8 - groups.length).fill(0);
  groups.splice(gap, 0, ...zeros);
  return groups;
}
