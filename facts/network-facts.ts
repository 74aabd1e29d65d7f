import { readString } from "../graph/read";
import type { FactContext } from "./context";
import type { NetworkFact, SegmentKey } from "./fact";
import { FlowLogDestinations } from "./flow-log-destinations";
import { SetMap } from "./key-map";
import { bound, claimOf, distinct, keyOf } from "./membership";
import type { FlowLog } from "./observations";
import { type Key, unknownPath } from "./references";
import type { Subnets } from "./subnets";
import { TELEMETRY, VPCS } from "./types";

const MOST_PATHS = 5;

/**
 * One fact for every VPC that carries a segment, and for a subnet that has flow logs of its own; a VPC all of whose
 * workload subnets have their own needs none itself.
 */
export function networkFacts(context: FactContext, subnets: Subnets): NetworkFact[] {
  const logs = indexLogs(context.observations.flowLogs);
  const sources = { context, external: new ExternalLogs(context), destinations: new FlowLogDestinations(context) };
  const segmentsOf = new SetMap<Key, SegmentKey>();
  const subnetsOf = new SetMap<Key, Key>();
  const namedAt = new Map<Key, string>();
  const facts: NetworkFact[] = [];
  /** Segments by the path that hides their VPC. */
  const hiddenOf = new SetMap<string, SegmentKey>();
  const add = (network: Key, scope: "vpc" | "subnet", segments: readonly SegmentKey[], vpcs: readonly Key[]): void => {
    const own = [network, ...vpcs].flatMap((key) => logs.byNetwork.get(key) ?? []);
    facts.push(networkFact(network, scope, segments, own, logs.stray, sources, namedAt.get(network) ?? null));
  };
  for (const subnet of subnets.claimed.values()) {
    const segments = distinct(
      bound(
        subnet.workloadOf.map((key) => claimOf("subnets", key)),
        null,
        context.view,
      )
        .filter((claim) => claim.lease !== "")
        .map(keyOf),
    );
    if (segments.length === 0) continue;
    const vpcs = subnets.vpcsOf(subnet.key).keys;
    for (const vpc of vpcs) {
      subnetsOf.add(vpc, subnet.key);
      for (const segment of segments) segmentsOf.add(vpc, segment);
      if (!namedAt.has(vpc)) namedAt.set(vpc, subnet.namedAt);
    }
    const hasOwn = logs.byNetwork.has(subnet.key);
    if (!hasOwn && vpcs.length > 0) continue;
    namedAt.set(subnet.key, subnet.namedAt);
    add(subnet.key, "subnet", segments, vpcs);
  }
  for (const segment of context.view.segments.values()) {
    if (segment.resource === null) continue;
    const vpcs = context.references.follow(segment.resource, "vpcId", VPCS);
    const [hidden] = vpcs.keys.length > 0 ? [] : vpcs.unknown;
    if (hidden !== undefined) hiddenOf.add(hidden, segment.key);
    for (const vpc of vpcs.keys) {
      segmentsOf.add(vpc, segment.key);
      if (!namedAt.has(vpc)) namedAt.set(vpc, unknownPath(segment.resource, "vpcId"));
    }
  }
  for (const [vpc, segments] of segmentsOf.entries()) {
    const within = [...subnetsOf.get(vpc)];
    if (within.length > 0 && !logs.byNetwork.has(vpc) && within.every((key) => logs.byNetwork.has(key))) continue;
    add(vpc, "vpc", distinct([...segments]), []);
  }
  for (const [path, segments] of hiddenOf.entries()) {
    namedAt.set(path, path);
    const fact = networkFact(path, "vpc", distinct([...segments]), [], [path, ...logs.stray], sources, path);
    facts.push(fact);
  }
  return facts;
}

function networkFact(
  network: Key,
  scope: "vpc" | "subnet",
  segments: readonly SegmentKey[],
  logs: readonly FlowLog[],
  stray: readonly string[],
  { context: { references, view }, external, destinations }: Sources,
  namedAt: string | null,
): NetworkFact {
  const traffic = distinct(logs.flatMap((log) => log.traffic.value ?? []));
  const isWhole = traffic.includes("ALL") || (traffic.includes("ACCEPT") && traffic.includes("REJECT"));
  const hidden = isWhole ? [] : [...logs.flatMap((log) => log.traffic.unknown), ...stray].slice(0, MOST_PATHS);
  const elsewhere = external.of(network, segments);
  const unknown: Record<string, readonly string[]> = {};
  if (hidden.length > 0) unknown.traffic = hidden;
  if (logs.length === 0 && stray.length > 0) unknown.logged = stray;
  if (elsewhere.unknown.length > 0) unknown.external = elsewhere.unknown;
  const leases = distinct(segments.map((key) => claimOf("subnets", key).lease));
  const kept = destinations.of(logs);
  if (kept.unknownRetention.length > 0) unknown.keptDays = kept.unknownRetention.slice(0, MOST_PATHS);
  if (kept.unknownSearch.length > 0) unknown.searchable = kept.unknownSearch.slice(0, MOST_PATHS);
  const asked = leases.flatMap((lease) => view.leases.get(lease)?.lease.retentionDays ?? []);
  const hiddenDays = leases.flatMap((lease) => view.leases.get(lease)?.unknown["declaration.retentionDays"] ?? []);
  if (hiddenDays.length > 0) unknown.requiredDays = hiddenDays;
  const [only] = segments;
  const resource = references.resource(network);
  return {
    kind: "network",
    id: `network:${network}`,
    resource: resource?.urn ?? namedAt?.split("#")[0] ?? null,
    lease: leases.length === 1 ? (leases[0] ?? null) : null,
    segment: segments.length === 1 && only !== undefined ? claimOf("subnets", only).segment : null,
    unknown,
    network,
    scope,
    segments: [...segments],
    inView: resource !== undefined,
    traffic,
    external: elsewhere.name,
    logged: logs.length > 0,
    keptDays: Number.isFinite(kept.days) ? kept.days : null,
    requiredDays: asked.length > 0 ? Math.max(...asked) : null,
    searchable: kept.searchable,
  };
}

interface Sources {
  readonly context: FactContext;
  readonly external: ExternalLogs;
  readonly destinations: FlowLogDestinations;
}

function indexLogs(logs: readonly FlowLog[]): { byNetwork: Map<Key, FlowLog[]>; stray: string[] } {
  const byNetwork = new Map<Key, FlowLog[]>();
  const stray: string[] = [];
  for (const log of logs) {
    for (const key of log.networks.keys) {
      const list = byNetwork.get(key);
      if (list === undefined) byNetwork.set(key, [log]);
      else list.push(log);
    }
    // A log of a network that nobody knows yet may be of any.
    stray.push(...log.networks.unknown);
  }
  return { byNetwork, stray: stray.slice(0, MOST_PATHS) };
}

/** Flow logs kept elsewhere, as `Telemetry` components name them: for a VPC, a segment or a whole lease. */
class ExternalLogs {
  readonly #byPlace = new Map<string, { name: string | null; unknown: readonly string[] }>();

  constructor({ resources, references }: FactContext) {
    for (const resource of resources) {
      if (resource.type !== TELEMETRY) continue;
      const read = readString(resource.inputs, "external.flowLogs");
      if (read === undefined) continue;
      const said =
        "known" in read
          ? { name: read.known, unknown: [] }
          : { name: null, unknown: read.unknown.map((path) => unknownPath(resource, path)) };
      const vpcs = references.follow(resource, "vpcId", VPCS).keys;
      const places = vpcs.length > 0 ? vpcs.map((vpc) => `vpc ${vpc}`) : [scopeOf(resource.inputs)];
      for (const place of places) if (place !== undefined && !this.#byPlace.has(place)) this.#byPlace.set(place, said);
    }
  }

  of(network: Key, segments: readonly SegmentKey[]): { name: string | null; unknown: readonly string[] } {
    const direct = this.#byPlace.get(`vpc ${network}`);
    if (direct !== undefined) return direct;
    const said = segments.map(
      (key) => this.#byPlace.get(`segment ${key}`) ?? this.#byPlace.get(`lease ${claimOf("subnets", key).lease}`),
    );
    // A network of several segments is logged elsewhere only if each of them says so.
    if (said.length === 0 || said.some((one) => one === undefined)) return { name: null, unknown: [] };
    return said.find((one) => one?.name === null) ?? (said[0] as { name: string | null; unknown: readonly string[] });
  }
}

function scopeOf(inputs: FactContext["resources"][number]["inputs"]): string | undefined {
  const lease = readString(inputs, "leaseId");
  const segment = readString(inputs, "segment");
  if (lease === undefined || !("known" in lease)) return undefined;
  if (segment === undefined) return `lease ${lease.known}`;
  return "known" in segment ? `segment ${lease.known}/${segment.known}` : undefined;
}
