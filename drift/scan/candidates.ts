import type { LeasedSpace } from "./leased-space";

/** What may stand for a dot or a colon inside an address, escaped or defanged: `readDigit` of what is behind it comes next. */
const ESCAPED_SIGN =
  /(?:\\{1,8}[.:-]|[[({](?:[.:]|dot|DOT)[)}\]]|%(?:2[eEdD]|3[aA])|\\{1,8}(?:u\{?00|x)(?:2[eE]|3[aA])\}?|&#(?:46|58|x2[eE]|x3[aA]);)/y;
/** `ip6.arpa`, also in a regular expression. */
const REVERSE6 = /[iI][pP]6\\{0,8}\.[aAiI]/y;
/** The first two bytes of an escaped sign: most of what looks like one is told by them. */
const ESCAPES = new Map(
  [String.raw`\\.:-ux`, "[.:dD", "(.:dD", "{.:dD", "%23", "&#"].map((bytes) => {
    const [first, ...second] = Buffer.from(bytes);
    return [first as number, new Set(second)] as const;
  }),
);
/** More bytes than any of these patterns takes. */
const LONGEST = 48;

const [DASH, COLON, SLASH] = [45, 58, 47];
/** `.` `-` `_`. */
const SIGNS = new Set([46, 45, 95]);
/** `/` and what begins an escaped sign: `\` `[` `(` `{` `%` `&`. */
const NEXT = new Set([...SIGNS, SLASH, 92, 91, 40, 123, 37, 38]);

/**
 * Whether an address near leased space may be written around a byte that begins two octets or groups, a whole number in
 * hexadecimal, or the reverse tree of IPv6: only there is it read what the text means. Bytes are Latin-1, or UTF-8 read so.
 */
export function isCandidate(bytes: Buffer, position: number, space: LeasedSpace): boolean {
  const sign = bytes[position + 1] as number;
  if (sign === DASH && isNearGroups(bytes, position, dashed(bytes, position), space)) return true;
  if (SIGNS.has(sign)) return isNearOctets(bytes, position, position + 2, space);
  if (sign === COLON) return isNearGroups(bytes, position, position + 2, space);
  if (sign === 0x78 || sign === 0x58) return isNearHex(bytes, position, space);
  if (sign === 0x70 || sign === 0x50) {
    return bytes[position + 2] === 0x36 && space.holds(6) && matchAt(REVERSE6, bytes, position) > 0;
  }
  if (!(ESCAPES.get(sign)?.has(bytes[position + 2] as number) ?? false)) return false;
  const behind = position + 1 + matchAt(ESCAPED_SIGN, bytes, position + 1);
  if (behind === position + 1) return false;
  return isNearOctets(bytes, position, behind, space) || isNearGroups(bytes, position, behind, space);
}

/**
 * Where whole numbers stand that may be addresses of IPv4 near leased space: of eight to ten digits, four of which lie in a
 * block of 16 bytes at a multiple of four.
 */
export function numbersIn(bytes: Buffer, block: number, space: LeasedSpace): number[] {
  const found: number[] = [];
  for (let word = block; word < block + 16; word += 4) {
    if (!(isDigit(bytes[word]) && isDigit(bytes[word + 1]) && isDigit(bytes[word + 2]) && isDigit(bytes[word + 3])))
      continue;
    let start = word;
    let end = word;
    while (word - start <= 10 && isDigit(bytes[start - 1])) start--;
    while (end - start <= 10 && isDigit(bytes[end])) end++;
    if (end - start < 8 || end - start > 10 || found.at(-1) === start) continue;
    if (space.isNearSixteen(Math.floor(decimal(bytes, start, end) / 65_536))) found.push(start);
  }
  return found;
}

/** Two octets, the first of which ends at `last`, and more to come. */
function isNearOctets(bytes: Buffer, last: number, next: number, space: LeasedSpace): boolean {
  if (!isDigit(bytes[last]) || !isDigit(bytes[next])) return false;
  let start = last;
  while (last - start < 2 && isDigit(bytes[start - 1])) start--;
  let end = next + 1;
  while (end - next < 3 && isDigit(bytes[end])) end++;
  return (
    NEXT.has(bytes[end] as number) && space.isNearOctets(decimal(bytes, start, last + 1), decimal(bytes, next, end))
  );
}

/** Two groups of IPv6, the second of which may be left out between two colons, and more to come. */
function isNearGroups(bytes: Buffer, last: number, next: number, space: LeasedSpace): boolean {
  let a = 0;
  for (let at = last, shift = 0; shift < 16; at--, shift += 4) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) break;
    a |= digit << shift;
  }
  let b = 0;
  let end = next;
  for (let digit = hexDigit(bytes[end]); digit >= 0 && end - next < 4; digit = hexDigit(bytes[end])) {
    b = b * 16 + digit;
    end++;
  }
  if (bytes[end] !== COLON && !NEXT.has(bytes[end] as number)) return false;
  // 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056) and ::ffff:0:0/96 hold addresses of IPv4.
  if (a === 0x64 && b === 0xff9b) return space.holds(4);
  return space.isNearGroups(a, b) || ((a === 0x2002 || a === 0xffff) && space.isNearSixteen(b));
}

/** Behind one dash or two, as between the groups of `2001-db8-42--7`. */
function dashed(bytes: Buffer, position: number): number {
  return position + (bytes[position + 2] === DASH ? 3 : 2);
}

/** `0xcb007107`. */
function isNearHex(bytes: Buffer, position: number, space: LeasedSpace): boolean {
  let value = 0;
  for (let at = position + 2; at < position + 6; at++) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) return false;
    value = value * 16 + digit;
  }
  return bytes[position] === 48 && space.isNearSixteen(value);
}

function matchAt(pattern: RegExp, bytes: Buffer, position: number): number {
  pattern.lastIndex = 0;
  return pattern.exec(bytes.toString("latin1", position, position + LONGEST))?.[0].length ?? 0;
}

function decimal(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + (bytes[at] as number) - 48;
  return value;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
