import { fullLength, type Prefix, readPrefix, supernet } from "../prefix";
import { COLON, DOT, isDigit, isHex, isWord, SLASH } from "./characters";
import type { WrittenAddress } from "./written-address";

/** Longer runs of hex digits and colons hold no address: fingerprints of keys, say. */
const LONGEST_RUN = 64;

/**
 * Addresses and blocks of IPv6 in a text without escapes, in order of their place: in any case, compressed or not, with
 * dotted tails, in brackets, with zones and lengths; mapped, translated (RFC 6052) and 6to4 forms (RFC 3056) of IPv4.
 * Bounded work at each place.
 */
export function writtenIpv6(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (let colon = text.indexOf(":"); colon >= 0; ) {
    let start = colon;
    while (start > 0 && colon - start < LONGEST_RUN && isOfRun(text.charCodeAt(start - 1))) start--;
    let end = colon;
    while (end < text.length && isOfRun(text.charCodeAt(end))) end++;
    if (end - start <= LONGEST_RUN) readRun(text, start, end, found);
    colon = text.indexOf(":", end);
  }
  return found;
}

function isOfRun(code: number): boolean {
  return isHex(code) || code === COLON || code === DOT;
}

function readRun(text: string, start: number, stop: number, found: WrittenAddress[]): void {
  let end = stop;
  while (end > start && (text.charCodeAt(end - 1) === DOT || isLoneColon(text, end - 1, start))) end--;
  let from = start;
  while (from < end && (text.charCodeAt(from) === DOT || isLeadingColon(text, from, end))) from++;
  const isGlued = from > 0 && isWord(text.charCodeAt(from - 1));
  if (isGlued) {
    // The last word before the colon is a label (`ip6:2001:db8::/32`) unless nothing is an address without it.
    const rest = afterLabel(text, from, end);
    if (rest !== undefined && readAt(text, rest, end, "certain", found)) return;
    // Two groups glued to a word are a name in a program: `std::`.
    const isLong = text.slice(from, end).split(/:+/).filter(Boolean).length > 2;
    if (isLong) readAt(text, from, end, "likely", found) || readOpen(text, from, stop, found);
    return;
  }
  // `2001:db8:42::*`: what is before the star is a whole address by itself.
  if (text[stop] === "*" && text.endsWith("::", stop) && readOpen(text, from, stop, found)) return;
  if (readAt(text, from, end, "certain", found) || readOpen(text, from, stop, found)) return;
  // tcpdump(1) and the netstat(1) of BSD set the port behind a dot.
  const port = /^[^.]+(?=\.[0-9]{1,5}$)/.exec(text.slice(from, end))?.[0].length;
  if (port !== undefined && readAt(text, from, from + port, "certain", found)) return;
  // An address with a port after it and no brackets, or with a label of hex digits before it: nine groups are neither.
  const rest = afterLabel(text, from, end);
  if (rest !== undefined && !isDigit(text.charCodeAt(from))) readAt(text, rest, end, "likely", found);
}

function afterLabel(text: string, from: number, end: number): number | undefined {
  const colon = text.indexOf(":", from);
  if (colon <= from || colon + 1 >= end) return undefined;
  return text.charCodeAt(colon + 1) === COLON ? colon : colon + 1;
}

function isLoneColon(text: string, at: number, start: number): boolean {
  return text.charCodeAt(at) === COLON && at > start && text.charCodeAt(at - 1) !== COLON;
}

function isLeadingColon(text: string, at: number, end: number): boolean {
  return text.charCodeAt(at) === COLON && at + 1 < end && text.charCodeAt(at + 1) !== COLON;
}

function readAt(
  text: string,
  start: number,
  end: number,
  confidence: WrittenAddress["confidence"],
  found: WrittenAddress[],
): boolean {
  const written = text.slice(start, end);
  const address = written.includes(":") ? readPrefix(withoutPadding(written)) : undefined;
  if (address === undefined || address.length !== fullLength(address.family) || address.first === 0n) return false;
  const after = text.charCodeAt(end);
  // What goes on with other letters is no address, unless a zone or a placeholder ends it.
  const isGlued = isWord(after) && !(text.charCodeAt(end - 1) === COLON && /[xXnN]/.test(text[end] ?? ""));
  const block = withLength(text, end, address);
  if (block === undefined) return true;
  const carried = carriedIn(address, block.prefix, written.includes("."));
  found.push({
    start,
    end: block.end,
    prefixes: [block.prefix],
    ...(block.prefix.first !== address.first && { host: address }),
    ...(carried && { carried }),
    confidence: isGlued ? "likely" : confidence,
  });
  return true;
}

/** Octets of a dotted tail may have zeros before them, as elsewhere; groups have at most four digits. */
function withoutPadding(written: string): string {
  return written.includes(".") ? written.replace(/(?<![0-9a-fA-F])0+(?=[0-9]+(?:\.|$))/g, "") : written;
}

/** The block of an address with the length after it, in or behind its brackets (hosts.allow(5)); undefined for none such. */
function withLength(text: string, end: number, address: Prefix): { prefix: Prefix; end: number } | undefined {
  const alone = { prefix: address, end };
  const isBracketed = text[end] === "]" && text.charCodeAt(end + 1) === SLASH;
  const slash = isBracketed ? end + 1 : end;
  if (text.charCodeAt(slash) !== SLASH) return alone;
  let at = slash + 1;
  let length = 0;
  while (at - slash <= 4 && isDigit(text.charCodeAt(at))) length = length * 10 + text.charCodeAt(at++) - 48;
  if (at === slash + 1 || at - slash > 4 || length > 128 || isWord(text.charCodeAt(at))) return alone;
  // Mapped: a length counts the 96 bits before the IPv4 address.
  const bits = address.family === 4 ? length - 96 : length;
  if (bits < 0) return undefined;
  const isUrl = isBracketed && /\/\/(?:[^\s/@]{1,64}@)?\[[^\]\n]{0,64}$/.test(text.slice(Math.max(0, end - 140), end));
  return isUrl ? alone : { prefix: supernet(address, bits), end: isBracketed ? end : at };
}

/** 64:ff9b::/96 (RFC 6052), less its low 32 bits. */
const TRANSLATED = 0x0064_ff9bn << 64n;
/** 2002::/16 (RFC 3056). */
const SIX_TO_FOUR = 0x2002n;

/** The IPv4 address inside one of IPv6, with as much of the block as concerns it. */
function carriedIn(address: Prefix, block: Prefix, isDotted: boolean): Prefix | undefined {
  if (address.family === 4) return undefined;
  const { first } = address;
  if (first >> 112n === SIX_TO_FOUR && block.length >= 16) {
    const inner: Prefix = { family: 4, first: (first >> 80n) & 0xffff_ffffn, length: 32 };
    return supernet(inner, Math.min(32, block.length - 16));
  }
  // Dotted tails are addresses of IPv4 whatever stands before: compatible ones, ISATAP (RFC 5214 §6.1), prefixes of a
  // network's own for NAT64.
  if ((isDotted || first >> 32n === TRANSLATED) && block.length >= 96) {
    return supernet({ family: 4, first: first & 0xffff_ffffn, length: 32 }, block.length - 96);
  }
  return undefined;
}

/** Groups and a colon, and then what stands for the rest: `2001:db8:42:*`, `2001:db8:42:${i}`. */
const OPEN = /^(?:([0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){1,6}))::?$/;
/** What follows the start of addresses, `2001:db8:42:`: nothing more, an end of it, or what stands for the rest. */
const AFTER_OPEN = /[$#{<%"'`\\\s\]),;/|]/;

function readOpen(text: string, start: number, stop: number, found: WrittenAddress[]): boolean {
  const groups = OPEN.exec(text.slice(start, stop))?.[1]?.split(":");
  if (groups === undefined) return false;
  const star = /\*|[xX]{1,4}(?![A-Za-z0-9_])/y;
  star.lastIndex = stop;
  const isStar = star.test(text);
  if (!isStar && (groups.length < 3 || !AFTER_OPEN.test(text[stop] ?? " "))) return false;
  const first =
    groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) << BigInt(128 - groups.length * 16);
  const end = isStar ? star.lastIndex : stop;
  found.push({
    start,
    end,
    prefixes: [{ family: 6, first, length: groups.length * 16 }],
    confidence: isStar ? "certain" : "likely",
  });
  return true;
}
