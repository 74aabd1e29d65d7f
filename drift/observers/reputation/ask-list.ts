import type { ViewedLease } from "../../../facts/lease-view";
import { isAnnounced } from "../../../facts/lease-view";
import { formatPrefix, type Prefix } from "../../../lease/prefix";
import { PrefixIndex } from "../../../lease/prefix-index";
import { originsOf } from "../../../lease/rpki/lease-origins";
import type { HttpLimits } from "../../../provider/http/http-client";
import type { ListEngine } from "./engine";
import type { EngineAnswer, Hit } from "./engine-answer";
import { type ListEntry, ListError, type ParsedList, parseList } from "./list-parse";
import { type ListPlaces, readListText } from "./list-source";

const HOUR_MS = 3_600_000;
/** How far ahead a list's clock may be. */
const SKEW_MS = HOUR_MS;

/**
 * Looks up leases in a published list, read whole: their space in a list of blocks, their origins in a list of AS numbers.
 * A list that is missing, cut off, garbled, empty or too old says nothing: that is a failure for every lease.
 */
export async function askList(
  engine: ListEngine,
  leases: readonly ViewedLease[],
  places: ListPlaces,
  limits: HttpLimits & { readonly now: Date },
): Promise<EngineAnswer> {
  try {
    const { text, knownAt } = await readListText(engine, places, limits);
    const list = parseList(text, engine.format);
    requireUsable(engine, list, list.madeAt ?? knownAt, limits.now);
    return {
      hits: engine.kind === "asn" ? listedOrigins(engine, list, leases) : listedSpace(engine, list, leases),
      failures: [],
    };
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    return {
      hits: [],
      failures: leases.map(({ lease }) => ({ lease: lease.id, reason: `the list ${error.message}` })),
    };
  }
}

function requireUsable(engine: ListEngine, { entries }: ParsedList, madeAt: Date, now: Date): void {
  if (entries.length < engine.leastEntries) {
    throw new ListError(
      `has ${entries.length} entries, fewer than the ${engine.leastEntries} that it always has: it is broken`,
    );
  }
  const age = now.getTime() - madeAt.getTime();
  const made = `was made at ${madeAt.toISOString().slice(0, 16)}Z`;
  if (age > engine.maxAgeHours * HOUR_MS) {
    throw new ListError(`${made}, more than ${engine.maxAgeHours} hours ago: what is listed now is unknown`);
  }
  if (age < -SKEW_MS) throw new ListError(`${made}, which is still to come; set the clocks right`);
}

function listedSpace(engine: ListEngine, { entries }: ParsedList, leases: readonly ViewedLease[]): Hit[] {
  const index = new PrefixIndex(
    entries.flatMap((entry) => (entry.prefix === undefined ? [] : [[entry.prefix, entry] as const])),
  );
  return leases.flatMap(({ lease, prefix }) => {
    const found = new Map<string, Hit>();
    for (const [listed, entry] of index.overlapping(prefix)) {
      const hit = { lease: lease.id, ...overlap(prefix, listed), codes: codesOf(entry), weight: engine.weight };
      const key = formatPrefix(hit.prefix);
      const other = found.get(key);
      found.set(
        key,
        other === undefined ? hit : { ...other, codes: [...new Set([...other.codes, ...hit.codes])].sort() },
      );
    }
    return [...found.values()];
  });
}

/** What both have in common, which is the smaller one; and the entry, where it is larger than the lease. */
function overlap(lease: Prefix, listed: Prefix): { prefix: Prefix; entry?: string } {
  return listed.length < lease.length ? { prefix: lease, entry: formatPrefix(listed) } : { prefix: listed };
}

function listedOrigins(engine: ListEngine, { entries }: ParsedList, leases: readonly ViewedLease[]): Hit[] {
  const listed = new Map(entries.flatMap((entry) => (entry.asn === undefined ? [] : [[entry.asn, entry] as const])));
  return leases.flatMap((viewed) =>
    originsOf(viewed.lease, isAnnounced(viewed)).flatMap((asn): Hit[] => {
      const entry = listed.get(asn);
      if (entry === undefined) return [];
      return [{ lease: viewed.lease.id, prefix: viewed.prefix, asn, codes: codesOf(entry), weight: engine.weight }];
    }),
  );
}

function codesOf({ reference }: ListEntry): string[] {
  return reference === undefined ? [] : [reference];
}
