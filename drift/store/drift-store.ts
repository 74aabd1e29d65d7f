import { Database, type DatabaseOptions } from "./database";
import { type FlappingSettings, flappingSettingsSchema } from "./flapping-settings";
import { recordRun } from "./record-run";
import type { DriftRun, RecordedRun } from "./recorded-run";
import { readTimeline, type Timeline, type TimelineFilter } from "./timeline";

export interface DriftStoreOptions extends DatabaseOptions {
  /** @default more than 4 changes in 48 hours, stable after 24 */
  readonly flapping?: FlappingSettings;
}

/**
 * What drift runs know of each other: when each finding was first and last seen, what became of it, and what is still to
 * be told. Open it before looking, close it when all is told. A run is recorded as a whole or not at all.
 */
export interface DriftStore {
  /** What earlier runs saw of things that nobody declares, by `observer/type/id`. */
  remembered(): Map<string, Record<string, unknown>>;
  /** Keeps a run, and says what of it is new. */
  record(run: DriftRun): RecordedRun;
  timeline(filter?: TimelineFilter): Timeline;
  /** What is wrong with the file, in SQLite's words; empty where it is sound. */
  problems(): string[];
  close(): void;
}

/**
 * Opens a store; without `readOnly` it is made where there is none, for its owner alone.
 * @throws DriftStoreError
 */
export function openDriftStore(file: string, options: DriftStoreOptions = {}): DriftStore {
  const database = Database.open(file, options);
  const flapping = options.flapping ?? flappingSettingsSchema.parse({});
  let since = lastRun(database);
  return {
    remembered: () =>
      new Map(
        database.all("SELECT key, fields FROM remembered").map(({ key, fields }) => [String(key), parse(fields)]),
      ),
    record(run) {
      const recorded = database.transaction(() => recordRun(database, run, { flapping, since }));
      since = recorded.run;
      return recorded;
    },
    timeline: (filter) => database.snapshot(() => readTimeline(database, filter)),
    problems: () => database.problems(),
    close: () => database.close(),
  };
}

function lastRun(database: Database): number {
  return Number(database.get("SELECT max(id) AS last FROM run")?.last ?? 0);
}

function parse(document: unknown): Record<string, unknown> {
  return JSON.parse(String(document)) as Record<string, unknown>;
}
