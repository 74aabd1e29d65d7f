import type { Graph, Resource } from "../graph/resource";
import type { Register } from "../register/register";
import { observeOne } from "./adapters/table";
import { createContext, type FactContext } from "./context";
import type { SegmentKey } from "./fact";
import { claimOf, distinct, keyOf } from "./membership";
import { noObservations } from "./observations";
import { LEASE_TAG, readTag, SEGMENT_TAG } from "./tags";
import { EIP, INSTANCES, NAT_GATEWAY, NETWORK_INTERFACE, SECURITY_GROUP, SUBNET } from "./types";

/** What holds leased space, or belongs to a segment, and takes tags. */
export const TAGGABLE: ReadonlySet<string> = new Set([
  EIP,
  NAT_GATEWAY,
  SUBNET,
  NETWORK_INTERFACE,
  SECURITY_GROUP,
  ...INSTANCES,
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/managedPrefixList:ManagedPrefixList",
]);

/** The tags that a resource lacks, with their values; only those that are not there. */
export interface MissingTags {
  readonly lease: string;
  readonly segment: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Which of the tags `leasehold:lease` and `leasehold:segment` a resource lacks, where its lease and segment are certain from
 * what else is in view: a segment's prefix that contains its address, or the component it is part of. Undefined where it has
 * both, where nothing says whose it is, and where anything is undetermined: its address is unknown, a lease or segment in view
 * does not say what it is, or two segments are possible.
 * @param graph the resource last, with what it may belong to
 */
export function missingTags(graph: Graph, register: Register, today: string): MissingTags | undefined {
  const resource = graph.resources.at(-1);
  if (resource === undefined || !TAGGABLE.has(resource.type)) return undefined;
  const context = createContext(graph, register, { today });
  const [lease, segment] = [readTag(resource, LEASE_TAG), readTag(resource, SEGMENT_TAG)];
  if ([lease, segment].some((tag) => tag !== undefined && "unknown" in tag)) return undefined;
  const key = certainSegment(resource, context);
  if (key === undefined) return undefined;
  const owner = claimOf("tag", key);
  const tags: Record<string, string> = {};
  for (const [name, tag, value] of [
    [LEASE_TAG, lease, owner.lease],
    [SEGMENT_TAG, segment, owner.segment],
  ] as const) {
    if (tag === undefined && hasTag(resource, name)) return undefined;
    if (tag === undefined) tags[name] = value;
    // A tag that names another is a mistake of somebody's; the rules speak of it.
    else if ("value" in tag && tag.value !== value) return undefined;
  }
  return Object.keys(tags).length === 0 ? undefined : { ...owner, tags };
}

/** The one segment that prefix and component mean, those of them that say anything. */
function certainSegment(resource: Resource, context: FactContext): SegmentKey | undefined {
  const { view, membership } = context;
  if (view.opaque.length > 0) return undefined;
  const parents = membership.of(resource);
  if (parents.unknown.length > 0) return undefined;
  const prefixes = byPrefix(resource, context);
  if (prefixes === undefined) return undefined;
  const ofParents = parents.claims.flatMap((claim) => (claim.by === "parent" ? [keyOf(claim)] : []));
  const named = distinct([...prefixes, ...ofParents]);
  const [key] = named;
  if (key === undefined || named.length > 1) return undefined;
  const { lease } = claimOf("tag", key);
  const viewed = view.leases.get(lease);
  // Without a prefix that says so, one that nobody knows yet may be another segment's.
  if (holdsSpace(resource) && prefixes.length === 0 && view.segmentsOf(lease).some((one) => one.unknown.prefixes)) {
    return undefined;
  }
  return view.segments.has(key) && viewed?.live === true ? key : undefined;
}

/** Segments whose prefixes contain the resource's addresses; undefined where one of them is not known. */
function byPrefix(resource: Resource, { view, references }: FactContext): SegmentKey[] | undefined {
  const seen = noObservations();
  observeOne(resource, references, seen);
  const addresses = seen.allocations.map(({ address }) => address);
  // An address of the cloud's own belongs to no segment; one that nobody knows yet may belong to another.
  if (addresses.some(({ value }) => value === undefined || view.leaseFor(value) === undefined)) return undefined;
  const prefixes = [
    ...addresses.flatMap(({ value }) => (value === undefined ? [] : [value])),
    ...seen.subnets.flatMap((subnet) => subnet.prefixes),
  ];
  const keys = prefixes.map((prefix) => view.segmentsCovering(prefix).map(({ key }) => key));
  // An address of leased space that no segment claims belongs to none, whatever it is part of.
  const isStray = prefixes.some((prefix, index) => view.leaseFor(prefix) !== undefined && keys[index]?.length === 0);
  const claiming = keys.filter((found) => found.length > 0);
  return isStray && claiming.length > 0 ? undefined : distinct(claiming.flat());
}

/** It is there, be it empty. */
function hasTag({ inputs: { tags } }: Resource, name: string): boolean {
  return typeof tags === "object" && tags !== null && Object.hasOwn(tags, name);
}

function holdsSpace({ type }: Resource): boolean {
  return type === EIP || type === SUBNET;
}
