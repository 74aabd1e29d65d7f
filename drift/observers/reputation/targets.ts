import type { ViewedLease } from "../../../facts/lease-view";
import {
  contains,
  formatPrefix,
  formatShort,
  fullLength,
  type Prefix,
  parseAddress,
  prefixSize,
  splitPrefix,
} from "../../../lease/prefix";
import type { Declared } from "../../declared";
import { parseBaselineEntry } from "./baseline-entry";

/** An address to ask about, and the lease it belongs to. */
export interface Target {
  readonly lease: string;
  readonly address: Prefix;
  /** It is allocated, placed, or was listed at the handover; else it is looked up with its block. */
  readonly used: boolean;
}

/** What is asked about, and what is left out. */
export interface Targets {
  /** Each address once. */
  readonly targets: readonly Target[];
  /** Space that no segment uses and that there are too many addresses to ask about; in words. */
  readonly unused: readonly string[];
  /** Leases with addresses in use beyond the limit: what is listed there stays unknown. */
  readonly beyond: readonly { readonly lease: string; readonly reason: string }[];
}

/** The leases whose reputation counts: those not given back. */
export function observedLeases({ leases }: Declared): ViewedLease[] {
  return leases.filter(({ lease }) => lease.status !== "released");
}

/**
 * The addresses to ask about: every address of an IPv4 block while there is room; otherwise, and of IPv6 always, those in
 * use: allocated or placed addresses, the addresses of segments (of an IPv6 segment the first one, since lists hold whole
 * /64s), and those that were listed at the handover.
 *
 * @param most addresses in all
 */
export function targetsOf(declared: Declared, most: number): Targets {
  const found = new Map<string, Target>();
  const unused: string[] = [];
  const beyond: { lease: string; reason: string }[] = [];
  const leases = observedLeases(declared);
  for (const viewed of leases) {
    const left = addAll(found, viewed, single(declared, viewed), most, true);
    if (left > 0) beyond.push(tooMany(viewed, left, most));
  }
  for (const viewed of leases) addBlocks(declared, viewed);
  return { targets: [...found.values()], unused, beyond };

  /** Whether there is room for what of a block is not there yet. */
  function fits(block: Prefix): boolean {
    const room = BigInt(most - found.size);
    if (prefixSize(block) > room + BigInt(found.size)) return false;
    const there = [...found.values()].filter(({ address }) => contains(block, address)).length;
    return prefixSize(block) - BigInt(there) <= room;
  }

  function addBlocks(of: Declared, viewed: ViewedLease): void {
    const { lease, prefix } = viewed;
    if (prefix.family === 4 && fits(prefix)) {
      addAll(found, viewed, splitPrefix(prefix, 32), most, false);
      return;
    }
    const blocks = segmentPrefixes(of, viewed).filter(({ family }) => family === 4);
    for (const block of blocks) {
      if (fits(block)) addAll(found, viewed, splitPrefix(block, 32), most, false);
      else beyond.push(tooMany(viewed, prefixSize(block), most, block));
    }
    unused.push(`${lease.id}: of ${formatPrefix(prefix)} only the addresses in use are looked up`);
  }
}

/** Addresses that are known one by one. */
function single(declared: Declared, viewed: ViewedLease): Prefix[] {
  const { lease, prefix } = viewed;
  const placed = (lease.segments ?? []).flatMap(({ placements }) => Object.values(placements ?? {}).map(parseAddress));
  const allocated = declared.context.observations.allocations.flatMap(({ address }) => address.value ?? []);
  const listed = (lease.reputation?.listings ?? []).flatMap((text) => parseBaselineEntry(text)?.prefix ?? []);
  const sampled = segmentPrefixes(declared, viewed).filter(({ family }) => family === 6);
  return [...placed, ...allocated, ...listed, ...sampled].map(firstAddress).filter((one) => contains(prefix, one));
}

function segmentPrefixes({ context }: Declared, { lease, prefix }: ViewedLease): Prefix[] {
  return context.view.segmentsOf(lease.id).flatMap(({ prefixes }) => prefixes.filter((one) => contains(prefix, one)));
}

function firstAddress({ family, first }: Prefix): Prefix {
  return { family, first, length: fullLength(family) };
}

/** @returns how many did not fit */
function addAll(
  found: Map<string, Target>,
  { lease }: ViewedLease,
  addresses: Iterable<Prefix>,
  most: number,
  used: boolean,
): number {
  let left = 0;
  for (const address of addresses) {
    const key = formatShort(address);
    if (found.has(key)) continue;
    if (found.size < most) found.set(key, { lease: lease.id, address, used });
    else left++;
  }
  return left;
}

function tooMany({ lease }: ViewedLease, left: number | bigint, most: number, block?: Prefix) {
  const where = block === undefined ? "" : ` in ${formatPrefix(block)}`;
  return {
    lease: lease.id,
    reason: `${left} addresses of ${lease.id}${where} that are in use are beyond the ${most} of one run; raise drift.reputation.maxAddresses`,
  };
}
