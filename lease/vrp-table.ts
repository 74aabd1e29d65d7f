import { AddressError } from "./address-error";
import { comparePrefixes, contains, type Family, formatPrefix, fullLength, type Prefix, supernet } from "./prefix";
import { isAsn, type Vrp } from "./vrp";

/**
 * The validated payloads of one family, sorted, in typed arrays. Prefixes are nested or disjoint, so the ones that
 * contain a route hang in one chain of parents, which one bisection finds. A prefix is a *node*; its payloads follow one
 * another from `starts[node]` to `starts[node + 1]`.
 */
export class VrpTable {
  /** 32-bit words an address has: 1 or 4. Numbers, since `bigint` would cost an allocation a comparison. */
  private readonly words: number;
  private readonly addresses: Uint32Array;
  private readonly lengths: Uint8Array;
  private readonly parents: Int32Array;
  private readonly starts: Uint32Array;
  private readonly asns: Uint32Array;
  private readonly maxLengths: Uint8Array;
  /** First node whose address has at least these first 16 bits: saves most of the bisection's jumps through memory. */
  private readonly buckets: Uint32Array;
  /** The address that is looked up, as words; kept, as `view` is, to save an allocation. */
  private readonly wanted: Uint32Array;
  private readonly view = new DataView(new ArrayBuffer(16));

  /** @param vrps Payloads of that family; the array is sorted in place. */
  constructor(family: Family, vrps: Vrp[]) {
    this.words = family === 4 ? 1 : 4;
    this.wanted = new Uint32Array(this.words);
    for (const vrp of vrps) requireSound(vrp);
    vrps.sort((a, b) => comparePrefixes(a.prefix, b.prefix));
    const nodes = vrps.filter((vrp, at) => at === 0 || comparePrefixes((vrps[at - 1] as Vrp).prefix, vrp.prefix) !== 0);
    this.addresses = new Uint32Array(nodes.length * this.words);
    this.lengths = Uint8Array.from(nodes, (vrp) => vrp.prefix.length);
    this.parents = parentsOf(nodes);
    this.starts = new Uint32Array(nodes.length + 1);
    this.asns = Uint32Array.from(vrps, (vrp) => vrp.asn);
    this.maxLengths = Uint8Array.from(vrps, (vrp) => vrp.maxLength);
    for (const [node, vrp] of nodes.entries()) this.write(vrp.prefix.first, this.addresses, node * this.words);
    this.buckets = bucketsOf(this.addresses, this.words);
    let node = -1;
    for (const [at, vrp] of vrps.entries()) if (vrp === nodes[node + 1]) this.starts[++node] = at;
    this.starts[nodes.length] = vrps.length;
  }

  /** The payloads whose prefix contains all of `prefix`, the longest first. */
  covering(prefix: Prefix): Vrp[] {
    this.write(prefix.first, this.wanted, 0);
    const found: Vrp[] = [];
    // Whatever contains the route sorts at or before it and contains all nodes between, so it is among the parents.
    // A longer prefix never agrees: beyond its length a route has only zeros, and then the longer one sorts after it.
    for (let node = this.lastAtOrBefore(prefix.length); node >= 0; node = this.parents[node] as number) {
      const length = this.lengths[node] as number;
      if (!this.agrees(node, length)) continue;
      const holder = length === prefix.length ? prefix : supernet(prefix, length);
      const end = this.starts[node + 1] as number;
      for (let at = this.starts[node] as number; at < end; at++) {
        found.push({ prefix: holder, asn: this.asns[at] as number, maxLength: this.maxLengths[at] as number });
      }
    }
    return found;
  }

  private write(address: bigint, target: Uint32Array, offset: number): void {
    if (this.words === 1) {
      target[offset] = Number(address);
      return;
    }
    this.view.setBigUint64(0, address >> 64n);
    this.view.setBigUint64(8, address); // keeps the lower 64 bits
    for (let word = 0; word < 4; word++) target[offset + word] = this.view.getUint32(4 * word);
  }

  /** The last node that sorts at or before the wanted address with the given length; -1 where there is none. */
  private lastAtOrBefore(length: number): number {
    const bucket = (this.wanted[0] as number) >>> 16;
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

  /** Whether a node's address and the wanted one have the same first `length` bits. */
  private agrees(node: number, length: number): boolean {
    for (let word = 0, rest = length; rest > 0; word++, rest -= 32) {
      const difference = (this.addresses[node * this.words + word] as number) ^ (this.wanted[word] as number);
      if (difference >>> Math.max(0, 32 - rest) !== 0) return false;
    }
    return true;
  }
}

function bucketsOf(addresses: Uint32Array, words: number): Uint32Array {
  const buckets = new Uint32Array(65_537);
  const count = addresses.length / words;
  for (let bucket = 0, node = 0; bucket <= 65_536; bucket++) {
    while (node < count && (addresses[node * words] as number) >>> 16 < bucket) node++;
    buckets[bucket] = node;
  }
  return buckets;
}

function parentsOf(nodes: readonly Vrp[]): Int32Array {
  const parents = new Int32Array(nodes.length);
  for (const [node, { prefix }] of nodes.entries()) {
    let parent = node - 1;
    while (parent >= 0 && !contains((nodes[parent] as Vrp).prefix, prefix)) parent = parents[parent] as number;
    parents[node] = parent;
  }
  return parents;
}

/** Typed arrays would fold a number that is too large onto a small one, and so make a route valid that is not. */
function requireSound({ prefix, asn, maxLength }: Vrp): void {
  const most = fullLength(prefix.family);
  if (isAsn(asn) && Number.isInteger(maxLength) && maxLength >= 0 && maxLength <= most) return;
  throw new AddressError(
    formatPrefix(prefix),
    `the payload for ${formatPrefix(prefix)} has AS number ${asn} and max-length ${maxLength}; ` +
      `give an AS number from 0 to 4294967295 and a max-length up to ${most}`,
  );
}
