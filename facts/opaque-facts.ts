import type { Resource } from "../graph/resource";
import type { FactContext } from "./context";
import type { OpaqueFact, ReferenceFact } from "./fact";
import { unknownPath } from "./references";
import { EIP } from "./types";

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
  const facts: OpaqueFact[] = [];
  for (const resource of context.resources) {
    const what = WHAT[resource.type];
    if (what !== undefined && (hidden.has(resource.urn) || Object.keys(resource.inputs).length === 0)) {
      const paths = hidden.get(resource.urn) ?? [];
      facts.push(opaqueFact(resource, what, paths.length > 0 ? paths : [unknownPath(resource, "inputs")], context));
    } else if (resource.remote && (mentioning.has(resource.urn) || belongs(resource, context))) {
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

/** It, or something it is built from, belongs to a segment or has a leased address. */
function belongs(resource: Resource, { references, membership, observations, view }: FactContext): boolean {
  if (membership.of(resource).claims.length > 0 || membership.leaseOf(resource) !== null) return true;
  const sources = new Set([...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()]);
  for (const urn of sources) {
    const source = references.resource(urn);
    if (source === undefined) continue;
    if (membership.of(source).claims.length > 0 || membership.leaseOf(source) !== null) return true;
    if (source.type !== EIP) continue;
    const allocation = observations.allocations.find(({ key }) => key === urn);
    if (allocation?.address.value !== undefined && view.leaseFor(allocation.address.value) !== undefined) return true;
  }
  return false;
}
