import { type Family, fullLength, lastAddress, type Prefix, readPrefix } from "../lease/prefix";
import type { SegmentFact } from "./fact";

/** What a rule opens: ports of one protocol (`all`: of every one) to some prefixes. */
export interface Opening {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly prefixes: readonly Prefix[];
}

/** Global unicast (RFC 4291 §2.4): an IPv6 rule that opens it opens all there is, an eighth of the numbers though it be. */
const GLOBAL_UNICAST = readPrefix("2000::/3") as Prefix;

/**
 * How wide a set of openings is, one entry for each family they reach: the protocol with the most ports on which their
 * union reaches at least `wideShare` of the space. A sweep over ports keeps the union in a tree, so that n prefixes cost
 * n log n however the rules overlap.
 */
export function sweep(openings: readonly Opening[], wideShare: number): SegmentFact["egress"][number][] {
  return ([4, 6] as const).flatMap((family) => {
    const inFamily = openings.filter(({ prefixes }) => prefixes.some((prefix) => prefix.family === family));
    if (inFamily.length === 0) return [];
    const named = [...new Set(inFamily.map(({ protocol }) => protocol))]
      .filter((protocol) => protocol !== "all")
      .sort();
    const entries = (named.length === 0 ? ["all"] : named).map((protocol) => {
      const relevant = inFamily.filter((opening) => opening.protocol === protocol || opening.protocol === "all");
      return { family, protocol, ...width(relevant, family, wideShare) };
    });
    entries.sort((a, b) => b.widePorts - a.widePorts || b.share - a.share);
    return entries.slice(0, 1);
  });
}

/** Prefixes that stand for a destination nobody knows yet: it may be everything. */
export const EVERYWHERE: readonly Prefix[] = [readPrefix("0.0.0.0/0") as Prefix, GLOBAL_UNICAST];

/**
 * Whether what is not known yet could make a set of openings wider than it is known to be, on `widePorts` ports or more.
 * `most` holds the same openings at their widest.
 */
export function couldBeWide(most: readonly Opening[], wideShare: number, widePorts: number): boolean {
  return sweep(most, wideShare).some((entry) => entry.widePorts >= widePorts);
}

interface Span {
  readonly start: bigint;
  /** Past the last address. */
  readonly end: bigint;
}

/** Ports on which the union is wide and the least share of them; with none, the greatest share of any port. */
function width(openings: readonly Opening[], family: Family, wideShare: number): { widePorts: number; share: number } {
  const spans = openings.map(({ prefixes }) => prefixes.flatMap((prefix) => spanOf(prefix, family)));
  const [only] = openings;
  const [span] = spans[0] ?? [];
  // One rule with one destination, which most are, needs no tree.
  if (openings.length === 1 && only !== undefined && spans[0]?.length === 1 && span !== undefined) {
    const share = Number(span.end - span.start) / spaceOf(family);
    return { widePorts: share < wideShare ? 0 : Math.max(0, only.to + 1 - only.from), share };
  }
  const tree = new UnionTree(spans.flat(), family);
  const events = openings.flatMap(({ from, to }, index) => [
    { port: from, delta: 1, spans: spans[index] as Span[] },
    { port: to + 1, delta: -1, spans: spans[index] as Span[] },
  ]);
  events.sort((a, b) => a.port - b.port);
  let widePorts = 0;
  let least = 1;
  let greatest = 0;
  for (const [index, { port, delta, spans: changed }] of events.entries()) {
    for (const span of changed) tree.change(span, delta);
    const until = events[index + 1]?.port ?? port;
    if (until === port) continue;
    const share = tree.share();
    greatest = Math.max(greatest, share);
    if (share < wideShare) continue;
    widePorts += until - port;
    least = Math.min(least, share);
  }
  return { widePorts, share: widePorts > 0 ? least : greatest };
}

/** Addresses that there are to reach. */
function spaceOf(family: Family): number {
  return family === 4 ? 2 ** 32 : 2 ** (fullLength(6) - GLOBAL_UNICAST.length);
}

function spanOf(prefix: Prefix, family: Family): Span[] {
  if (prefix.family !== family) return [];
  let start = prefix.first;
  let end = lastAddress(prefix) + 1n;
  if (family === 6) {
    const [low, high] = [GLOBAL_UNICAST.first, lastAddress(GLOBAL_UNICAST) + 1n];
    start = start < low ? low : start;
    end = end > high ? high : end;
  }
  return start < end ? [{ start, end }] : [];
}

/** A segment tree over the boundaries of all spans: how much of the space the present ones cover together. */
class UnionTree {
  readonly #position = new Map<bigint, number>();
  readonly #sizes: Float64Array;
  readonly #count: Int32Array;
  readonly #covered: Float64Array;
  readonly #cells: number;

  constructor(spans: readonly Span[], family: Family) {
    const bounds = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) =>
      a < b ? -1 : a > b ? 1 : 0,
    );
    const space = spaceOf(family);
    this.#cells = Math.max(bounds.length - 1, 1);
    this.#sizes = new Float64Array(this.#cells);
    for (const [index, bound] of bounds.entries()) {
      this.#position.set(bound, index);
      if (index > 0) this.#sizes[index - 1] = Number(bound - (bounds[index - 1] as bigint)) / space;
    }
    this.#count = new Int32Array(4 * this.#cells);
    this.#covered = new Float64Array(4 * this.#cells);
    this.#prefix = new Float64Array(this.#cells + 1);
    for (let cell = 0; cell < this.#cells; cell++) {
      this.#prefix[cell + 1] = (this.#prefix[cell] as number) + (this.#sizes[cell] as number);
    }
  }

  readonly #prefix: Float64Array;

  change(span: Span, delta: number): void {
    const from = this.#position.get(span.start) as number;
    const to = this.#position.get(span.end) as number;
    this.#update(1, 0, this.#cells, from, to, delta);
  }

  share(): number {
    return this.#covered[1] as number;
  }

  #update(node: number, low: number, high: number, from: number, to: number, delta: number): void {
    if (to <= low || high <= from) return;
    if (from <= low && high <= to) this.#count[node] = (this.#count[node] as number) + delta;
    else {
      const middle = (low + high) >>> 1;
      this.#update(2 * node, low, middle, from, to, delta);
      this.#update(2 * node + 1, middle, high, from, to, delta);
    }
    const isWhole = (this.#count[node] as number) > 0;
    this.#covered[node] = isWhole
      ? (this.#prefix[high] as number) - (this.#prefix[low] as number)
      : high - low === 1
        ? 0
        : (this.#covered[2 * node] as number) + (this.#covered[2 * node + 1] as number);
  }
}
