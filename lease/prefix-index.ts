import { comparePrefixes, contains, type Family, lastAddress, type Prefix } from "./prefix";

interface Node<T> {
  readonly prefix: Prefix;
  readonly entries: (readonly [Prefix, T])[];
  /** Position of the next larger prefix that contains this one; -1 where there is none. */
  readonly parent: number;
}

/**
 * Finds the prefixes that contain, lie in or overlap a given one. Prefixes are nested or disjoint, so that sorted by
 * address, larger first, every one that contains a place hangs in one chain of parents: building costs n log n, a look-up
 * log n plus the answer plus at most 128 steps. Equal prefixes keep the order in which they were given.
 */
export class PrefixIndex<T> {
  private readonly v4: readonly Node<T>[];
  private readonly v6: readonly Node<T>[];

  constructor(entries: Iterable<readonly [Prefix, T]>) {
    const sorted = Array.from(entries).sort((a, b) => comparePrefixes(a[0], b[0]));
    this.v4 = chained(sorted.filter(([prefix]) => prefix.family === 4));
    this.v6 = chained(sorted.filter(([prefix]) => prefix.family === 6));
  }

  /** Entries whose prefix contains all of `prefix`, itself included, the longest first. */
  covering(prefix: Prefix): [Prefix, T][] {
    const nodes = this.nodes(prefix.family);
    const found: [Prefix, T][] = [];
    // What contains the prefix sorts at or before it, and contains whatever sorts between the two.
    for (let at = after(nodes, prefix) - 1; at >= 0; ) {
      const node = nodes[at] as Node<T>;
      if (contains(node.prefix, prefix)) for (const [key, value] of node.entries) found.push([key, value]);
      at = node.parent;
    }
    return found;
  }

  /** Entries whose prefix lies in `prefix`, itself included, in order of address, larger first. */
  within(prefix: Prefix): [Prefix, T][] {
    const nodes = this.nodes(prefix.family);
    const last = lastAddress(prefix);
    const found: [Prefix, T][] = [];
    for (let at = notBefore(nodes, prefix); at < nodes.length; at++) {
      const node = nodes[at] as Node<T>;
      if (node.prefix.first > last) break;
      for (const [key, value] of node.entries) found.push([key, value]);
    }
    return found;
  }

  /** Entries that share an address with `prefix`: first those that contain it, longest first, then those inside it. */
  overlapping(prefix: Prefix): [Prefix, T][] {
    const larger = this.covering(prefix).filter(([key]) => key.length < prefix.length);
    return [...larger, ...this.within(prefix)];
  }

  private nodes(family: Family): readonly Node<T>[] {
    return family === 4 ? this.v4 : this.v6;
  }
}

function chained<T>(sorted: readonly (readonly [Prefix, T])[]): Node<T>[] {
  const nodes: Node<T>[] = [];
  for (const entry of sorted) {
    const [prefix] = entry;
    const previous = nodes.at(-1);
    if (previous !== undefined && comparePrefixes(previous.prefix, prefix) === 0) {
      previous.entries.push(entry);
      continue;
    }
    let parent = nodes.length - 1;
    while (parent >= 0 && !contains((nodes[parent] as Node<T>).prefix, prefix))
      parent = (nodes[parent] as Node<T>).parent;
    nodes.push({ prefix, entries: [entry], parent });
  }
  return nodes;
}

/** Position of the first node that sorts after the prefix. */
function after<T>(nodes: readonly Node<T>[], prefix: Prefix): number {
  return bisect(nodes, (node) => comparePrefixes(node.prefix, prefix) <= 0);
}

/** Position of the first node that sorts at or after the prefix. */
function notBefore<T>(nodes: readonly Node<T>[], prefix: Prefix): number {
  return bisect(nodes, (node) => comparePrefixes(node.prefix, prefix) < 0);
}

function bisect<T>(nodes: readonly Node<T>[], isBefore: (node: Node<T>) => boolean): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(nodes[middle] as Node<T>)) low = middle + 1;
    else high = middle;
  }
  return low;
}
