import type { Family } from "../prefix";
import { readWords } from "./prefix-words";
import type { VrpColumns } from "./vrp-columns";

/** Where the parts of a record stand, after the address. */
const ASN = 0;
/** Length of the prefix, max-length of the first payload, and whether there are more: see `LENGTH_MASK`, `MORE`. */
const LENGTHS = 1;
const PARENT = 2;

const LENGTH_MASK = 0xff;
const MAX_LENGTH_SHIFT = 8;
const MORE = 1 << 16;

/** Most buckets are 2^20: at the size of the whole RPKI one holds a node or two. */
const LEAST_SHIFT = 12;

/**
 * The different prefixes of one family, in order of address, the larger first. Prefixes are nested or disjoint, so the ones
 * that contain a route hang in one chain of parents, which one bisection finds.
 *
 * All that a verdict reads of a node stands side by side, 16 bytes in IPv4 and 32 in IPv6, its first payload included, since
 * few have more: so it costs one access to memory that is not cached, and those take longer than all the arithmetic. Nodes
 * count from 1; 0 says that there is none.
 */
export class VrpNodes {
  readonly count: number;
  private readonly family: Family;
  /** 32-bit words an address has: 1 or 4. Numbers, since `bigint` would cost an allocation a comparison. */
  private readonly words: number;
  /** A record takes 2^scale words: a power of two, so that it never lies in two lines of the cache. */
  private readonly scale: number;
  /** One for each node: address, first payload's AS number, lengths, parent. The first is empty. */
  private readonly records: Uint32Array;
  /** Where each node's payloads start in their order; after the last, how many there are. */
  private readonly starts: Uint32Array;
  /** First node whose address has at least these first bits: saves nearly all of the bisection. */
  private readonly buckets: Uint32Array;
  /** How far to shift a first word to get its bucket: more where there are few nodes, which must cost little to set up. */
  private readonly bucketShift: number;

  /**
   * @param columns Payloads of one family; they are read, not kept.
   * @param order Their positions in order of prefix.
   * @param starts For each node from 1 on, where its first payload stands in `order`, and then the end. It is kept.
   */
  constructor(columns: VrpColumns, order: Uint32Array, starts: Uint32Array) {
    this.count = starts.length - 2;
    this.family = columns.family;
    this.words = columns.words;
    this.scale = this.words === 1 ? 2 : 3;
    this.starts = starts;
    this.records = new Uint32Array((this.count + 1) << this.scale);
    this.fillRecords(columns, order);
    this.bucketShift = Math.min(31, Math.max(LEAST_SHIFT, Math.clz32(this.count)));
    this.buckets = this.fillBuckets();
  }

  /** The longest node that contains a prefix, itself included; all others that do are its parents, theirs, and so on. */
  longestContaining(address: Uint32Array, length: number): number {
    // Whatever contains the prefix sorts at or before it and contains all nodes between, so it is among the parents.
    return this.nearestContaining(this.lastAtOrBefore(address, length), address);
  }

  /** The last node that sorts at or before a prefix. */
  lastAtOrBefore(address: Uint32Array, length: number): number {
    const bucket = (address[0] as number) >>> this.bucketShift;
    let low = this.buckets[bucket] as number;
    let high = this.buckets[bucket + 1] as number;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.isAfter(middle, address, length)) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  /** Whether a node lies in the prefix, or is the prefix. */
  liesIn(node: number, address: Uint32Array, length: number): boolean {
    return this.lengthOf(node) >= length && this.agrees(node, address, length);
  }

  /** Whether a node sorts after a prefix. */
  isAfter(node: number, address: Uint32Array, length: number): boolean {
    const start = node << this.scale;
    for (let word = 0; word < this.words; word++) {
      const own = this.records[start + word] as number;
      const other = address[word] as number;
      if (own !== other) return own > other;
    }
    return this.lengthOf(node) > length;
  }

  /** The smallest prefix that contains the node's. */
  parentOf(node: number): number {
    return this.part(node, PARENT);
  }

  lengthOf(node: number): number {
    return this.part(node, LENGTHS) & LENGTH_MASK;
  }

  /** The node's address, as a number. */
  addressOf(node: number): bigint {
    return readWords(this.family, this.records, node << this.scale);
  }

  /** Whether the node's first payload is of this AS and allows this length. */
  firstAllows(node: number, asn: number, length: number): boolean {
    return this.part(node, ASN) === asn && ((this.part(node, LENGTHS) >>> MAX_LENGTH_SHIFT) & LENGTH_MASK) >= length;
  }

  /** Whether the node has more than one payload. */
  hasMore(node: number): boolean {
    return (this.part(node, LENGTHS) & MORE) !== 0;
  }

  /** Where the node's first payload stands; its last stands before the next node's first. */
  startOf(node: number): number {
    return this.starts[node] as number;
  }

  private part(node: number, part: number): number {
    return this.records[(node << this.scale) + this.words + part] as number;
  }

  /**
   * The node itself, which sorts at or before the prefix, or the first of its parents that contains the prefix: that has its
   * bits. A longer one never has: beyond its length the prefix has only zeros, and then the longer one sorts after it.
   */
  private nearestContaining(node: number, address: Uint32Array): number {
    let nearest = node;
    while (nearest > 0 && !this.agrees(nearest, address, this.lengthOf(nearest))) nearest = this.parentOf(nearest);
    return nearest;
  }

  /** Whether the node's address has the same first `length` bits. */
  private agrees(node: number, address: Uint32Array, length: number): boolean {
    const start = node << this.scale;
    for (let word = 0, rest = length; rest > 0; word++, rest -= 32) {
      const difference = (this.records[start + word] as number) ^ (address[word] as number);
      if (rest >= 32 ? difference !== 0 : difference >>> (32 - rest) !== 0) return false;
    }
    return true;
  }

  private fillRecords({ addresses, asns, lengths, maxLengths }: VrpColumns, order: Uint32Array): void {
    const { records, words, starts } = this;
    const address = new Uint32Array(words);
    for (let node = 1, at = 1 << this.scale; node <= this.count; node++, at += 1 << this.scale) {
      const first = starts[node] as number;
      const row = order[first] as number;
      for (let word = 0; word < words; word++) {
        address[word] = records[at + word] = addresses[row * words + word] as number;
      }
      const more = (starts[node + 1] as number) - first > 1 ? MORE : 0;
      records[at + words + ASN] = asns[row] as number;
      records[at + words + LENGTHS] =
        (lengths[row] as number) | ((maxLengths[row] as number) << MAX_LENGTH_SHIFT) | more;
      records[at + words + PARENT] = this.nearestContaining(node - 1, address);
    }
  }

  private fillBuckets(): Uint32Array {
    const last = 2 ** (32 - this.bucketShift);
    const buckets = new Uint32Array(last + 1);
    for (let bucket = 0, node = 1; bucket <= last; bucket++) {
      while (node <= this.count && (this.records[node << this.scale] as number) >>> this.bucketShift < bucket) node++;
      buckets[bucket] = node;
    }
    return buckets;
  }
}
