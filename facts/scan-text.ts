import {
  type Family,
  fullLength,
  lastAddress,
  type Prefix,
  rangeToPrefixes,
  readPrefix,
  supernet,
} from "../lease/prefix";
import { parseReverseName } from "../lease/reverse-name";

/** Addresses found in a text: one block, or the blocks of a range. */
export interface FoundAddresses {
  /** As written: the address, block, range or reverse name, never what stands around it. */
  readonly text: string;
  readonly prefixes: readonly Prefix[];
}

interface Span extends FoundAddresses {
  readonly start: number;
  readonly end: number;
}

/**
 * Every address a text names, however it is written: IPv4 in dots or dashes, with leading zeros, a length, a netmask or
 * host bits; IPv6 in any case, compressed or not, mapped (`::ffff:`, dotted or hex) or translated (64:ff9b::/96); ranges of
 * either; names under in-addr.arpa and ip6.arpa. One pass over the text a form and bounded work at each place, so that
 * hostile text costs no more than its length.
 */
export function scanAddresses(text: string): FoundAddresses[] {
  const spans: Span[] = [];
  const others: Span[] = [];
  if (text.includes(".") || text.includes("-")) scanIpv4(text, spans);
  if (text.includes(":")) scanIpv6(text, spans, others);
  if (text.includes(".")) scanReverseNames(text, spans);
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  return [...joinRanges(text, spans), ...others];
}

const DOT = 46;
const DASH = 45;
const SLASH = 47;
const COLON = 58;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

function isWord(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

function scanIpv4(text: string, spans: Span[]): void {
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at)) || (at > 0 && isDigit(text.charCodeAt(at - 1)))) continue;
    // The tail of a longer dotted number, such as a version, is no address.
    if (at > 1 && text.charCodeAt(at - 1) === DOT && isDigit(text.charCodeAt(at - 2))) continue;
    const quad = readQuad(text, at, DOT) ?? readQuad(text, at, DASH);
    if (quad === undefined || text.slice(quad.end, quad.end + 9).toLowerCase() === ".in-addr.") continue;
    const block = withLength(text, quad.end, 4, quad.value);
    spans.push({ start: at, end: block.end, text: text.slice(at, block.end), prefixes: [block.prefix] });
    at = block.end - 1;
  }
}

/** Four octets, each of one to three decimal digits, with the same sign between them. */
function readQuad(text: string, start: number, sign: number): { value: bigint; end: number } | undefined {
  let value = 0;
  let at = start;
  for (let octet = 0; octet < 4; octet++) {
    if (octet > 0) {
      if (text.charCodeAt(at) !== sign) return undefined;
      at++;
    }
    let number = 0;
    const first = at;
    while (at - first < 4 && isDigit(text.charCodeAt(at))) number = number * 10 + text.charCodeAt(at++) - 48;
    if (at === first || at - first > 3 || number > 255) return undefined;
    value = value * 256 + number;
  }
  const next = text.charCodeAt(at);
  if (isDigit(next) || (next === sign && isDigit(text.charCodeAt(at + 1)))) return undefined;
  return { value: BigInt(value), end: at };
}

/** The block of an address with what follows it: `/24`, `/255.255.255.0`, or nothing. */
function withLength(text: string, end: number, family: Family, first: bigint): { prefix: Prefix; end: number } {
  const full = fullLength(family);
  const address: Prefix = { family, first, length: full };
  if (text.charCodeAt(end) !== SLASH) return { prefix: address, end };
  if (family === 4) {
    const mask = readQuad(text, end + 1, DOT);
    const length = mask === undefined ? undefined : lengthOfMask(mask.value);
    if (mask !== undefined && length !== undefined) return { prefix: supernet(address, length), end: mask.end };
  }
  let at = end + 1;
  let length = 0;
  while (at - end <= 4 && isDigit(text.charCodeAt(at))) length = length * 10 + text.charCodeAt(at++) - 48;
  if (at === end + 1 || at - end > 4 || length > full) return { prefix: address, end };
  return { prefix: supernet(address, length), end: at };
}

function lengthOfMask(mask: bigint): number | undefined {
  const host = 0xffff_ffffn - mask;
  return (host & (host + 1n)) === 0n ? 32 - host.toString(2).length + (host === 0n ? 1 : 0) : undefined;
}

/** Longer runs of hex digits and colons hold no address. */
const LONGEST_RUN = 64;

function scanIpv6(text: string, spans: Span[], others: Span[]): void {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (!isHex(code) && code !== COLON) {
      at++;
      continue;
    }
    let end = at;
    let colons = 0;
    for (; end < text.length; end++) {
      const next = text.charCodeAt(end);
      if (next === COLON) colons++;
      else if (!isHex(next) && next !== DOT) break;
    }
    if (colons >= 2 && end - at <= LONGEST_RUN) readRun(text, at, end, spans, others);
    at = end;
  }
}

/**
 * A run of hex digits, colons and dots, which may be glued to a word or a label before it (`ip6:2001:db8::/32`) and to the
 * punctuation after it. A label of hex digits alone may be the first group: that reading goes to `spans` and the one
 * without it to `others`, since what is not leased space drops out later.
 */
function readRun(text: string, start: number, stop: number, spans: Span[], others: Span[]): void {
  let end = stop;
  while (end > start && (text.charCodeAt(end - 1) === DOT || isLoneColon(text, end - 1, start))) end--;
  let from = start;
  while (from < end && (text.charCodeAt(from) === DOT || isLeadingColon(text, from, end))) from++;
  const isGlued = from > 0 && isWord(text.charCodeAt(from - 1));
  const colon = text.indexOf(":", from);
  const rest = colon <= from || colon + 1 >= end ? -1 : text.charCodeAt(colon + 1) === COLON ? colon : colon + 1;
  const isRead = !isGlued && readAt(text, from, end, spans);
  if (rest >= 0) readAt(text, rest, end, isRead ? others : spans);
}

function readAt(text: string, first: number, end: number, into: Span[]): boolean {
  const address = readPrefix(text.slice(first, end));
  if (address === undefined || address.length !== fullLength(address.family) || address.first === 0n) return false;
  for (const { prefix, end: after } of meanings(text, end, address)) {
    into.push({ start: first, end: after, text: text.slice(first, after), prefixes: [prefix] });
  }
  return true;
}

function isLoneColon(text: string, at: number, start: number): boolean {
  return text.charCodeAt(at) === COLON && at > start && text.charCodeAt(at - 1) !== COLON;
}

function isLeadingColon(text: string, at: number, end: number): boolean {
  return text.charCodeAt(at) === COLON && at + 1 < end && text.charCodeAt(at + 1) !== COLON;
}

/** 64:ff9b::/96 (RFC 6052), less its low 32 bits. */
const TRANSLATED = 0x0064_ff9bn << 64n;

function meanings(text: string, end: number, address: Prefix): { prefix: Prefix; end: number }[] {
  if (address.family === 4) {
    // Mapped: a length counts the 96 bits before the IPv4 address.
    const whole = withLength(text, end, 6, address.first);
    if (whole.prefix.length < 96) return [];
    return [{ prefix: supernet(address, whole.prefix.length - 96), end: whole.end }];
  }
  const block = withLength(text, end, 6, address.first);
  if (address.first >> 32n !== TRANSLATED || block.prefix.length < 96) return [block];
  const inner: Prefix = { family: 4, first: address.first & 0xffff_ffffn, length: 32 };
  return [block, { prefix: supernet(inner, block.prefix.length - 96), end: block.end }];
}

/** 32 nibbles and their dots. */
const LONGEST_REVERSE = 72;

function scanReverseNames(text: string, spans: Span[]): void {
  const lower = text.toLowerCase();
  for (const suffix of [".in-addr.arpa", ".ip6.arpa"]) {
    for (let at = lower.indexOf(suffix); at >= 0; at = lower.indexOf(suffix, at + suffix.length)) {
      let start = at;
      while (start > 0 && at - start < LONGEST_REVERSE && isLabel(lower.charCodeAt(start - 1))) start--;
      const end = at + suffix.length;
      for (let tries = 0; tries < 40 && start < at; tries++) {
        const prefix = parseReverseName(lower.slice(start, end));
        if (prefix !== undefined) {
          spans.push({ start, end, text: text.slice(start, end), prefixes: [prefix] });
          break;
        }
        const dot = lower.indexOf(".", start);
        start = dot + 1;
      }
    }
  }
}

function isLabel(code: number): boolean {
  return isHex(code) || code === DOT || code === DASH || code === SLASH;
}

/** Two addresses with a dash (or `to`, or dots) between them name all that lies between them. */
function joinRanges(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (let index = 0; index < spans.length; index++) {
    const [low, high] = [spans[index] as Span, spans[index + 1]];
    const range = high === undefined ? undefined : rangeOf(text, low, high);
    if (range === undefined) joined.push(low);
    else {
      joined.push(range);
      index++;
    }
  }
  return joined;
}

function rangeOf(text: string, low: Span, high: Span): Span | undefined {
  if (high.start <= low.end || high.start - low.end > 6) return undefined;
  if (!/^\s*(-|\u2013|\u2014|\.\.\.?|to)\s*$/i.test(text.slice(low.end, high.start))) return undefined;
  const [from, to] = [low.prefixes[0], high.prefixes[0]];
  if (from === undefined || to === undefined || from.family !== to.family || from.first > lastAddress(to))
    return undefined;
  return {
    start: low.start,
    end: high.end,
    text: text.slice(low.start, high.end),
    prefixes: rangeToPrefixes(from.family, from.first, lastAddress(to)),
  };
}
