import type { Family, Prefix } from "../prefix";
import { readWords, writeWords } from "./prefix-words";
import type { Vrp } from "./vrp";
import type { VrpColumns } from "./vrp-columns";
import { prefixOrder } from "./vrp-order";

/** Verdict on a route (RFC 6811 §2). */
export type RouteState = "valid" | "invalid" | "not-found";

/**
 * The validated payloads of one family, sorted, in typed arrays. Prefixes are nested or disjoint, so the ones that
 * contain a route hang in one chain of parents, which one bisection finds. A prefix is a *node*; its payloads follow one
 * another from `starts[node]` to `starts[node + 1]`.
 */
export class VrpTable {
  private readonly family: Family;
  /** 32-bit words an address has: 1 or 4. Numbers, since `bigint` would cost an allocation a comparison. */
  private readonly words: number;
  private readonly addresses: Uint32Array;
  private readonly lengths: Uint8Array;
  private readonly parents: Int32Array;
  private readonly starts: Uint32Array;
  private readonly asns: Uint32Array;
  private readonly maxLengths: Uint8Array;
  private readonly expires: Uint32Array | undefined;
  /** First node whose address has at least these first bits: saves most of the bisection's jumps through memory. */
  private readonly buckets: Uint32Array;
  /** How far to shift a first word to get its bucket: 16, and more where there are few nodes. */
  private readonly bucketShift: number;
  /** The address that is looked up, as words; kept to save an allocation. */
  private readonly wanted: Uint32Array;

  /** @param columns Payloads of one family; they are read, not kept. */
  constructor(columns: VrpColumns) {
    this.family = columns.family;
    this.words = columns.words;
    this.wanted = new Uint32Array(this.words);
    const order = prefixOrder(columns);
    this.asns = new Uint32Array(columns.count);
    this.maxLengths = new Uint8Array(columns.count);
    this.expires = columns.expires && new Uint32Array(columns.count);
    const nodes = new Uint32Array(columns.count);
    let count = 0;
    for (let at = 0; at < order.length; at++) {
      const row = order[at] as number;
      this.asns[at] = columns.asns[row] as number;
      this.maxLengths[at] = columns.maxLengths[row] as number;
      if (this.expires !== undefined) this.expires[at] = columns.expires?.[row] as number;
      if (at === 0 || !samePrefix(columns, order[at - 1] as number, row)) nodes[count++] = at;
    }
    this.starts = new Uint32Array(count + 1);
    this.starts.set(nodes.subarray(0, count));
    this.starts[count] = columns.count;
    this.addresses = new Uint32Array(count * this.words);
    this.lengths = new Uint8Array(count);
    for (let node = 0; node < count; node++) {
      const row = order[this.starts[node] as number] as number;
      this.lengths[node] = columns.lengths[row] as number;
      for (let word = 0; word < this.words; word++) {
        this.addresses[node * this.words + word] = columns.addresses[row * this.words + word] as number;
      }
    }
    this.parents = this.findParents();
    this.bucketShift = Math.min(31, Math.max(16, Math.clz32(count)));
    this.buckets = bucketsOf(this.addresses, this.words, this.bucketShift);
  }

  /** The payloads whose prefix contains all of `prefix`, the longest first. */
  covering(prefix: Prefix): Vrp[] {
    const found: Vrp[] = [];
    for (let node = this.lastCandidate(prefix); node >= 0; node = this.parents[node] as number) {
      const length = this.lengths[node] as number;
      if (!agree(this.addresses, node * this.words, this.wanted, 0, length)) continue;
      this.collect(node, length === prefix.length ? prefix : this.prefixAt(node), found);
    }
    return found;
  }

  /** What route origin validation says of a route, without the payloads that say so: it allocates nothing. */
  state(prefix: Prefix, origin: number | null): RouteState {
    let isCovered = false;
    for (let node = this.lastCandidate(prefix); node >= 0; node = this.parents[node] as number) {
      if (!agree(this.addresses, node * this.words, this.wanted, 0, this.lengths[node] as number)) continue;
      isCovered = true;
      const end = this.starts[node + 1] as number;
      for (let at = this.starts[node] as number; at < end; at++) {
        const isMatch = this.asns[at] === origin && (this.maxLengths[at] as number) >= prefix.length;
        if (isMatch && origin !== 0) return "valid";
      }
    }
    return isCovered ? "invalid" : "not-found";
  }

  /** The payloads whose prefix lies in `prefix`, itself included, in order of address, the larger first. */
  within(prefix: Prefix): Vrp[] {
    const found: Vrp[] = [];
    // The last one at or before may be the prefix itself; whatever lies inside follows without a gap.
    for (let node = Math.max(0, this.lastCandidate(prefix)); node < this.lengths.length; node++) {
      const length = this.lengths[node] as number;
      const lies = length >= prefix.length && agree(this.addresses, node * this.words, this.wanted, 0, prefix.length);
      if (lies) this.collect(node, this.prefixAt(node), found);
      else if (this.isAfter(node, prefix.length)) break;
    }
    return found;
  }

  /** Writes the wanted address. Whatever contains the prefix is the node that is returned, or among its parents. */
  private lastCandidate(prefix: Prefix): number {
    writeWords(prefix, this.wanted, 0);
    // Whatever contains the route sorts at or before it and contains all nodes between, so it is among the parents.
    // A longer prefix never agrees: beyond its length a route has only zeros, and then the longer one sorts after it.
    return this.lastAtOrBefore(prefix.length);
  }

  private collect(node: number, prefix: Prefix, found: Vrp[]): void {
    const end = this.starts[node + 1] as number;
    for (let at = this.starts[node] as number; at < end; at++) {
      const asn = this.asns[at] as number;
      const maxLength = this.maxLengths[at] as number;
      const expires = this.expires === undefined ? 0 : (this.expires[at] as number);
      found.push(expires === 0 ? { prefix, asn, maxLength } : { prefix, asn, maxLength, expires });
    }
  }

  private prefixAt(node: number): Prefix {
    const first = readWords(this.family, this.addresses, node * this.words);
    return { family: this.family, first, length: this.lengths[node] as number };
  }

  /** The last node that sorts at or before the wanted address with the given length; -1 where there is none. */
  private lastAtOrBefore(length: number): number {
    const bucket = (this.wanted[0] as number) >>> this.bucketShift;
    let low = this.buckets[bucket] as number;
    let high = this.buckets[bucket + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.isAfter(middle, length)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  private isAfter(node: number, length: number): boolean {
    for (let word = 0, at = node * this.words; word < this.words; word++, at++) {
      const difference = (this.addresses[at] as number) - (this.wanted[word] as number);
      if (difference !== 0) return difference > 0;
    }
    return (this.lengths[node] as number) > length;
  }

  private findParents(): Int32Array {
    const { addresses, lengths, words } = this;
    const parents = new Int32Array(lengths.length);
    for (let node = 0; node < lengths.length; node++) {
      let parent = node - 1;
      // An earlier node with a longer prefix never agrees, for the reason given at `lastCandidate`.
      while (parent >= 0 && !agree(addresses, parent * words, addresses, node * words, lengths[parent] as number)) {
        parent = parents[parent] as number;
      }
      parents[node] = parent;
    }
    return parents;
  }
}

/** Whether two addresses have the same first `length` bits. */
function agree(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number, length: number): boolean {
  for (let word = 0, rest = length; rest > 0; word++, rest -= 32) {
    const difference = (a[aAt + word] as number) ^ (b[bAt + word] as number);
    if (difference >>> Math.max(0, 32 - rest) !== 0) return false;
  }
  return true;
}

function samePrefix({ addresses, lengths, words }: VrpColumns, a: number, b: number): boolean {
  return lengths[a] === lengths[b] && agree(addresses, a * words, addresses, b * words, 32 * words);
}

function bucketsOf(addresses: Uint32Array, words: number, shift: number): Uint32Array {
  const last = 2 ** (32 - shift);
  const buckets = new Uint32Array(last + 1);
  const count = addresses.length / words;
  for (let bucket = 0, node = 0; bucket <= last; bucket++) {
    while (node < count && (addresses[node * words] as number) >>> shift < bucket) node++;
    buckets[bucket] = node;
  }
  return buckets;
}
