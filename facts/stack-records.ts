import { readObject, readString, unknownPaths } from "../graph/read";
import { type Graph, type Resource, UNKNOWN, type Value } from "../graph/resource";
import { formatPrefix, formatShort, readPrefix } from "../lease/prefix";
import type { Declared } from "../register/sync-register";
import { readDeclaredLease } from "./declared-lease";
import { readDeclaredSegment } from "./declared-segment";
import { unknownPath } from "./references";
import { EGRESS_POOL, EGRESS_SEGMENT, LEASED_BLOCK } from "./types";

/** What a stack declares that a register records. */
export interface StackRecords extends Declared {
  /** What is not among the records, because only a deployment will show it or it is ambiguous, each as a sentence. */
  readonly unknown: readonly string[];
  /** What is declared wrongly. */
  readonly problems: readonly string[];
}

/** Reads leases, segments and the addresses of pools from a stack; what its plan deletes is left out. Pure. */
export function stackRecords(graph: Graph): StackRecords {
  const records: Mutable = { leases: [], segments: [], unknown: [], problems: [] };
  const zones = new Set<string>();
  for (const resource of graph.resources) {
    if (resource.operation === "delete") continue;
    if (resource.type === LEASED_BLOCK) readBlock(resource, records);
    else if (resource.type === EGRESS_SEGMENT) readSegment(resource, records);
    else if (resource.type === EGRESS_POOL) readPool(resource, records, zones);
  }
  return records;
}

type Mutable = { [K in keyof StackRecords]: StackRecords[K][number][] };

function readBlock(block: Resource, records: Mutable): void {
  const read = readDeclaredLease(block);
  if ("problems" in read) {
    records.problems.push(...read.problems);
    return;
  }
  if ("opaque" in read) {
    records.unknown.push(hidden(block, "which lease it is", read.opaque));
    return;
  }
  const { segments = [], ...lease } = read.lease;
  records.leases.push({ lease, origin: block.name });
  for (const segment of segments) {
    const { name, purpose, prefixes, placements = {} } = segment;
    records.segments.push({ lease: lease.id, name, purpose, prefixes, placements, origin: block.name });
  }
  for (const [field, paths] of Object.entries(read.unknown)) {
    records.unknown.push(hidden(block, field.replace("declaration.", ""), paths));
  }
}

function readSegment(resource: Resource, records: Mutable): void {
  const read = readDeclaredSegment(resource);
  if ("opaque" in read) {
    records.unknown.push(hidden(resource, "which segment it is", read.opaque));
    return;
  }
  const { lease, name, purpose, unknown } = read;
  for (const field of ["purpose", "prefixes"]) {
    if (unknown[field] !== undefined) records.unknown.push(hidden(resource, field, unknown[field]));
  }
  // Some prefixes without the others are not where the segment is.
  const prefixes = unknown.prefixes === undefined ? read.prefixes.map(formatPrefix) : [];
  records.segments.push({ lease, name, purpose, prefixes, placements: {}, origin: resource.name });
}

/** @param taken zones of segments that have a pool already: a record could not say which pool an address is of */
function readPool(pool: Resource, records: Mutable, taken: Set<string>): void {
  const lease = readString(pool.inputs, "leaseId");
  const name = readString(pool.inputs, "segment");
  const zones = readObject(pool.inputs, "addresses");
  const known = [lease, name].flatMap((read) => (read !== undefined && "known" in read ? [read.known] : []));
  if (known.length < 2 || zones === undefined || !("known" in zones)) {
    const paths = [lease, name, zones].flatMap((read) => (read !== undefined && "unknown" in read ? read.unknown : []));
    records.unknown.push(
      hidden(
        pool,
        "which addresses it has",
        paths.map((path) => unknownPath(pool, path)),
      ),
    );
    return;
  }
  const placements: [string, string][] = [];
  for (const [zone, addresses] of Object.entries(zones.known)) {
    const key = JSON.stringify([...known, zone]);
    if (taken.has(key)) {
      const way = "what this one has there is not recorded; choose its addresses in zones";
      records.unknown.push(`${pool.name}: ${zone} of segment ${known[1]} is another pool's too: ${way}`);
      continue;
    }
    taken.add(key);
    if (Array.isArray(addresses)) placements.push(...placedIn(pool, zone, addresses, records));
    else records.unknown.push(hidden(pool, `addresses of ${zone}`, [unknownPath(pool, `addresses.${zone}`)]));
  }
  records.segments.push({
    lease: known[0] as string,
    name: known[1] as string,
    purpose: null,
    prefixes: [],
    placements: Object.fromEntries(placements),
    origin: pool.name,
  });
}

function placedIn(pool: Resource, zone: string, addresses: readonly Value[], records: Mutable): [string, string][] {
  return addresses.flatMap((value, at): [string, string][] => {
    // As the components name a zone's second address, and further ones.
    const key = at === 0 ? zone : `${zone}/${at + 1}`;
    const address = typeof value === "string" ? readPrefix(value) : undefined;
    if (address !== undefined) return [[key, formatShort(address)]];
    if (value === UNKNOWN)
      records.unknown.push(hidden(pool, `the address of ${key}`, unknownPaths(value, `addresses.${zone}[${at}]`)));
    else records.problems.push(`${pool.name}: the address of ${key} is none`);
    return [];
  });
}

function hidden({ name }: Resource, what: string, paths: readonly string[]): string {
  const where = paths.length > 0 ? ` (${paths.join(", ")})` : "";
  return `${name}: ${what} is not known before a deployment${where}`;
}
