import { AddressSet } from "../../lease/address-set";
import { contains, type Family, type Prefix, parsePrefix, readPrefix } from "../../lease/prefix";
import { BOGONS } from "../../lease/special-purpose";
import type { ArgumentErrors } from "../argument-errors";
import type { DenyList } from "../egress-segment/segment-arguments";
import { readDenyListFile } from "./deny-list-file";

/** What {@link mergeDenyLists} takes. */
export interface DenyListOptions {
  readonly lists: readonly DenyList[];
  /** Family of the segment; entries of the other family are left out, since it never sends to them. */
  readonly family: Family;
  /** The lease's own prefix: never denied to itself. A list that holds some of it is named in `listsLease`. */
  readonly leasePrefix: Prefix;
  /**
   * Destinations inside one's own network: the VPC, peers, and whatever bogon space the segment's ports name. They are
   * taken out of the bogons only; a named list denies them all the same.
   */
  readonly local: readonly Prefix[];
}

/** Several deny lists as one set. */
export interface MergedDenyList {
  readonly set: AddressSet;
  /** The set in the fewest CIDRs, sorted. */
  readonly prefixes: readonly Prefix[];
  /** Names of the lists that hold some of the lease's own prefix: a listing to follow up. */
  readonly listsLease: readonly string[];
}

/**
 * Merges the deny lists of a segment to the fewest CIDRs, reading list files. What cannot be used is added to `errors`
 * under `segment.denyLists`.
 */
export function mergeDenyLists(options: DenyListOptions, errors: ArgumentErrors): MergedDenyList {
  const { lists, family, leasePrefix, local } = options;
  const own = AddressSet.of([leasePrefix]);
  const listsLease: string[] = [];
  let all = AddressSet.EMPTY;
  for (const [index, list] of lists.entries()) {
    if (list === "bogons") {
      all = all.union(BOGONS.difference(AddressSet.of(local)));
      continue;
    }
    const at = `segment.denyLists[${index}]`;
    // The segment has checked its CIDRs already, so the fast reader meets none that it cannot read.
    const set = AddressSet.of([
      ...(list.cidrs ?? []).flatMap((text) => readPrefix(text) ?? []),
      ...fromFile(list.file, at, errors),
    ]);
    if (!set.intersection(own).isEmpty()) listsLease.push(list.name);
    all = all.union(set);
  }
  const prefixes = all
    .difference(own)
    .prefixes()
    .filter((prefix) => prefix.family === family);
  return { set: AddressSet.of(prefixes), prefixes, listsLease };
}

/** The destinations that lie in bogon space, and so are meant to stay reachable although the bogons are denied. */
export function bogonDestinations(destinations: readonly string[]): Prefix[] {
  const bogons = BOGONS.prefixes();
  return destinations.map(parsePrefix).filter((prefix) => bogons.some((bogon) => contains(bogon, prefix)));
}

function fromFile(file: string | undefined, at: string, errors: ArgumentErrors): readonly Prefix[] {
  if (file === undefined) return [];
  const { prefixes, problems } = readDenyListFile(file);
  for (const problem of problems) errors.add(`${at}.file`, file, problem);
  return prefixes;
}
