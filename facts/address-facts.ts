import type { Resource } from "../graph/resource";
import { formatShort, type Prefix } from "../lease/prefix";
import type { FactContext } from "./context";
import type { AddressFact, SegmentKey } from "./fact";
import { bound, type Claim, claimOf, conflicting, distinct, strongest } from "./membership";
import type { Known } from "./observations";
import { type Key, unknownPath } from "./references";
import type { ReverseNames } from "./reverse-names";
import { EIP } from "./types";
import type { User, WaysOut } from "./ways-out";

/** An address as it goes into its fact. */
interface Subject {
  readonly key: Key;
  readonly resource: Resource | null;
  readonly address: Known<Prefix>;
  /** False: from the cloud's own pool. Undefined: look at the address. */
  readonly leased: boolean | undefined;
  /** The lease of the pool it comes from. */
  readonly poolLease: string | null;
}

/**
 * One fact for every address that a resource allocates, uses by an id out of view, or takes as a subnet's leased prefix;
 * and for every gateway out of view through which a segment leaves, whose address nobody here knows.
 */
export function addressFacts(context: FactContext, ways: WaysOut, names: ReverseNames): AddressFact[] {
  const facts: AddressFact[] = [];
  const seen = new Set<Key>();
  for (const subject of subjects(context, ways)) {
    if (seen.has(subject.key)) continue;
    seen.add(subject.key);
    facts.push(addressFact(subject, context, ways, names));
  }
  return facts;
}

function* subjects(context: FactContext, ways: WaysOut): Generator<Subject> {
  const { observations, references, view } = context;
  const poolLeases = leasesOfPools(context);
  const isLeasing = view.leases.size > 0;
  for (const allocation of observations.allocations) {
    const leases = allocation.source === "pool" ? allocation.pool.keys.map((key) => poolLeases.get(key)) : [];
    const poolLease = leases.length === 1 ? (leases[0] ?? null) : null;
    const leased = allocation.source === "cloud" ? false : poolLease !== null ? true : isLeasing ? undefined : false;
    yield { ...allocation, leased, poolLease };
  }
  for (const subnet of observations.subnets) {
    for (const prefix of subnet.prefixes) {
      if (view.leaseFor(prefix) === undefined) continue;
      const key = `${subnet.resource.urn}#${formatShort(prefix)}`;
      yield {
        key,
        resource: subnet.resource,
        address: { value: prefix, unknown: [] },
        leased: undefined,
        poolLease: null,
      };
    }
  }
  if (!isLeasing) return;
  for (const use of observations.uses) {
    for (const key of use.addresses.keys) {
      if (references.resource(key) !== undefined || key.includes("#")) continue;
      const unknown = [unknownPath(use.resource, "allocationId")];
      yield { key, resource: use.resource, address: { unknown }, leased: undefined, poolLease: null };
    }
    if (use.addresses.unknown.length === 0) continue;
    const key = use.addresses.unknown[0] as string;
    yield {
      key,
      resource: use.resource,
      address: { unknown: use.addresses.unknown },
      leased: undefined,
      poolLease: null,
    };
  }
  for (const route of observations.routes) {
    if (route.to !== "nat") continue;
    for (const key of route.targets.keys) {
      const isElsewhere = references.resource(key) === undefined && ways.addressesOf.get(key).size === 0;
      if (!isElsewhere || ways.segmentsThrough(key).size === 0) continue;
      const unknown = [unknownPath(route.resource, "natGatewayId")];
      yield { key, resource: route.resource, address: { unknown }, leased: undefined, poolLease: null };
    }
  }
}

/** IPAM pools all of whose space in view is of one lease. */
function leasesOfPools({ observations, view }: FactContext): Map<Key, string> {
  const leases = new Map<Key, string | null>();
  for (const { pools, prefix } of observations.poolCidrs) {
    const lease = prefix.value === undefined ? null : (view.leaseFor(prefix.value)?.lease.id ?? null);
    for (const pool of pools.keys) leases.set(pool, leases.has(pool) && leases.get(pool) !== lease ? null : lease);
  }
  return new Map([...leases].flatMap(([pool, lease]) => (lease === null ? [] : [[pool, lease] as const])));
}

function addressFact(subject: Subject, context: FactContext, ways: WaysOut, names: ReverseNames): AddressFact {
  const { view, membership } = context;
  const { key, resource, address } = subject;
  const lease = address.value === undefined ? undefined : view.leaseFor(address.value);
  const leased = subject.leased ?? (address.value === undefined ? null : lease !== undefined);
  const users = usersOf(subject, ways);
  const unknown: Record<string, readonly string[]> = {};
  if (address.unknown.length > 0) {
    unknown.address = address.unknown;
    if (leased === null) unknown.leased = address.unknown;
  }
  const unknownUsers = ways.unknownUsersOf(key);
  // What uses an address that nobody knows yet may use this one.
  const strayUses = users.length > 0 || leased === false ? [] : ways.strayUses();
  if (unknownUsers.length + strayUses.length > 0) unknown.usedBy = distinct([...unknownUsers, ...strayUses]);

  const declared = resource === null ? { claims: [], unknown: [] } : membership.of(resource, lease?.lease.id ?? null);
  const leaseId = lease?.lease.id ?? subject.poolLease ?? (resource === null ? null : membership.leaseOf(resource));
  const egress = egressSegments(users, leaseId, context, ways);
  const claims = addressClaims(subject, declared.claims, leaseId, users, leased, egress, context);
  const segments = claims.length === 0 ? [] : strongest(claims);
  if (declared.unknown.length > 0) {
    if (claims.length === 0) {
      unknown.claims = declared.unknown;
      unknown.segments = declared.unknown;
    } else unknown.conflicting = declared.unknown;
  }
  // With the address unknown a segment's prefix may yet claim it, and so may a prefix that is unknown itself.
  if (claims.length === 0 && leased === null) unknown.segments = [...(unknown.segments ?? []), ...address.unknown];
  if (leased !== false && !claims.some(({ by }) => by === "prefix")) {
    const prefixes = leaseId === null ? [] : view.segmentsOf(leaseId).flatMap((one) => one.unknown.prefixes ?? []);
    if (claims.length === 0 && prefixes.length > 0)
      unknown.segments = distinct([...(unknown.segments ?? []), ...prefixes]);
  }
  if (claims.length === 0 && unknown.segments !== undefined) unknown.purpose = unknown.segments;
  // An address that a file hides as a secret may lie in another segment than the one it names.
  if (claims.length > 0 && leased === null && resource?.secrets?.includes("address"))
    unknown.conflicting = address.unknown;

  const gateways = users.filter(({ as }) => as === "nat" || as === "nat-instance").map((user) => user.key);
  if (subject.resource !== null && ways.segmentsThrough(key).size > 0) gateways.push(key);
  const hidden =
    gateways.length === 0 || leased === false
      ? []
      : ways.unknownThrough(gateways, new Set([...segments, ...egress.keys()]));
  const hiddenWays = [...hidden, ...(leased === false ? [] : [...unknownUsers, ...strayUses])];
  if (hiddenWays.length > 0) unknown.egressSegments = hiddenWays;

  const purposes = segments.flatMap((segment) => view.segments.get(segment)?.unknown.purpose ?? []);
  if (purposes.length > 0) unknown.purpose = distinct([...(unknown.purpose ?? []), ...purposes]);
  const responsible =
    lease?.unknown["declaration.reverseDns"] ?? (resource?.secrets?.includes("address") ? address.unknown : []);
  if (responsible.length > 0) unknown.reverseDnsBy = responsible;
  const names_ = names.of(key, address.value);
  if (names_.unknown.length > 0) unknown.ptrNames = names_.unknown;
  const [only] = segments;
  const inSegment = segments.length === 1 && only !== undefined ? claimOf("tag", only) : undefined;
  return {
    kind: "address",
    id: `address:${key}`,
    resource: resource?.urn ?? null,
    lease: leaseId ?? inSegment?.lease ?? null,
    segment: inSegment?.segment ?? null,
    unknown,
    address: address.value === undefined ? null : formatShort(address.value),
    leased,
    leaseStatus:
      lease?.lease.status ??
      (subject.poolLease === null ? null : (view.leases.get(subject.poolLease)?.lease.status ?? null)),
    claims,
    segments,
    conflicting: conflicting(claims),
    purpose: purposeOf(segments, context),
    usedBy: users.map(({ key: user, as }) => ({ resource: user, as, declaresSegment: declaresSegment(user, context) })),
    egressSegments: [...egress].sort(([a], [b]) => (a < b ? -1 : 1)).map(([segment, via]) => ({ key: segment, via })),
    ptrNames: names_.names,
    reverseDnsBy: lease?.lease.reverseDns?.responsibility ?? null,
    protected: resource !== null && (resource.protect || resource.retainOnDelete),
    allocated: resource?.type === EIP && subject.key === resource.urn,
  };
}

/** An address nobody names is used by the gateway that its subject stands for. */
function usersOf(subject: Subject, ways: WaysOut): readonly User[] {
  const users = ways.usersOf(subject.key);
  if (users.length > 0 || subject.resource === null) return users;
  const isAnonymous = subject.address.unknown.includes(subject.key);
  if (isAnonymous && ways.isGateway(subject.resource.urn)) return [{ key: subject.resource.urn, as: "nat" }];
  return ways.segmentsThrough(subject.key).size > 0 ? [{ key: subject.key, as: "nat" }] : users;
}

function egressSegments(
  users: readonly User[],
  lease: string | null,
  { view }: FactContext,
  ways: WaysOut,
): Map<SegmentKey, readonly Key[]> {
  const found = new Map<SegmentKey, readonly Key[]>();
  for (const user of users) {
    for (const [segment, via] of ways.segmentsThrough(user.key)) {
      const [claim] = bound([claimOf("subnets", segment)], lease, view);
      const key = claim === undefined ? segment : `${claim.lease}/${claim.segment}`;
      if (!found.has(key)) found.set(key, [...via, user.key]);
    }
  }
  return found;
}

function addressClaims(
  { address }: Subject,
  declared: readonly Claim[],
  lease: string | null,
  users: readonly User[],
  leased: boolean | null,
  egress: ReadonlyMap<SegmentKey, unknown>,
  context: FactContext,
): Claim[] {
  const { view, membership, references } = context;
  const prefix = address.value;
  const byPrefix = prefix === undefined ? [] : view.segmentsCovering(prefix).map(({ key }) => claimOf("prefix", key));
  const byUser = users.flatMap((user) => {
    const resource = references.resource(user.key);
    if (resource === undefined || (user.as !== "nat" && user.as !== "nat-instance")) return [];
    return strongest(membership.of(resource, lease).claims).map((key) => claimOf("nat", key));
  });
  // Who leaves with a leased address claims it, where no NAT says whose it is; an address of the cloud's is nobody's.
  const byWay = leased === false || byUser.length > 0 ? [] : [...egress.keys()].map((key) => claimOf("subnets", key));
  // A tag that names a segment of another lease than the address's own says nothing.
  const own = declared.filter(
    (claim) => claim.by !== "tag" || lease === null || claim.lease === "" || claim.lease === lease,
  );
  const all = bound([...byPrefix, ...byUser, ...byWay, ...own], lease, view).filter((claim) => claim.lease !== "");
  const seen = new Set<string>();
  return all.filter((claim) => {
    const id = `${claim.by} ${claim.lease}/${claim.segment}`;
    return !seen.has(id) && seen.add(id);
  });
}

/** One purpose, where the segments agree; else the one of which the rules ask most. */
function purposeOf(segments: readonly SegmentKey[], { view }: FactContext): string | null {
  const purposes = distinct(segments.flatMap((key) => view.purposeOf(key) ?? []));
  return ["email", "web"].find((purpose) => purposes.includes(purpose)) ?? purposes[0] ?? null;
}

function declaresSegment(user: Key, { references, membership }: FactContext): boolean {
  const resource = references.resource(user);
  return resource !== undefined && membership.of(resource).claims.length > 0;
}
