import type { FactContext } from "./context";
import { segmentKey } from "./declared-segment";
import type { SegmentKey } from "./fact";
import { SetMap } from "./key-map";
import { type Claim, claimOf, strongest } from "./membership";
import type { Subnet } from "./observations";
import { type Key, NO_TARGETS, type Targets, unknownPath } from "./references";
import { NAT_GATEWAY, SUBNETS, VPCS } from "./types";

/** A subnet that somebody claims or that hosts a NAT, with all that is said about whose it is. */
export interface ClaimedSubnet {
  readonly key: Key;
  readonly observed: Subnet | undefined;
  readonly claims: readonly Claim[];
  readonly unknownClaims: readonly string[];
  readonly hostsNatOnly: boolean;
  /** Segments whose workloads run in it: the strongest claims, unless it merely hosts a NAT. */
  readonly workloadOf: readonly SegmentKey[];
  /** URN#path that names it, where only an id does. */
  readonly namedAt: string;
}

/** Whose workloads run in which subnets. */
export class Subnets {
  readonly claimed = new Map<Key, ClaimedSubnet>();
  /** Segments some of whose subnets nobody knows yet, with the paths. */
  readonly unknownOf = new Map<SegmentKey, readonly string[]>();
  readonly #observed = new Map<Key, Subnet>();
  readonly #vpcBySegment = new SetMap<Key, Key>();

  constructor(context: FactContext) {
    const { observations, references, view, membership } = context;
    const claims = new Map<Key, Claim[]>();
    const unknown = new Map<Key, readonly string[]>();
    const namedAt = new Map<Key, string>();
    const claim = (key: Key, ...more: Claim[]): void => {
      const list = claims.get(key);
      if (list === undefined) claims.set(key, more);
      else list.push(...more);
    };
    for (const subnet of observations.subnets) {
      const { urn } = subnet.resource;
      this.#observed.set(urn, subnet);
      const byPrefix = subnet.prefixes.flatMap((prefix) => view.segmentsCovering(prefix));
      const declared = membership.of(
        subnet.resource,
        view.leaseFor(subnet.prefixes.at(-1) ?? NOWHERE)?.lease.id ?? null,
      );
      const found = [...byPrefix.map((segment) => claimOf("prefix", segment.key)), ...declared.claims];
      if (found.length > 0) claim(urn, ...found);
      if (declared.unknown.length > 0) unknown.set(urn, declared.unknown);
    }
    for (const segment of view.segments.values()) {
      if (segment.resource === null || segment.resource.inputs.subnets === undefined) continue;
      const named = references.follow(segment.resource, "subnets[]", SUBNETS);
      const vpcs = references.follow(segment.resource, "vpcId", VPCS);
      for (const key of named.keys) {
        claim(key, claimOf("subnets", segmentKey(segment.lease, segment.name)));
        if (!namedAt.has(key)) namedAt.set(key, unknownPath(segment.resource, "subnets"));
        for (const vpc of vpcs.keys) this.#vpcBySegment.add(key, vpc);
      }
      if (named.unknown.length > 0) this.unknownOf.set(segment.key, named.unknown);
    }
    const hosting = new Set<Key>();
    for (const nat of observations.nats) {
      const declared = membership.of(nat.resource).claims;
      for (const key of nat.subnets.keys) {
        hosting.add(key);
        if (!namedAt.has(key)) namedAt.set(key, unknownPath(nat.resource, "subnetId"));
        claim(key, ...strongest(declared).map((segment) => claimOf("nat", segment)));
      }
    }
    const busy = subnetsInUse(context, hosting);
    for (const key of new Set([...claims.keys(), ...unknown.keys()])) {
      const found = claims.get(key) ?? [];
      const own = found.filter(({ by }) => by !== "nat");
      const isListed = own.some(({ by }) => by === "subnets" || by === "prefix");
      const hostsNatOnly = hosting.has(key) && !isListed && !busy.has(key);
      this.claimed.set(key, {
        key,
        observed: this.#observed.get(key),
        claims: found,
        unknownClaims: unknown.get(key) ?? [],
        hostsNatOnly,
        workloadOf: hostsNatOnly || own.length === 0 ? [] : strongest(own),
        namedAt: namedAt.get(key) ?? unknownPath({ urn: key }, "vpcId"),
      });
    }
  }

  observed(key: Key): Subnet | undefined {
    return this.#observed.get(key);
  }

  /** VPCs a subnet lies in: one where known; those of its segments where only ids say so. */
  vpcsOf(key: Key): Targets {
    const observed = this.#observed.get(key);
    if (observed !== undefined) return observed.vpc;
    const vpcs = this.#vpcBySegment.get(key);
    return vpcs.size === 0 ? NO_TARGETS : { keys: [...vpcs], unknown: [] };
  }
}

/** Stands where a subnet has no prefix: the address no lease holds. */
const NOWHERE = { family: 4, first: 0n, length: 32 } as const;

/** What stands in the public subnet of a NAT without making it a workload's. */
const HARMLESS =
  /^aws:ec2\/(routeTableAssociation|networkAcl|networkAclAssociation|flowLog|tag):|^aws:(lb|alb|elasticloadbalancingv2|applicationloadbalancing|networkfirewall)\/|^leasehold:/;

/** Of the subnets that host a NAT, those in which something else runs as well. */
function subnetsInUse({ resources, observations, references }: FactContext, hosting: ReadonlySet<Key>): Set<Key> {
  const busy = new Set<Key>();
  if (hosting.size === 0) return busy;
  const forwarding = new Set(observations.hosts.filter((host) => host.forwards).map((host) => host.resource.urn));
  for (const host of observations.hosts) {
    if (host.kind === "other" || host.forwards) continue;
    for (const key of host.subnets.keys) if (hosting.has(key)) busy.add(key);
  }
  for (const resource of resources) {
    if (!resource.custom || resource.type === NAT_GATEWAY || forwarding.has(resource.urn)) continue;
    for (const property of Object.keys(resource.propertyDependencies)) {
      const urns = resource.propertyDependencies[property] ?? [];
      if (urns.length === 0 || !/subnet|zoneIdentifier|vpcConfig|network/i.test(property)) continue;
      if (HARMLESS.test(resource.type)) continue;
      for (const urn of urns) {
        if (hosting.has(urn) && SUBNETS.includes(references.resource(urn)?.type ?? "")) busy.add(urn);
      }
    }
  }
  return busy;
}
