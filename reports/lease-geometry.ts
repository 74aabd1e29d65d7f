import type { AddressFact, Fact, LeaseFact, SegmentFact } from "../facts/fact";
import { parseUrn } from "../graph/urn";
import { comparePrefixes, readPrefix } from "../lease/prefix";
import type { ReportedLease } from "./reported-lease";

/** The leases of some facts as reports draw them, by prefix; addresses whose value nobody knows yet are left out. */
export function leaseGeometry(facts: readonly Fact[]): ReportedLease[] {
  const segments = new Map<string, SegmentFact[]>();
  const addresses = new Map<string, AddressFact[]>();
  for (const fact of facts) {
    if (fact.kind === "segment") push(segments, fact);
    else if (fact.kind === "address") push(addresses, fact);
  }
  return facts
    .filter((fact): fact is LeaseFact => fact.kind === "lease")
    .map((fact) => reportedLease(fact, segments, addresses))
    .sort((a, b) => compareText(a.prefix, b.prefix) || (a.id < b.id ? -1 : 1));
}

function reportedLease(
  { declaration, declaredBy }: LeaseFact,
  segments: ReadonlyMap<string, readonly SegmentFact[]>,
  addresses: ReadonlyMap<string, readonly AddressFact[]>,
): ReportedLease {
  const { id, prefix, status, term } = declaration;
  const allocated = (addresses.get(id) ?? []).flatMap((fact) => allocation(fact));
  const taken = new Set(allocated.map(({ address }) => address));
  const recorded = (declaration.segments ?? []).flatMap(({ name, placements }) =>
    Object.values(placements ?? {}).map((address) => ({ address, segment: name, resource: null })),
  );
  return {
    id,
    prefix,
    status,
    term: { start: term.start, end: term.end },
    declaredBy,
    segments: (segments.get(id) ?? []).map((segment) => ({
      name: segment.segment ?? "",
      purpose: segment.purpose,
      status: segment.status,
      prefixes: [...segment.prefixes].sort(compareText),
    })),
    addresses: [...allocated, ...recorded.filter(({ address }) => !taken.has(address))].sort((a, b) =>
      compareText(a.address, b.address),
    ),
  };
}

function allocation({ address, segment, resource }: AddressFact): ReportedLease["addresses"] {
  if (address === null) return [];
  if (resource === null) return [{ address, segment, resource: null }];
  const { types, name } = parseUrn(resource);
  return [{ address, segment, resource: { urn: resource, type: types.at(-1) ?? "", name } }];
}

function push<T extends Fact>(groups: Map<string, T[]>, fact: T): void {
  if (fact.lease === null) return;
  const group = groups.get(fact.lease);
  if (group) group.push(fact);
  else groups.set(fact.lease, [fact]);
}

/** Addresses by their number, other text after them. */
function compareText(a: string, b: string): number {
  const [one, other] = [readPrefix(a), readPrefix(b)];
  if (one && other) return comparePrefixes(one, other);
  if (one || other) return one ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
