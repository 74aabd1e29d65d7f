import { type Family, lastAddress, type Prefix, rangeToPrefixes } from "./prefix";

/** A run of addresses, both ends inclusive. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** A set of addresses of both families. Immutable; every operation is linear in the number of runs, after a sort. */
export class AddressSet {
  /** Per family sorted runs, neither overlapping nor touching, so that equal sets have equal runs. */
  private constructor(
    private readonly v4: readonly AddressRange[],
    private readonly v6: readonly AddressRange[],
  ) {}

  /** The set with no address. */
  static readonly EMPTY = new AddressSet([], []);

  /** The addresses of all the prefixes; they may overlap and come in any order. */
  static of(prefixes: Iterable<Prefix>): AddressSet {
    return AddressSet.ofRanges(
      Array.from(prefixes, (prefix) => ({ family: prefix.family, first: prefix.first, last: lastAddress(prefix) })),
    );
  }

  /** The addresses of all the ranges; they may overlap and come in any order. A range that ends before it starts is empty. */
  static ofRanges(ranges: Iterable<AddressRange>): AddressSet {
    const all = Array.from(ranges).filter((range) => range.first <= range.last);
    return new AddressSet(
      merged(all.filter((range) => range.family === 4)),
      merged(all.filter((range) => range.family === 6)),
    );
  }

  /** The addresses in either set. */
  union(other: AddressSet): AddressSet {
    return new AddressSet(merged([...this.v4, ...other.v4]), merged([...this.v6, ...other.v6]));
  }

  /** The addresses in both sets. */
  intersection(other: AddressSet): AddressSet {
    return new AddressSet(common(this.v4, other.v4), common(this.v6, other.v6));
  }

  /** The addresses of this set that are not in the other. */
  difference(other: AddressSet): AddressSet {
    return new AddressSet(without(this.v4, other.v4), without(this.v6, other.v6));
  }

  /** Whether every address of the prefix is in the set. */
  containsPrefix(prefix: Prefix): boolean {
    const run = this.runAtOrBefore(prefix.family, prefix.first);
    return run !== undefined && run.last >= lastAddress(prefix);
  }

  /** Whether some address of the prefix is in the set. */
  overlapsPrefix(prefix: Prefix): boolean {
    const run = this.runAtOrBefore(prefix.family, lastAddress(prefix));
    return run !== undefined && run.last >= prefix.first;
  }

  isEmpty(): boolean {
    return this.v4.length === 0 && this.v6.length === 0;
  }

  /** How many addresses of one family are in the set. */
  size(family: Family): bigint {
    return this.runs(family).reduce((sum, run) => sum + run.last - run.first + 1n, 0n);
  }

  /** The runs of one family in order; they neither overlap nor touch. */
  runs(family: Family): readonly AddressRange[] {
    return family === 4 ? this.v4 : this.v6;
  }

  /** The fewest prefixes that make up exactly this set, IPv4 first, in order. */
  prefixes(): Prefix[] {
    return [...this.v4, ...this.v6].flatMap((run) => rangeToPrefixes(run.family, run.first, run.last));
  }

  /** The last run that starts at or before an address, found by bisection. */
  private runAtOrBefore(family: Family, address: bigint): AddressRange | undefined {
    const runs = this.runs(family);
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((runs[middle] as AddressRange).first <= address) low = middle + 1;
      else high = middle;
    }
    return runs[low - 1];
  }
}

function merged(runs: AddressRange[]): AddressRange[] {
  runs.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const result: AddressRange[] = [];
  for (const run of runs) {
    const previous = result.at(-1);
    if (previous === undefined || run.first > previous.last + 1n) result.push(run);
    else if (run.last > previous.last) result[result.length - 1] = { ...previous, last: run.last };
  }
  return result;
}

function common(a: readonly AddressRange[], b: readonly AddressRange[]): AddressRange[] {
  const result: AddressRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i] as AddressRange;
    const right = b[j] as AddressRange;
    const first = larger(left.first, right.first);
    const last = smaller(left.last, right.last);
    if (first <= last) result.push({ family: left.family, first, last });
    if (left.last < right.last) i++;
    else j++;
  }
  return result;
}

function without(a: readonly AddressRange[], b: readonly AddressRange[]): AddressRange[] {
  const result: AddressRange[] = [];
  let j = 0;
  for (const run of a) {
    let first = run.first;
    while (j < b.length && (b[j] as AddressRange).last < first) j++;
    // A run of b may reach over several of a, so j stays on the last one looked at.
    for (let k = j; k < b.length && (b[k] as AddressRange).first <= run.last; k++) {
      const cut = b[k] as AddressRange;
      if (cut.first > first) result.push({ family: run.family, first, last: cut.first - 1n });
      first = cut.last + 1n;
      j = k;
    }
    if (first <= run.last) result.push({ family: run.family, first, last: run.last });
  }
  return result;
}

/** Math.max and Math.min do not take `bigint`. */
function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
