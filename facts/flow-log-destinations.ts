import { readArray, readNumber, readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import type { FactContext } from "./context";
import { SetMap } from "./key-map";
import type { FlowLog } from "./observations";
import { collect, type Key, type Targets, unknownPath } from "./references";
import { BUCKET_LIFECYCLES, BUCKETS, CATALOG_TABLE, LOG_GROUP, QUERY_DEFINITION } from "./types";

/** How long something is kept: days, `Infinity` for ever; absent with the paths that hide it. */
interface Kept {
  readonly days?: number;
  readonly unknown: readonly string[];
}

/** What the logs of one network come to. */
export interface LogsKept {
  /** Days for which both accepted and rejected traffic is kept at least, as far as is known; `Infinity`: for ever. */
  readonly days: number;
  readonly searchable: boolean;
  readonly unknownRetention: readonly string[];
  readonly unknownSearch: readonly string[];
}

/** Where flow logs go, how long they are kept there, and whether anybody can ask them anything. */
export class FlowLogDestinations {
  readonly #context: FactContext;
  readonly #groups = new Map<string, Key>();
  readonly #buckets = new Map<string, Key>();
  readonly #lifecycles = new SetMap<Key, Resource>();
  readonly #searched = new Set<Key>();
  /** Paths of queries and tables that may be over any destination. */
  readonly #straySearches: string[] = [];
  readonly #tablePaths: string[] = [];

  constructor(context: FactContext) {
    this.#context = context;
    const { references } = context;
    for (const group of references.ofType(LOG_GROUP)) this.#named(this.#groups, group, "name");
    for (const type of BUCKETS)
      for (const bucket of references.ofType(type)) this.#named(this.#buckets, bucket, "bucket");
    for (const type of BUCKET_LIFECYCLES) {
      for (const lifecycle of references.ofType(type)) {
        const buckets = this.#canonical(references.follow(lifecycle, "bucket", BUCKETS), this.#buckets);
        for (const key of buckets.keys) this.#lifecycles.add(key, lifecycle);
      }
    }
    for (const query of references.ofType(QUERY_DEFINITION)) {
      const groups = this.#canonical(references.follow(query, "logGroupNames[]", [LOG_GROUP]), this.#groups);
      for (const key of groups.keys) this.#searched.add(key);
      this.#straySearches.push(...groups.unknown);
    }
    for (const table of references.ofType(CATALOG_TABLE)) this.#readTable(table);
  }

  /** The best that the logs of a network come to: a log that is kept long makes up for one that is not. */
  of(logs: readonly FlowLog[]): LogsKept {
    const best = { ACCEPT: 0, REJECT: 0 };
    const unknownRetention: string[] = [];
    const unknownSearch: string[] = [];
    let searchable = false;
    for (const log of logs) {
      const destination = this.#destination(log.resource);
      const kept = this.#kept(destination, log.resource);
      unknownRetention.push(...kept.unknown);
      const search = this.#search(destination, log.resource);
      searchable ||= search.isSearched;
      unknownSearch.push(...search.unknown);
      const traffic = log.traffic.value;
      if (kept.days === undefined || traffic === undefined) continue;
      for (const kind of ["ACCEPT", "REJECT"] as const) {
        if (traffic === "ALL" || traffic === kind) best[kind] = Math.max(best[kind], kept.days);
      }
    }
    // A network that logs one kind alone is judged by that kind here: the other is a finding of its own.
    const days =
      best.ACCEPT === 0 || best.REJECT === 0 ? Math.max(best.ACCEPT, best.REJECT) : Math.min(best.ACCEPT, best.REJECT);
    return { days, searchable, unknownRetention, unknownSearch: searchable ? [] : unknownSearch };
  }

  #destination(log: Resource): Targets {
    const { references } = this.#context;
    const types = [LOG_GROUP, ...BUCKETS];
    const found = references.follow(log, ["logDestination", "logGroupName"], types);
    const keys = found.keys.map((key) => {
      const arn = /^arn:[\w-]+:(logs|s3):[\w-]*:\d*:(?:log-group:)?([^:/][^:*]*)/.exec(key);
      if (arn === null) return this.#groups.get(key) ?? key;
      const [, service, rest = ""] = arn;
      return service === "logs"
        ? (this.#groups.get(rest) ?? key)
        : (this.#buckets.get(rest.split("/")[0] ?? "") ?? key);
    });
    return { keys, unknown: found.unknown };
  }

  #kept(destination: Targets, log: Resource): Kept {
    const { references } = this.#context;
    const [key] = destination.keys;
    const resource = key === undefined ? undefined : references.resource(key);
    if (resource === undefined) return { unknown: [outOfView(destination, log)] };
    if (resource.type === LOG_GROUP) return daysOf(resource, "retentionInDays");
    const rules = [
      { resource, path: "lifecycleRules" },
      ...[...this.#lifecycles.get(resource.urn)].map((lifecycle) => ({ resource: lifecycle, path: "rules" })),
    ];
    const limits = rules.flatMap((rule) => expirations(rule.resource, rule.path));
    const unknown = limits.flatMap((limit) => limit.unknown);
    return unknown.length > 0
      ? { unknown }
      : { days: Math.min(...limits.map(({ days = 0 }) => days), Infinity), unknown };
  }

  #search(destination: Targets, log: Resource): { isSearched: boolean; unknown: readonly string[] } {
    const { references } = this.#context;
    const [key] = destination.keys;
    if (key !== undefined && this.#searched.has(key)) return { isSearched: true, unknown: [] };
    const resource = key === undefined ? undefined : references.resource(key);
    if (resource === undefined) return { isSearched: false, unknown: [outOfView(destination, log)] };
    return { isSearched: false, unknown: resource.type === LOG_GROUP ? this.#straySearches : this.#tablePaths };
  }

  /** A table reads the bucket whose name stands in its location, or from which its location comes. */
  #readTable(table: Resource): void {
    for (const { value, path } of collect(table.inputs, "storageDescriptor.location")) {
      const bucket = typeof value === "string" ? /^s3[an]?:\/\/([^/]+)/.exec(value)?.[1] : undefined;
      if (bucket !== undefined) this.#searched.add(this.#buckets.get(bucket) ?? bucket);
      if (typeof value === "string") continue;
      const sources = (table.propertyDependencies.storageDescriptor ?? []).filter((urn) =>
        BUCKETS.includes(this.#context.references.resource(urn)?.type ?? ""),
      );
      for (const urn of sources) this.#searched.add(urn);
      if (sources.length === 0) this.#tablePaths.push(unknownPath(table, path));
    }
  }

  #named(index: Map<string, Key>, resource: Resource, property: string): void {
    for (const read of [readString(resource.inputs, property), readString(resource.outputs, property)]) {
      if (read !== undefined && "known" in read && !index.has(read.known)) index.set(read.known, resource.urn);
    }
    if (resource.id !== undefined && !index.has(resource.id)) index.set(resource.id, resource.urn);
  }

  #canonical(targets: Targets, index: ReadonlyMap<string, Key>): Targets {
    return { ...targets, keys: targets.keys.map((key) => index.get(key) ?? key) };
  }
}

function outOfView({ unknown }: Targets, log: Resource): string {
  return unknown[0] ?? unknownPath(log, "logDestination");
}

/** CloudWatch keeps for ever where nothing, or 0, is said. */
function daysOf(resource: Resource, path: string): Kept {
  const days = readNumber(resource.inputs, path);
  if (days === undefined) return { days: Number.POSITIVE_INFINITY, unknown: [] };
  if ("unknown" in days) return { unknown: days.unknown.map((at) => unknownPath(resource, at)) };
  return { days: days.known > 0 ? days.known : Number.POSITIVE_INFINITY, unknown: [] };
}

/** When lifecycle rules delete what lies in a bucket. A rule for part of it counts, since flow logs may be that part. */
function expirations(resource: Resource, path: string): Kept[] {
  const rules = readArray(resource.inputs, path);
  if (rules === undefined) return [];
  if ("unknown" in rules) return [{ unknown: rules.unknown.map((at) => unknownPath(resource, at)) }];
  return rules.known.flatMap((rule, index) => {
    const base = `${path}[${index}]`;
    if (typeof rule !== "object" || rule === null || Array.isArray(rule))
      return [{ unknown: [unknownPath(resource, base)] }];
    const status = readString(rule, "status");
    const isOff = (status !== undefined && "known" in status && status.known === "Disabled") || rule.enabled === false;
    if (isOff || rule.expiration === undefined || rule.expiration === null) return [];
    const kept = readNumber(rule, "expiration.days");
    if (kept !== undefined && "known" in kept) return kept.known > 0 ? [{ days: kept.known, unknown: [] }] : [];
    // A date, or days not known yet: how long things are kept until then nobody can tell.
    const isMarker = kept === undefined && readString(rule, "expiration.date") === undefined;
    return isMarker ? [] : [{ unknown: [unknownPath(resource, `${base}.expiration`)] }];
  });
}
