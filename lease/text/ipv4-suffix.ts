import { type Prefix, rangeToPrefixes, supernet } from "../prefix";
import { DASH, DOT, isDigit, isWord, SLASH } from "./characters";

/** Four octets in dots: their value as a number, and where they end. */
interface Quad {
  readonly value: number;
  readonly end: number;
}

/** What follows an address and says how much of the space around it is meant. */
export interface Ipv4Extent {
  readonly prefixes: readonly Prefix[];
  readonly host?: Prefix;
  readonly end: number;
}

const SPACES = /[ \t]/;
/** Words of routers and of route(8) between a network and its mask. */
const MASK_WORD = /[ \t,]{1,8}(?:(?:net)?mask|wildcard|mask:|netmask:)[ \t=]{1,4}|,?[ \t]{1,8}/iy;

/**
 * Reads `/24`, `/255.255.255.0`, `/0.0.0.255`, ` 255.255.255.0`, ` netmask 255.255.255.0`, ` 0.0.0.255` or `-20` after an
 * address; where there is none of them the address stands alone.
 * @param isPath a slash begins the path of a URL
 */
export function readExtent(text: string, end: number, value: number, isPath: boolean): Ipv4Extent {
  const address: Prefix = { family: 4, first: BigInt(value), length: 32 };
  const next = text.charCodeAt(end);
  const found =
    next === SLASH
      ? isPath
        ? undefined
        : (maskAt(text, end + 1, address, value) ?? lengthAt(text, end + 1, address))
      : next === DASH
        ? shortRange(text, end, value)
        : spacedMask(text, end, address, value);
  return found ?? { prefixes: [address], end };
}

function lengthAt(text: string, start: number, address: Prefix): Ipv4Extent | undefined {
  let at = start;
  let length = 0;
  while (at - start < 3 && isDigit(text.charCodeAt(at))) length = length * 10 + text.charCodeAt(at++) - 48;
  if (at === start || at - start > 2 || length > 32) return undefined;
  const next = text.charCodeAt(at);
  if (isWord(next) || (next === DOT && isDigit(text.charCodeAt(at + 1)))) return undefined;
  return withHost(supernet(address, length), address, at);
}

function maskAt(text: string, start: number, address: Prefix, value: number): Ipv4Extent | undefined {
  const mask = readQuad(text, start);
  const length = mask === undefined ? undefined : lengthOfMask(mask.value, value);
  return mask === undefined || length === undefined
    ? undefined
    : withHost(supernet(address, length), address, mask.end);
}

function spacedMask(text: string, end: number, address: Prefix, value: number): Ipv4Extent | undefined {
  const next = text[end];
  if (next === undefined || !(SPACES.test(next) || next === ",")) return undefined;
  MASK_WORD.lastIndex = end;
  const gap = MASK_WORD.exec(text);
  return gap === null ? undefined : maskAt(text, end + gap[0].length, address, value);
}

function withHost(block: Prefix, address: Prefix, end: number): Ipv4Extent {
  return { prefixes: [block], ...(block.first !== address.first && { host: address }), end };
}

/**
 * The length that a mask stands for: of a network (`255.255.255.0`), or of a router's access list, where the bits that do
 * not matter are set (`0.0.0.255`). One bit pattern can be both; then it is what leaves no host bits of the address.
 */
function lengthOfMask(mask: number, address: number): number | undefined {
  const length = leadingOnes(mask);
  // 0.0.0.0 after an address is a host in an access list and no mask that anybody gives a network.
  if (length !== undefined && (length > 0 || address === 0)) return length;
  return mask === 0 ? 32 : leadingOnes(0xffff_ffff - mask);
}

function leadingOnes(mask: number): number | undefined {
  const rest = 0xffff_ffff - mask;
  const length = 32 - Math.log2(rest + 1);
  return Number.isInteger(length) ? length : undefined;
}

/** `-20` after `203.0.113.5`: to another last octet. A lower number is something else, a revision say. */
function shortRange(text: string, end: number, value: number): Ipv4Extent | undefined {
  let at = end + 1;
  let last = 0;
  while (at - end <= 4 && isDigit(text.charCodeAt(at))) last = last * 10 + text.charCodeAt(at++) - 48;
  const next = text.charCodeAt(at);
  if (at === end + 1 || at - end > 4 || last > 255 || last <= value % 256) return undefined;
  if (isWord(next) || next === DASH || (next === DOT && isDigit(text.charCodeAt(at + 1)))) return undefined;
  const to = value - (value % 256) + last;
  return { prefixes: rangeToPrefixes(4, BigInt(value), BigInt(to)), end: at };
}

function readQuad(text: string, start: number): Quad | undefined {
  let value = 0;
  let at = start;
  for (let octet = 0; octet < 4; octet++) {
    if (octet > 0 && text.charCodeAt(at++) !== DOT) return undefined;
    const first = at;
    let number = 0;
    while (at - first < 4 && isDigit(text.charCodeAt(at))) number = number * 10 + text.charCodeAt(at++) - 48;
    if (at === first || at - first > 3 || number > 255) return undefined;
    value = value * 256 + number;
  }
  const next = text.charCodeAt(at);
  if (isWord(next) || (next === DOT && isDigit(text.charCodeAt(at + 1)))) return undefined;
  return { value, end: at };
}
