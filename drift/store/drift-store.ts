import { compose } from "../notify/compose";
import { type ChannelSettings, channelName } from "../notify/notify-settings";
import { Database, type DatabaseOptions } from "./database";
import { FindingRows } from "./finding-rows";
import { type FlappingSettings, flappingSettingsSchema } from "./flapping-settings";
import { Outbox } from "./outbox";
import { recordRun } from "./record-run";
import { knownFinding, type RecordedRun, type RunRecord } from "./recorded-run";
import { readTimeline, type Timeline, type TimelineFilter } from "./timeline";

export interface DriftStoreOptions extends DatabaseOptions {
  /** @default more than 4 changes in 48 hours, stable after 24 */
  readonly flapping?: FlappingSettings;
  /** Who is to be told: each run puts its messages into the outbox. @default nobody */
  readonly channels?: readonly ChannelSettings[];
}

/**
 * What drift runs know of each other: when each finding was first and last seen, what became of it, and what is still to
 * be told. Open it before looking, close it when all is told. A run is recorded as a whole or not at all.
 */
export interface DriftStore {
  /** As the user named it. */
  readonly file: string;
  /** What is still to be told. `deliver` in drift/notify/deliver.ts tells it. */
  readonly outbox: Outbox;
  /** What earlier runs saw of things that nobody declares, by `observer/type/id`. */
  remembered(): Map<string, Record<string, unknown>>;
  /** Keeps a run with the messages about it, and says what of it is new. */
  record(run: RunRecord): RecordedRun;
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
  const outbox = new Outbox(database);
  let since = lastRun(database);
  const queue = (recorded: RecordedRun, at: Date): void => {
    const open = () => new FindingRows(database).openAndTold().map(knownFinding);
    for (const channel of options.channels ?? []) {
      for (const draft of compose(recorded, at, channel, open)) outbox.add(recorded.run, channelName(channel), draft);
    }
  };
  return {
    file,
    outbox,
    remembered: () =>
      new Map(
        database.all("SELECT key, fields FROM remembered").map(({ key, fields }) => [String(key), parse(fields)]),
      ),
    record(run) {
      const recorded = database.transaction(() => {
        const written = recordRun(database, run, { flapping, since });
        queue(written, run.at);
        return written;
      });
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
