import type { Family, Prefix } from "../prefix";
import { writeWords } from "./prefix-words";
import type { Vrp } from "./vrp";
import type { VrpColumns } from "./vrp-columns";
import { VrpNodes } from "./vrp-nodes";
import { prefixOrder } from "./vrp-order";

/** Verdict on a route (RFC 6811 §2). */
export type RouteState = "valid" | "invalid" | "not-found";

/** No AS number: an AS_SET's origin and AS0 match nothing. */
const NO_ASN = -1;

/** The validated payloads of one family in typed arrays, in order of their prefixes. */
export class VrpTable {
  private readonly family: Family;
  private readonly nodes: VrpNodes;
  private readonly asns: Uint32Array;
  private readonly maxLengths: Uint8Array;
  private readonly expires: Uint32Array | undefined;
  /** The address that is looked up, as words; kept to save an allocation. */
  private readonly wanted: Uint32Array;

  /** @param columns Payloads of one family; they are read, not kept. */
  constructor(columns: VrpColumns) {
    this.family = columns.family;
    this.wanted = new Uint32Array(columns.words);
    const order = prefixOrder(columns);
    this.asns = new Uint32Array(columns.count);
    this.maxLengths = new Uint8Array(columns.count);
    this.expires = columns.expires && new Uint32Array(columns.count);
    // Nodes count from 1, and after the last stands the end.
    const starts = new Uint32Array(columns.count + 2);
    let count = 0;
    for (let at = 0; at < order.length; at++) {
      const row = order[at] as number;
      this.asns[at] = columns.asns[row] as number;
      this.maxLengths[at] = columns.maxLengths[row] as number;
      if (this.expires !== undefined) this.expires[at] = columns.expires?.[row] as number;
      if (at === 0 || !samePrefix(columns, order[at - 1] as number, row)) starts[++count] = at;
    }
    starts[count + 1] = columns.count;
    this.nodes = new VrpNodes(columns, order, starts.subarray(0, count + 2));
  }

  /** The payloads whose prefix contains all of `prefix`, the longest first. */
  covering(prefix: Prefix): Vrp[] {
    const { nodes, wanted } = this;
    const found: Vrp[] = [];
    writeWords(prefix, wanted, 0);
    for (let node = nodes.longestContaining(wanted, prefix.length); node > 0; node = nodes.parentOf(node)) {
      this.collect(node, nodes.lengthOf(node) === prefix.length ? prefix : this.prefixAt(node), found);
    }
    return found;
  }

  /** What route origin validation says of a route, without the payloads that say so: it allocates nothing. */
  state(prefix: Prefix, origin: number | null): RouteState {
    writeWords(prefix, this.wanted, 0);
    return this.stateOfWords(this.wanted, prefix.length, origin);
  }

  /** As `state`, of a prefix whose address is there as words. */
  stateOfWords(address: Uint32Array, length: number, origin: number | null): RouteState {
    const { nodes } = this;
    const asn = origin === null || origin === 0 ? NO_ASN : origin;
    const longest = nodes.longestContaining(address, length);
    for (let node = longest; node > 0; node = nodes.parentOf(node)) {
      if (nodes.firstAllows(node, asn, length)) return "valid";
      if (nodes.hasMore(node) && this.oneAllows(node, asn, length)) return "valid";
    }
    return longest > 0 ? "invalid" : "not-found";
  }

  /** The payloads whose prefix lies in `prefix`, itself included, in order of address, the larger first. */
  within(prefix: Prefix): Vrp[] {
    const { nodes, wanted } = this;
    const found: Vrp[] = [];
    writeWords(prefix, wanted, 0);
    // The last one at or before may be the prefix itself; whatever lies inside follows without a gap.
    for (let node = Math.max(1, nodes.lastAtOrBefore(wanted, prefix.length)); node <= nodes.count; node++) {
      if (nodes.liesIn(node, wanted, prefix.length)) this.collect(node, this.prefixAt(node), found);
      else if (nodes.isAfter(node, wanted, prefix.length)) break;
    }
    return found;
  }

  private oneAllows(node: number, asn: number, length: number): boolean {
    const end = this.nodes.startOf(node + 1);
    for (let at = this.nodes.startOf(node); at < end; at++) {
      if (this.asns[at] === asn && (this.maxLengths[at] as number) >= length) return true;
    }
    return false;
  }

  private collect(node: number, prefix: Prefix, found: Vrp[]): void {
    const end = this.nodes.startOf(node + 1);
    for (let at = this.nodes.startOf(node); at < end; at++) {
      const asn = this.asns[at] as number;
      const maxLength = this.maxLengths[at] as number;
      const expires = this.expires === undefined ? 0 : (this.expires[at] as number);
      found.push(expires === 0 ? { prefix, asn, maxLength } : { prefix, asn, maxLength, expires });
    }
  }

  private prefixAt(node: number): Prefix {
    return { family: this.family, first: this.nodes.addressOf(node), length: this.nodes.lengthOf(node) };
  }
}

function samePrefix({ addresses, lengths, words }: VrpColumns, a: number, b: number): boolean {
  if (lengths[a] !== lengths[b]) return false;
  for (let word = 0; word < words; word++) {
    if (addresses[a * words + word] !== addresses[b * words + word]) return false;
  }
  return true;
}
