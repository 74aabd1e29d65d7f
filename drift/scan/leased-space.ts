import { fullLength, lastAddress, type Prefix } from "../../lease/prefix";

/** Addresses from `first` to `last`, both inclusive. */
interface Stretch {
  readonly first: bigint;
  last: bigint;
}

/** A block or range around a lease is a reference to it up to this many bits shorter: ends may lie that far outside. */
const WIDEST_BITS_SHORTER = 8n;

/**
 * The space of all leases, for two questions whose cost does not depend on how many there are: whether two octets or groups
 * side by side may begin an address near it, and whether a block touches it.
 */
export class LeasedSpace {
  /** By two octets, `a * 256 + b`, in either order: whether they begin addresses near leased space. */
  readonly #octets = new Uint8Array(65_536);
  readonly #sixteens = new Uint8Array(65_536);
  /** The upper 32 bits of addresses of IPv6 near leased space. */
  readonly #groups: readonly (readonly [number, number])[];
  readonly #leased: Readonly<Record<4 | 6, readonly Stretch[]>>;

  constructor(prefixes: readonly Prefix[]) {
    const near = { 4: stretches(prefixes, 4, WIDEST_BITS_SHORTER), 6: stretches(prefixes, 6, WIDEST_BITS_SHORTER) };
    this.#leased = { 4: stretches(prefixes, 4), 6: stretches(prefixes, 6) };
    for (const { first, last } of near[4]) {
      for (let pair = Number(first >> 16n); pair <= Number(last >> 16n); pair++) {
        this.#sixteens[pair] = 1;
        this.#octets[pair] = 1;
        this.#octets[(pair % 256) * 256 + (pair >> 8)] = 1;
      }
    }
    this.#groups = near[6].map(({ first, last }) => [Number(first >> 96n), Number(last >> 96n)] as const);
  }

  /** Whether any lease is of this family. */
  holds(family: 4 | 6): boolean {
    return this.#leased[family].length > 0;
  }

  /** Whether addresses near leased space begin with these octets, or the names of their reverse zones end so. */
  isNearOctets(a: number, b: number): boolean {
    return a < 256 && b < 256 && this.#octets[a * 256 + b] === 1;
  }

  /** Whether the upper half of an address of IPv4, as one number, is near leased space. */
  isNearSixteen(upper: number): boolean {
    return this.#sixteens[upper] === 1;
  }

  /** Whether addresses of IPv6 near leased space begin with these two groups. */
  isNearGroups(a: number, b: number): boolean {
    const upper = a * 65_536 + b;
    let low = 0;
    let high = this.#groups.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#groups[middle] as readonly [number, number])[1] < upper) low = middle + 1;
      else high = middle;
    }
    const found = this.#groups[low];
    return found !== undefined && found[0] <= upper;
  }

  /** Whether some address of the block is leased. */
  touches(block: Prefix): boolean {
    const leased = this.#leased[block.family];
    const last = lastAddress(block);
    let low = 0;
    let high = leased.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((leased[middle] as Stretch).last < block.first) low = middle + 1;
      else high = middle;
    }
    const found = leased[low];
    return found !== undefined && found.first <= last;
  }
}

/** Blocks of one family, widened by their own size times a power of two to either side, as stretches in order and apart. */
function stretches(prefixes: readonly Prefix[], family: 4 | 6, wideningBits?: bigint): Stretch[] {
  const most = (1n << BigInt(fullLength(family))) - 1n;
  const wide = prefixes
    .filter((prefix) => prefix.family === family)
    .map((prefix): Stretch => {
      const last = lastAddress(prefix);
      const margin = wideningBits === undefined ? 0n : (last - prefix.first + 1n) << wideningBits;
      const first = prefix.first < margin ? 0n : prefix.first - margin;
      return { first, last: last > most - margin ? most : last + margin };
    })
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const apart: Stretch[] = [];
  for (const stretch of wide) {
    const before = apart.at(-1);
    if (before === undefined || stretch.first > before.last) apart.push({ ...stretch });
    else if (stretch.last > before.last) before.last = stretch.last;
  }
  return apart;
}
