import { unknownPaths } from "../graph/read";
import type { Resource } from "../graph/resource";
import type { FactContext } from "./context";
import type { SegmentKey } from "./fact";
import { SetMap } from "./key-map";
import { claimOf, distinct, strongest } from "./membership";
import { type Key, unknownPath } from "./references";
import type { Subnets } from "./subnets";
import { SECURITY_GROUPS } from "./types";

/** Of the paths that hide something, as many are named. */
export const MOST_PATHS = 5;

/** Which segments a firewall guards, and what hides whose it is. */
export interface Attached {
  readonly byGroup: ReadonlyMap<Key, readonly SegmentKey[]>;
  /** Groups of workloads whose segment nobody knows yet, with the paths. */
  readonly hiddenGroups: ReadonlyMap<Key, ReadonlySet<string>>;
  /** Paths of workloads of which nobody knows either segment or groups. */
  readonly hiddenAttachments: readonly string[];
  /** Paths of network ACLs whose subnets nobody knows yet. */
  readonly hiddenAcls: readonly string[];
  readonly byAcl: ReadonlyMap<Key, readonly SegmentKey[]>;
  /** Path that names a group, for groups out of view. */
  readonly namedAt: ReadonlyMap<Key, string>;
  readonly unknown: Iterable<[SegmentKey, Set<string>]>;
}

/** Firewalls by the workloads they guard: hosts of a segment or in its subnets, and whatever names both. */
export function attachedSegments(context: FactContext, subnets: Subnets): Attached {
  const { observations, resources, references } = context;
  const groups = new SetMap<Key, SegmentKey>();
  const acls = new SetMap<Key, SegmentKey>();
  const unknown = new SetMap<SegmentKey, string>();
  const namedAt = new Map<Key, string>();
  const ofSubnets = (keys: readonly Key[]): SegmentKey[] =>
    keys.flatMap((key) => subnets.claimed.get(key)?.workloadOf ?? []);
  const hiddenGroups = new SetMap<Key, string>();
  const hiddenAttachments: string[] = [];
  const hosts = new Set<Key>();
  for (const host of observations.hosts) {
    hosts.add(host.resource.urn);
    const segments = distinct([...ofSubnets(host.subnets.keys), ...declaredSegments(context, host.resource)]);
    if (segments.length === 0) {
      const paths = [...host.subnets.unknown, ...context.membership.of(host.resource).unknown].slice(0, MOST_PATHS);
      for (const group of host.securityGroups.keys) for (const path of paths) hiddenGroups.add(group, path);
      if (paths.length > 0 && hiddenAttachments.length < MOST_PATHS)
        hiddenAttachments.push(...host.securityGroups.unknown);
    }
    for (const segment of segments) {
      for (const group of host.securityGroups.keys) {
        groups.add(group, segment);
        if (!namedAt.has(group)) namedAt.set(group, unknownPath(host.resource, "securityGroups"));
      }
      for (const path of host.securityGroups.unknown) unknown.add(segment, path);
    }
  }
  for (const resource of resources) {
    if (hosts.has(resource.urn) || !resource.custom) continue;
    if (resource.unlinked && hiddenAttachments.length < MOST_PATHS) hiddenAttachments.push(...unknownGroups(resource));
    const named = new Set(Object.values(resource.propertyDependencies).flat());
    const used = [...named].filter((urn) => SECURITY_GROUPS.includes(references.resource(urn)?.type ?? ""));
    if (used.length === 0) continue;
    for (const segment of ofSubnets([...named])) for (const group of used) groups.add(group, segment);
  }
  for (const acl of observations.firewalls) {
    if (acl.kind !== "network-acl") continue;
    for (const segment of [...ofSubnets(acl.subnets.keys), ...declaredSegments(context, acl.resource)])
      acls.add(acl.resource.urn, segment);
  }
  for (const { firewalls, subnets: named } of observations.firewallSubnets) {
    for (const acl of firewalls.keys) for (const segment of ofSubnets(named.keys)) acls.add(acl, segment);
  }
  const hiddenAcls = [
    ...observations.firewalls.flatMap(({ kind, subnets: named }) => (kind === "network-acl" ? named.unknown : [])),
    ...observations.firewallSubnets.flatMap(({ firewalls, subnets: named }) => [
      ...firewalls.unknown,
      ...named.unknown,
    ]),
  ].slice(0, MOST_PATHS);
  return {
    byGroup: arrays(groups),
    hiddenGroups: new Map(hiddenGroups.entries()),
    hiddenAttachments,
    hiddenAcls,
    byAcl: arrays(acls),
    namedAt,
    unknown: unknown.entries(),
  };
}

/** Paths by which a resource whose dependencies nobody knows may name a security group. */
function unknownGroups(resource: Resource): string[] {
  const paths = unknownPaths(resource.inputs).filter((path) => /security_?group/i.test(path));
  return paths.map((path) => unknownPath(resource, path));
}

function arrays(map: SetMap<Key, SegmentKey>): Map<Key, SegmentKey[]> {
  return new Map([...map.entries()].map(([key, segments]) => [key, distinct([...segments])]));
}

/** Segments that a resource says it belongs to, by parent or tag. */
export function declaredSegments({ membership, view }: FactContext, resource: Resource): SegmentKey[] {
  const { claims } = membership.of(resource);
  const bound = claims.map((claim) => {
    if (claim.lease !== "") return claim;
    const named = view.named(null, claim.segment);
    return named.is === "ambiguous" ? claimOf(claim.by, named.keys[0] as SegmentKey) : claim;
  });
  return bound.length === 0 ? [] : strongest(bound);
}
