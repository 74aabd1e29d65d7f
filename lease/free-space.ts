import { AddressSet } from "./address-set";
import type { Prefix } from "./prefix";

/** What is left of some space. */
export class FreeSpace {
  private free: AddressSet;

  /**
   * @param space All there is.
   * @param taken What of it is used already; parts outside the space do not matter.
   */
  constructor(space: Iterable<Prefix>, taken: Iterable<Prefix> = []) {
    this.free = AddressSet.of(space).difference(AddressSet.of(taken));
  }

  /**
   * The prefix of the given length that breaks up the least: the first part of the smallest free block that holds it,
   * the lowest of equals. Undefined where none is free. As long as nothing is given back, requests in any order fill an
   * empty block to its last address.
   */
  bestFit(length: number): Prefix | undefined {
    let best: Prefix | undefined;
    for (const block of this.blocks()) {
      if (block.length <= length && (best === undefined || block.length > best.length)) best = block;
    }
    return best && { ...best, length };
  }

  /** The lowest free IPv4 address, as a /32; undefined where none is free. */
  lowestIpv4(): Prefix | undefined {
    const run = this.free.runs(4)[0];
    return run && { family: 4, first: run.first, length: 32 };
  }

  /** The free blocks, each as large as it can be, in order. */
  blocks(): Prefix[] {
    return this.free.prefixes();
  }

  /** Whether all of the prefix is free. */
  has(prefix: Prefix): boolean {
    return this.free.containsPrefix(prefix);
  }

  /** Marks a prefix as used. */
  take(prefix: Prefix): void {
    this.free = this.free.difference(AddressSet.of([prefix]));
  }
}
