import { type Prefix, rangeToPrefixes, supernet } from "../prefix";
import { DASH, DOT, isDigit, isLetter, isWord, SLASH, UNDERSCORE } from "./characters";
import { readExtent } from "./ipv4-suffix";
import { readOpenOctets } from "./ipv4-wildcard";
import { readDottedAs, readJoinedAs, readPartAs } from "./other-numbers";
import type { Confidence, WrittenAddress } from "./written-address";

/** Octets with one sign between them, one to four. */
interface Octets {
  readonly values: readonly number[];
  readonly sign: number;
  readonly end: number;
  /** Some octet has a zero before it, which some programs read as octal. */
  readonly isPadded: boolean;
  /** The same sign and another number follow: a version, a date, an object identifier, or the length of a block. */
  readonly isLonger: boolean;
}

/**
 * Addresses and blocks of IPv4 in a text without escapes (`plainText`), in order of their place: in dots, dashes or
 * underscores, with a length or a mask, with open octets. Bounded work at each place.
 * @param isEscaped whether the character at a position was escaped: dots so mark a regular expression
 */
export function writtenIpv4(text: string, isEscaped: (position: number) => boolean): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at)) || (at > 0 && isDigit(text.charCodeAt(at - 1)))) continue;
    const octets = readOctets(text, at);
    if (octets === undefined || isTail(text, at, octets.sign)) continue;
    const written = octets.sign === DOT ? dotted(text, at, octets, isEscaped) : joined(text, at, octets);
    found.push(...written);
    // The next number is looked at again where these were none: other signs may join it to what follows.
    for (const { end } of written) at = Math.max(at, end - 1);
  }
  return found;
}

/** The tail of a longer number in the same notation is no address; what comes after a word such as `ec2-` is no tail. */
function isTail(text: string, at: number, sign: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (before !== sign && before !== DOT) return false;
  let first = at - 1;
  while (first > 0 && at - first < 6 && isDigit(text.charCodeAt(first - 1))) first--;
  return first < at - 1 && (before === DOT || !isLetter(text.charCodeAt(first - 1)));
}

function readOctets(text: string, start: number): Octets | undefined {
  const values: number[] = [];
  let sign = 0;
  let isPadded = false;
  let at = start;
  while (values.length < 4) {
    let value = 0;
    const first = at;
    while (at - first < 4 && isDigit(text.charCodeAt(at))) value = value * 10 + text.charCodeAt(at++) - 48;
    if (at - first > 3 || value > 255) return undefined;
    if (at - first > 1 && text.charCodeAt(first) === 48) isPadded = true;
    values.push(value);
    const next = text.charCodeAt(at);
    if (values.length === 1) {
      if (next !== DOT && next !== DASH && next !== UNDERSCORE) return undefined;
      sign = next;
    }
    if (next !== sign || !isDigit(text.charCodeAt(at + 1))) break;
    if (values.length < 4) at++;
  }
  const isLonger = text.charCodeAt(at) === sign && isDigit(text.charCodeAt(at + 1));
  return { values, sign, end: at, isPadded, isLonger };
}

function valueOfOctets(octets: readonly number[]): number {
  return octets.reduce((value, octet) => value * 256 + octet, 0) * 256 ** (4 - octets.length);
}

const REVERSE_TREE = /\.in-addr\./iy;

function dotted(
  text: string,
  start: number,
  octets: Octets,
  isEscaped: (position: number) => boolean,
): WrittenAddress[] {
  const { values, end } = octets;
  if (octets.isLonger && !isEndpoint(text, start, end)) return [];
  REVERSE_TREE.lastIndex = end;
  if (REVERSE_TREE.test(text)) return [];
  if (values.length < 4) return part(text, start, octets, isEscaped);
  const sure = readDottedAs(text, start, end);
  if (sure === "none") return [];
  const confidence: Confidence = octets.isPadded ? "likely" : sure;
  const extent = readExtent(text, end, valueOfOctets(values), isUrl(text, start));
  const written = { start, ...extent, confidence };
  // Lists of blocked addresses are asked by names such as 7.113.0.203.zen.example.org (RFC 5782).
  return isFollowedByLabel(text, end, DOT) ? [written, reversed(start, octets)] : [written];
}

/** `IP 203.0.113.7.443 > 192.0.2.1.5000:`, as tcpdump(1) writes addresses and ports. */
function isEndpoint(text: string, start: number, end: number): boolean {
  if (!/(?:\bIP6?|>) $/.test(text.slice(Math.max(0, start - 4), start))) return false;
  return /^\.[0-9]{1,5}(?: >|: )/.test(text.slice(end, end + 9));
}

function isUrl(text: string, start: number): boolean {
  return /:\/\/(?:[^\s/@]{1,64}@)?$/.test(text.slice(Math.max(0, start - 70), start));
}

function isFollowedByLabel(text: string, end: number, sign: number): boolean {
  const next = text.charCodeAt(end);
  return (next === DOT || next === sign) && isLetter(text.charCodeAt(end + 1));
}

function reversed(start: number, { values, end }: Octets): WrittenAddress {
  const first = BigInt(valueOfOctets([...values].reverse()));
  return { start, end, prefixes: [{ family: 4, first, length: 32 }], confidence: "likely" };
}

/** One to three octets: the rest is open, or the block's length says that it is zero. */
function part(text: string, start: number, octets: Octets, isEscaped: (position: number) => boolean): WrittenAddress[] {
  const { values, end } = octets;
  const length = values.length * 8;
  const block: Prefix = { family: 4, first: BigInt(valueOfOctets(values)), length };
  const sure = readPartAs(text, start, end);
  if (sure === "none" || values.length < 2) return [];
  const next = text.charCodeAt(end);
  if (next === DOT) return open(text, start, octets, block, sure);
  if (next === SLASH) {
    const extent = isUrl(text, start) ? undefined : readExtent(text, end, valueOfOctets(values), false);
    const isBlock = extent !== undefined && extent.end > end && extent.host === undefined;
    const given = isBlock ? (extent.prefixes[0]?.length ?? 0) : 0;
    return given > length - 8 && isBlock ? [{ start, ...extent, confidence: given === length ? sure : "likely" }] : [];
  }
  if (values.length < 3 || isWord(next) || next === DASH) return [];
  const isRegex =
    isEscaped(end - String(values[2]).length - 1) && text.charCodeAt(end - String(values[2]).length - 1) === DOT;
  if (!isRegex && !isNamedPart(text, start)) return [];
  return [{ start, end, prefixes: [block], confidence: "likely" }];
}

/** Apache's `Require ip 203.0.113` and `Allow from`, and a zone's file, `db.203.0.113`. */
function isNamedPart(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 160), start);
  return /(?:^|[\s"'/])(?:(?:allow|deny)\s+from|require\s+(?:not\s+)?ip)\s[^#\n]{0,140}$|(?:^|[^A-Za-z0-9])db\.$/i.test(
    before,
  );
}

const ZONE_FILE = /(?:rev|revp|zone|db|ptr|rdns|hosts|subnet|net)(?![A-Za-z0-9_-])/iy;

function open(text: string, start: number, octets: Octets, block: Prefix, sure: Confidence): WrittenAddress[] {
  const { values, end } = octets;
  const rest = readOpenOctets(text, end + 1);
  if (rest === undefined) {
    ZONE_FILE.lastIndex = end + 1;
    if (values.length < 3 || !ZONE_FILE.test(text)) return [];
    return [{ start, end, prefixes: [block], confidence: "likely" }];
  }
  // Two numbers and a dot begin many things; only what says that the rest is open makes them a block.
  if (values.length < 3 && rest.end === end + 1) return [];
  const confidence = octets.isPadded || sure === "likely" ? "likely" : rest.confidence;
  const { between } = rest;
  if (between !== undefined && values.length === 3) {
    const [from, to] = between.map((octet) => block.first + BigInt(octet)) as [bigint, bigint];
    return [{ start, end: rest.end, prefixes: rangeToPrefixes(4, from, to), confidence }];
  }
  return [{ start, end: rest.end, prefixes: [block], confidence }];
}

/** `203-0-113-7`, as clouds and providers name hosts, and `203_0_113_0_24`, as configurations name blocks. */
function joined(text: string, start: number, octets: Octets): WrittenAddress[] {
  const { values, sign, end } = octets;
  if (values.length < 4) return [];
  const address: Prefix = { family: 4, first: BigInt(valueOfOctets(values)), length: 32 };
  const length = octets.isLonger ? lengthAfter(text, end + 1, sign) : undefined;
  // The number at the end of a word, `ec2-203-0-113-7`, is none of the address.
  if (octets.isLonger && (length === undefined || isLetter(text.charCodeAt(start - 1)))) return [];
  const block = length === undefined ? address : supernet(address, length.value);
  if (block.first !== address.first) return [];
  const until = length?.end ?? end;
  const confidence = readJoinedAs(text, start, until);
  if (confidence === "none") return [];
  const written = { start, end: until, prefixes: [block], confidence };
  return length === undefined && isFollowedByLabel(text, end, sign) ? [written, reversed(start, octets)] : [written];
}

function lengthAfter(text: string, start: number, sign: number): { value: number; end: number } | undefined {
  let at = start;
  let value = 0;
  while (at - start < 3 && isDigit(text.charCodeAt(at))) value = value * 10 + text.charCodeAt(at++) - 48;
  const isMore = text.charCodeAt(at) === sign && isDigit(text.charCodeAt(at + 1));
  return at - start > 2 || value < 8 || value > 32 || isMore ? undefined : { value, end: at };
}
