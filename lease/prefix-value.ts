import { AddressError } from "./address-error";

/** IP version. */
export type Family = 4 | 6;

/** A canonical block of addresses: no host bits. Addresses are `bigint` in both families. Compare with `comparePrefixes`. */
export interface Prefix {
  readonly family: Family;
  /** The lowest address of the block, as a number. */
  readonly first: bigint;
  /** Prefix length: 0 to 32 for IPv4, 0 to 128 for IPv6. */
  readonly length: number;
}

/** Length of a single address: 32 or 128. */
export function fullLength(family: Family): number {
  return family === 4 ? 32 : 128;
}

/** How many addresses the block holds. */
export function prefixSize(prefix: Prefix): bigint {
  return 1n << BigInt(fullLength(prefix.family) - prefix.length);
}

/** The highest address of the block, as a number. */
export function lastAddress(prefix: Prefix): bigint {
  return prefix.first + prefixSize(prefix) - 1n;
}

/** Whether every address of `inner` lies in `outer`. A block contains itself; the families never contain one another. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family || outer.length > inner.length) return false;
  const shift = BigInt(fullLength(outer.family) - outer.length);
  return inner.first >> shift === outer.first >> shift;
}

/** Whether some address lies in both. Two blocks are nested or disjoint, never partly overlapping. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return a.length <= b.length ? contains(a, b) : contains(b, a);
}

/** Total order: IPv4 before IPv6, then by lowest address, then the larger block first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.length - b.length;
}

function requireLength(family: Family, length: number, least: number, most: number): void {
  if (Number.isInteger(length) && length >= least && length <= most) return;
  throw new AddressError(
    `/${length}`,
    `prefix length ${length} does not fit IPv${family} here; use a whole number from ${least} to ${most}`,
  );
}

/**
 * The block of the given length around `prefix`.
 * @throws AddressError when `length` is longer than the prefix's own, negative or not whole.
 */
export function supernet(prefix: Prefix, length: number): Prefix {
  requireLength(prefix.family, length, 0, prefix.length);
  const shift = BigInt(fullLength(prefix.family) - length);
  return { family: prefix.family, first: (prefix.first >> shift) << shift, length };
}

/**
 * The parts of the given length, lowest first. Lazy, since a /32 of IPv6 holds 2^96 single addresses.
 * @throws AddressError when `length` is shorter than the prefix's own, or longer than the family allows (on the call, not
 * while iterating).
 */
export function splitPrefix(prefix: Prefix, length: number): Iterable<Prefix> {
  requireLength(prefix.family, length, prefix.length, fullLength(prefix.family));
  return parts(prefix, length);
}

function* parts(prefix: Prefix, length: number): Generator<Prefix> {
  const { family } = prefix;
  const step = 1n << BigInt(fullLength(family) - length);
  const end = prefix.first + prefixSize(prefix);
  for (let first = prefix.first; first < end; first += step) yield { family, first, length };
}

/**
 * The fewest blocks that cover exactly the addresses `first` to `last`, both inclusive, in order: at most 62 for IPv4 and
 * 254 for IPv6.
 * @throws AddressError when the range ends before it starts or leaves the family's space.
 */
export function rangeToPrefixes(family: Family, first: bigint, last: bigint): Prefix[] {
  const bits = fullLength(family);
  if (first > last || first < 0n || last >> BigInt(bits) !== 0n) {
    throw new AddressError(
      `${first}-${last}`,
      `the range ${first} to ${last} is no range of IPv${family} addresses; give the lower address first, inside the space`,
    );
  }
  const found: Prefix[] = [];
  let next = first;
  while (next <= last) {
    let hostBits = next === 0n ? bits : trailingZeros(next, bits);
    while (next + (1n << BigInt(hostBits)) - 1n > last) hostBits--;
    found.push({ family, first: next, length: bits - hostBits });
    next += 1n << BigInt(hostBits);
  }
  return found;
}

function trailingZeros(value: bigint, bits: number): number {
  let count = 0;
  for (let rest = value; count < bits && (rest & 1n) === 0n; rest >>= 1n) count++;
  return count;
}
