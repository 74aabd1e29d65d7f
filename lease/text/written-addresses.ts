import { lastAddress, type Prefix, rangeToPrefixes } from "../prefix";
import { writtenIpv4 } from "./ipv4-text";
import { writtenJoinedIpv6 } from "./ipv6-joined";
import { writtenIpv6 } from "./ipv6-text";
import { writtenNumbers } from "./number-text";
import { plainText } from "./plain-text";
import { writtenReverseNames } from "./reverse-text";
import type { WrittenAddress } from "./written-address";

/**
 * Every address that a text names, however it is written, in order of its place, and how surely it is one. Escapes of
 * regular expressions, string literals and URLs are read through. Time grows with the length of the text, whatever it holds.
 */
export function writtenAddresses(text: string): WrittenAddress[] {
  const plain = plainText(text);
  const isEscaped = (at: number): boolean => plain.origin(at + 1) - plain.origin(at) > 1;
  const found = [
    ...writtenIpv4(plain.text, isEscaped),
    ...writtenIpv6(plain.text),
    ...writtenJoinedIpv6(plain.text),
    ...writtenReverseNames(plain.text),
    ...writtenNumbers(plain.text),
  ];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const joined = joinRanges(plain.text, outermost(found));
  return joined.map((one) => ({ ...one, start: plain.origin(one.start), end: plain.origin(one.end) }));
}

/** Without what lies inside of another: the dotted tail of an address of IPv6 is told as what that carries. */
function outermost(found: readonly WrittenAddress[]): WrittenAddress[] {
  const kept: WrittenAddress[] = [];
  let outer: WrittenAddress | undefined;
  for (const one of found) {
    if (outer !== undefined && one.end <= outer.end && (one.start > outer.start || one.end < outer.end)) continue;
    kept.push(one);
    outer = one;
  }
  return kept;
}

/** Two addresses with a dash (or `to`, or dots) between them name all that lies between them. */
function joinRanges(text: string, found: readonly WrittenAddress[]): WrittenAddress[] {
  const joined: WrittenAddress[] = [];
  for (let index = 0; index < found.length; index++) {
    const [low, high] = [found[index] as WrittenAddress, found[index + 1]];
    const range = high === undefined ? undefined : rangeOf(text, low, high);
    joined.push(range ?? low);
    if (range !== undefined) index++;
  }
  return joined;
}

const BETWEEN =
  /^[ \t]*(?:-|~|\u2010|\u2011|\u2012|\u2013|\u2014|\u2212|\.\.\.?|\u2026|to|through|thru|until|:)[ \t]*$/i;
/** The first word of ranges whose two ends have a space or `and` between them: of DHCP servers, routers, SQL. */
const RANGE_WORD = /\b(?:range|pool[ \t]{1,4}[\w-]{1,40}|between)[ \t]{1,4}["'`]?$/i;
const AFTER_RANGE_WORD = /^(?:[ \t]{1,4}|["'`]?[ \t]{1,4}and[ \t]{1,4}["'`]?)$/i;
/** Longest sign between the two, its spaces included. */
const WIDEST_GAP = 12;
/** Larger ranges join two things that merely stand beside one another, such as client and server of a log's line. */
const MOST_HOST_BITS = { 4: 20n, 6: 104n } as const;

function rangeOf(text: string, low: WrittenAddress, high: WrittenAddress): WrittenAddress | undefined {
  if (high.start <= low.end || high.start - low.end > WIDEST_GAP) return undefined;
  const between = text.slice(low.end, high.start);
  const isWord = AFTER_RANGE_WORD.test(between) && RANGE_WORD.test(text.slice(Math.max(0, low.start - 64), low.start));
  // A colon between quotes joins a key and its value.
  const sign = /^(["'`])([^:]*)\1$/.exec(between)?.[2] ?? between;
  if (!isWord && !BETWEEN.test(sign)) return undefined;
  const [from, to] = [low.prefixes[0], high.prefixes[0]];
  if (from === undefined || to === undefined || from.family !== to.family || from.first > to.first) return undefined;
  // Between addresses of IPv6 a colon is one of theirs.
  if (between.includes(":") && from.family === 6) return undefined;
  const last = lastOf(high, to);
  if ((last - from.first) >> MOST_HOST_BITS[from.family] > 0n) return undefined;
  const confidence = low.confidence === "certain" && high.confidence === "certain" ? "certain" : "likely";
  return { start: low.start, end: high.end, prefixes: rangeToPrefixes(from.family, from.first, last), confidence };
}

function lastOf(high: WrittenAddress, to: Prefix): bigint {
  let last = lastAddress(to);
  for (const one of high.prefixes.map(lastAddress)) if (one > last) last = one;
  return last;
}
