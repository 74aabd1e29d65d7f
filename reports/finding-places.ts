import { contains, formatShort, type Prefix, readPrefix } from "../lease/prefix";
import type { Finding } from "../policies/finding";
import type { ReportedLease } from "./reported-lease";

/** More places than this are no place: the finding is about the block. */
const MOST_PLACES = 16;

/**
 * Where in a lease's space a finding is: the addresses and prefixes that its evidence names, else what its resource
 * allocates, else its segment's prefixes. Canonical text, each once; empty where the finding is about the lease as a whole
 * or about none of its space.
 */
export function placesOf(finding: Finding, lease: ReportedLease): string[] {
  const block = readPrefix(lease.prefix);
  if (!block) return [];
  const named = inside(
    block,
    Object.values(finding.evidence)
      .flat()
      .filter((value) => typeof value === "string"),
  );
  if (named.length > 0) return some(named);
  if (finding.lease !== lease.id) return [];
  const held = lease.addresses.filter(({ resource }) => resource !== null && resource.urn === finding.resource?.urn);
  const allocated = inside(
    block,
    held.map(({ address }) => address),
  );
  if (allocated.length > 0) return some(allocated);
  const segment = lease.segments.find(({ name }) => name === finding.segment);
  return segment ? some(inside(block, segment.prefixes)) : [];
}

/** Those texts that are strictly inside the block. */
function inside(block: Prefix, texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const prefix = readPrefix(text);
    return prefix && contains(block, prefix) && prefix.length > block.length ? [formatShort(prefix)] : [];
  });
  return [...new Set(found)];
}

function some(places: string[]): string[] {
  return places.slice(0, MOST_PLACES);
}
