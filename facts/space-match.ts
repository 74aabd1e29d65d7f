import { fullLength, type Prefix } from "../lease/prefix";
import { best, type LeaseView, type ViewedLease } from "./lease-view";

/** What a mention has to do with a lease. */
export interface SpaceMatch {
  readonly lease: ViewedLease;
  /** How many bits shorter than the lease's prefix the mention is; 0 where it lies inside. */
  readonly bitsShorter: number;
  readonly activeLease: string | null;
}

/** A block that is shorter than a lease by more bits is about the internet, not about the lease. */
const MOST_BITS_SHORTER = 8;

/** Texts kept, so that a block named ten thousand times is looked up once. */
const MOST_CACHED = 50_000;

/** Looks mentions up among the leases in view. */
export class SpaceMatcher {
  readonly #view: LeaseView;
  readonly #shortest: Readonly<Record<4 | 6, number>>;
  readonly #cache = new Map<string, readonly SpaceMatch[]>();

  constructor(view: LeaseView) {
    this.#view = view;
    const shortest = { 4: Number.POSITIVE_INFINITY, 6: Number.POSITIVE_INFINITY };
    for (const { prefix } of view.leases.values()) {
      shortest[prefix.family] = Math.min(shortest[prefix.family], prefix.length);
    }
    this.#shortest = shortest;
  }

  /** One match for each lease that a block or range touches; none for a default route. */
  match(text: string, prefixes: readonly Prefix[]): readonly SpaceMatch[] {
    if (this.#view.leases.size === 0) return [];
    const cached = this.#cache.get(text);
    if (cached !== undefined) return cached;
    const found = prefixes.length === 1 ? this.#matchOne(prefixes[0] as Prefix) : this.#matchRange(prefixes);
    if (this.#cache.size < MOST_CACHED) this.#cache.set(text, found);
    return found;
  }

  #matchOne(prefix: Prefix): SpaceMatch[] {
    if (prefix.length === 0 || prefix.length + MOST_BITS_SHORTER < this.#shortest[prefix.family]) return [];
    const covering = this.#view.leasesCovering(prefix);
    const active = covering.find((viewed) => viewed.live);
    const lease = best(covering);
    const own = lease === undefined ? [] : [{ lease, bitsShorter: 0, activeLease: active?.lease.id ?? null }];
    if (active !== undefined || prefix.length === fullLength(prefix.family)) return own;
    return [...own, ...this.#inside(prefix)];
  }

  /** Leases inside a block that mentions them all. */
  #inside(prefix: Prefix): SpaceMatch[] {
    const found = new Map<string, SpaceMatch>();
    for (const viewed of this.#view.leasesWithin(prefix)) {
      const bitsShorter = viewed.prefix.length - prefix.length;
      if (bitsShorter === 0 || bitsShorter > MOST_BITS_SHORTER) continue;
      const covering = this.#view.leasesCovering(viewed.prefix);
      const lease = best(covering) ?? viewed;
      if (found.has(lease.lease.id)) continue;
      const activeLease = covering.find((one) => one.live)?.lease.id ?? null;
      found.set(lease.lease.id, { lease, bitsShorter, activeLease });
    }
    return [...found.values()];
  }

  /** A range is as many bits shorter than a lease as its size says, wherever its blocks are cut. */
  #matchRange(prefixes: readonly Prefix[]): SpaceMatch[] {
    const [first] = prefixes;
    if (first === undefined) return [];
    const full = fullLength(first.family);
    const size = prefixes.reduce((sum, prefix) => sum + (1n << BigInt(full - prefix.length)), 0n);
    const bits = size.toString(2).length - 1;
    const found = new Map<string, SpaceMatch>();
    for (const prefix of prefixes) {
      for (const match of this.#matchOne(prefix)) {
        const bitsShorter = Math.max(0, bits - (full - match.lease.prefix.length));
        if (bitsShorter <= MOST_BITS_SHORTER) found.set(match.lease.lease.id, { ...match, bitsShorter });
      }
    }
    return [...found.values()];
  }
}
