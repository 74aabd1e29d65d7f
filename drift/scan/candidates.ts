import type { LeasedSpace } from "./leased-space";

/** What may stand for a dot inside an address: itself, escaped or defanged. */
const DOT = String.raw`(?:[.\-_]|\\{1,8}[.-]|[[({](?:\.|dot|DOT)[)}\]]|%2[eEdD]|\\{1,8}(?:u\{?00|x)2[eE]\}?|&#(?:46|x2[eE]);)`;
const COLON = String.raw`(?::|\\{1,8}:|\[:\]|%3[aA])`;

/** Three numbers with signs between them, or two and what leaves the others open. */
const OCTETS = new RegExp(`[0-9]${DOT}(?=[0-9]{1,3}(?:/|${DOT}))`, "g");
const GROUPS = new RegExp(`[0-9a-fA-F]${COLON}(?=[0-9a-fA-F]{0,4}${COLON})`, "g");
const REVERSE6 = /[iI][pP]6\\{0,8}\.[aAiI]/g;
const NUMBERS = /(?<![0-9A-Za-z_.])(?:0[xX][0-9a-fA-F]{8}|[1-9][0-9]{7,9})(?![0-9A-Za-z_])/g;

/**
 * Where a text of one byte a character (Latin-1, or UTF-8 read so) may name space near a lease: positions in any order. Few
 * texts have any; only around those is it read what is meant. One pass a notation, whose speed does not depend on leases.
 */
export function candidates(text: string, space: LeasedSpace): number[] {
  const found: number[] = [];
  if (space.holds(4)) {
    collect(text, OCTETS, found, (start, end) => space.isNearOctets(decimalBefore(text, start), decimalAt(text, end)));
    collect(text, NUMBERS, found, (start, end) =>
      space.isNearSixteen(Math.floor(Number(text.slice(start, end)) / 65_536)),
    );
  }
  collect(text, GROUPS, found, (start, end) => isNear(hexBefore(text, start), hexAt(text, end), space));
  if (space.holds(6)) collect(text, REVERSE6, found, () => true);
  return found;
}

/** @param accepts takes the first position of a match and that after it */
function collect(
  text: string,
  pattern: RegExp,
  found: number[],
  accepts: (start: number, end: number) => boolean,
): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (accepts(match.index, pattern.lastIndex)) found.push(match.index);
  }
}

/** 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056) and ::ffff:0:0/96 hold addresses of IPv4. */
function isNear(a: number, b: number, space: LeasedSpace): boolean {
  return (
    space.isNearGroups(a, b) ||
    (a === 0x64 && b === 0xff9b) ||
    ((a === 0x2002 || a === 0xffff) && space.isNearSixteen(b))
  );
}

/** The number of up to three digits that ends at a position. */
function decimalBefore(text: string, last: number): number {
  let value = 0;
  for (let at = last, unit = 1; at >= 0 && last - at < 3; at--, unit *= 10) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value += digit * unit;
  }
  return value;
}

function decimalAt(text: string, first: number): number {
  let value = 0;
  for (let at = first; at - first < 3; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  return value;
}

/** The group of up to four hex digits that ends at a position. */
function hexBefore(text: string, last: number): number {
  let value = 0;
  for (let at = last, shift = 0; at >= 0 && shift < 16; at--, shift += 4) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) break;
    value |= digit << shift;
  }
  return value;
}

/** The group at a position; 0 where two colons stand together. */
function hexAt(text: string, first: number): number {
  let value = 0;
  for (let at = first; at - first < 4; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) break;
    value = value * 16 + digit;
  }
  return value;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
