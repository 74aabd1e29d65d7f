import type { Resource } from "../graph/resource";
import type { FactContext } from "./context";
import type { OpaqueFact, ReferenceFact } from "./fact";
import { type Key, unknownPath } from "./references";

const WHAT: Readonly<Record<string, OpaqueFact["what"]>> = {
  "leasehold:index:LeasedBlock": "lease",
  "leasehold:index:EgressSegment": "segment",
  "leasehold:index:EgressPool": "pool",
  "leasehold:index:NatEgress": "nat",
  "leasehold:index:EgressFirewall": "firewall",
  "leasehold:index:ReverseDns": "reverse-dns",
  "leasehold:index:Telemetry": "telemetry",
  "leasehold:index:PrivilegedAccess": "access",
};

/** One fact for every component of ours that does not say what it is, and for remote ones that have to do with leases. */
export function opaqueFacts(context: FactContext, references: readonly ReferenceFact[]): OpaqueFact[] {
  const hidden = new Map(context.view.opaque.map(({ resource, unknown }) => [resource.urn, unknown] as const));
  const mentioning = new Set(references.map((fact) => fact.resource));
  const leased = leasedAllocations(context);
  const facts: OpaqueFact[] = [];
  for (const resource of context.resources) {
    const what = WHAT[resource.type];
    if (what !== undefined && (hidden.has(resource.urn) || Object.keys(resource.inputs).length === 0)) {
      const paths = hidden.get(resource.urn) ?? [];
      facts.push(opaqueFact(resource, what, paths.length > 0 ? paths : [unknownPath(resource, "inputs")], context));
    } else if (resource.remote && (mentioning.has(resource.urn) || belongs(resource, context, leased))) {
      facts.push(opaqueFact(resource, "remote", [unknownPath(resource, "outputs")], context));
    }
  }
  return facts;
}

function opaqueFact(
  resource: Resource,
  what: OpaqueFact["what"],
  paths: readonly string[],
  { membership }: FactContext,
): OpaqueFact {
  const [claim] = membership.of(resource).claims;
  return {
    kind: "opaque",
    id: `opaque:${resource.urn}`,
    resource: resource.urn,
    lease: claim?.lease || membership.leaseOf(resource),
    segment: claim?.segment ?? null,
    unknown: { inputs: paths },
    what,
  };
}

/** It, or something it is built from, belongs to a lease or segment, or has a leased address. */
function belongs(resource: Resource, { references, membership }: FactContext, leased: ReadonlySet<Key>): boolean {
  const sources = new Set([...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()]);
  const relatives = [resource, ...[...sources].flatMap((urn) => references.resource(urn) ?? [])];
  return relatives.some(
    (one) => leased.has(one.urn) || membership.of(one).claims.length > 0 || membership.leaseOf(one) !== null,
  );
}

/** Allocations in leased space, and those from a pool, which may be. */
function leasedAllocations({ observations, view }: FactContext): Set<Key> {
  const found = observations.allocations.filter(({ address, source }) =>
    address.value === undefined ? source === "pool" : view.leaseFor(address.value) !== undefined,
  );
  return new Set(found.map(({ resource }) => resource.urn));
}
