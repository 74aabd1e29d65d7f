import type { Observation } from "../../observer";
import { type BaselineEntry, formatBaselineEntry, listingId, parseBaselineEntry } from "./baseline-entry";

/** How a note starts that says what a baseline does not know. The next baseline drops it. */
const NOT_SEEN = "not seen on ";

/** What a lease's baseline is made of. */
export interface BaselineSources {
  /** Id of the lease. */
  readonly lease: string;
  /** The listings that the register holds now. */
  readonly before: readonly string[];
  /** Ids of the engines that were asked. */
  readonly engines: readonly string[];
  readonly observation: Pick<Observation, "items" | "unseen">;
  /** Day of the baseline, `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * The listings of a lease as they are to be recorded: what is listed now; what the register says of engines that were not
 * asked, or could not be seen now; notes of people; and a note for each engine that could not be seen. Sorted, so that the
 * same is recorded in the same words.
 */
export function newBaseline({ lease, before, engines, observation, day }: BaselineSources): string[] {
  const unseen = observation.unseen.filter(({ covers }) => covers?.lease === undefined || covers.lease === lease);
  const isKnown = (engine: string): boolean =>
    engines.includes(engine) && !unseen.some(({ covers }) => covers?.scope === undefined || covers.scope === engine);
  const kept = before.filter((text) => {
    const entry = parseBaselineEntry(text);
    return entry === undefined ? !text.startsWith(NOT_SEEN) : !isKnown(entry.engine);
  });
  const seen = observation.items.filter((item) => item.lease === lease).flatMap((item) => entryOf(item) ?? []);
  const notes = unseen.map(({ reason }) => `${NOT_SEEN}${day}: ${reason}`);
  const keptEntries = kept.flatMap((text) => parseBaselineEntry(text) ?? []);
  const keptNotes = kept.filter((text) => parseBaselineEntry(text) === undefined);
  const entries = united([...keptEntries, ...seen]).map(formatBaselineEntry);
  return [...new Set([...entries.sort(), ...keptNotes, ...notes.sort()])];
}

function entryOf({ id, fields }: Observation["items"][number]): BaselineEntry | undefined {
  const entry = parseBaselineEntry(id);
  const codes = Array.isArray(fields.codes) ? (fields.codes as readonly string[]) : [];
  return entry && { ...entry, codes: [...(entry.codes ?? []), ...codes] };
}

/** One entry for each place, with the codes of all that name it. */
function united(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const byId = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const other = byId.get(listingId(entry));
    const codes = [...new Set([...(other?.codes ?? []), ...(entry.codes ?? [])])].sort();
    byId.set(listingId(entry), { ...entry, codes });
  }
  return [...byId.values()];
}
