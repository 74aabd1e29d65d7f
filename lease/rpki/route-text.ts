import { FAMILY_6 } from "./prefix-scanner";

/** The text is not as routes are mostly written: `parseRoutePrefix` has to read it, or to say what is wrong. */
export const UNFORESEEN = -1;

const ZERO = 48;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
/** One pass over at most this many characters, whatever the input. */
const LONGEST = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128".length;

/**
 * Reads a route's prefix straight into the words that look-ups compare, without a `bigint` or any other object: making one
 * took longer than the look-up. It accepts some of what `parseRoutePrefix` does (not the dotted end of an IPv6 address)
 * and reads it the same.
 *
 * @param words Four; the address goes there, high first, in IPv4 in the first alone.
 * @returns the length, to which `FAMILY_6` is added for IPv6; or `UNFORESEEN`
 */
export function readRouteText(text: string, words: Uint32Array): number {
  const end = text.length;
  if (end > LONGEST) return UNFORESEEN;
  // The family shows within the first five characters.
  for (let at = 0; at < 5 && at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) return readIpv4(text, end, words);
    if (code === COLON) return readIpv6(text, end, words);
  }
  return UNFORESEEN;
}

function readIpv4(text: string, end: number, words: Uint32Array): number {
  let address = 0;
  let at = 0;
  for (let octet = 0; octet < 4; octet++) {
    const from = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const digits = at - from;
    if (digits === 0 || digits > 3 || value > 255 || (digits > 1 && text.charCodeAt(from) === ZERO)) return UNFORESEEN;
    if (at >= end || text.charCodeAt(at++) !== (octet < 3 ? DOT : SLASH)) return UNFORESEEN;
    address = (address << 8) | value;
  }
  const length = readLength(text, at, end, 32);
  if (length < 0 || (address & hostBits(length)) !== 0) return UNFORESEEN;
  words[0] = address;
  return length;
}

function readIpv6(text: string, end: number, words: Uint32Array): number {
  let at = 0;
  let count = 0;
  /** How many groups stand before `::`; -1 while none was seen. */
  let gap = -1;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return UNFORESEEN;
    gap = 0;
    at = 2;
  }
  while (at < end && text.charCodeAt(at) !== SLASH) {
    const from = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      value = (value << 4) | digit;
    }
    if (at === from || at - from > 4 || count === 8 || at >= end) return UNFORESEEN;
    GROUPS[count++] = value;
    const code = text.charCodeAt(at);
    if (code === SLASH) break;
    if (code !== COLON || ++at >= end) return UNFORESEEN;
    const next = text.charCodeAt(at);
    if (next === SLASH) return UNFORESEEN; // a single colon at the end
    if (next !== COLON) continue;
    if (gap >= 0) return UNFORESEEN;
    gap = count;
    at++;
  }
  if (gap < 0 ? count !== 8 : count > 7) return UNFORESEEN;
  const length = readLength(text, at + 1, end, 128);
  if (length < 0) return UNFORESEEN;
  spread(count, gap < 0 ? count : gap, words);
  for (let word = 0; word < 4; word++) {
    if (((words[word] as number) & hostBits(length - 32 * word)) !== 0) return UNFORESEEN;
  }
  return length + FAMILY_6;
}

/** Groups of the address that is read; kept to save an allocation. */
const GROUPS = new Uint16Array(8);

/** Puts the groups into words: those before the gap at the front, the others at the end, zeros between. */
function spread(count: number, gap: number, words: Uint32Array): void {
  for (let place = count; place < 8; place++) GROUPS[place] = 0;
  if (gap < count && count < 8) {
    GROUPS.copyWithin(gap + 8 - count, gap, count);
    GROUPS.fill(0, gap, gap + 8 - count);
  }
  for (let word = 0; word < 4; word++) {
    words[word] = ((GROUPS[2 * word] as number) << 16) | (GROUPS[2 * word + 1] as number);
  }
}

function hexDigit(code: number): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Plain decimal to the end, of one to three digits without leading zeros; otherwise -1. */
function readLength(text: string, start: number, end: number, most: number): number {
  const digits = end - start;
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= most ? value : -1;
}

/** The bits of a word that lie beyond the first `network`, which may be less than none or more than all. */
function hostBits(network: number): number {
  // A shift by 32 does nothing.
  return network <= 0 ? -1 : network >= 32 ? 0 : -1 >>> network;
}
