import { flappingSettingsSchema } from "../../../drift/store/flapping-settings";
import type { Finding } from "../../../policies/finding";
import { driftFinding } from "../store/drift-finding";

/** Runs at once may see the same thing come and go often: each time is to be told here. */
export const CALM = flappingSettingsSchema.parse({ changes: 1000 });

/** What an interrupted run is to do. */
export interface Job {
  readonly store: string;
  /** Settings of `drift.notify`. */
  readonly channels: readonly unknown[];
  /** Which states of the world it records, in turn. */
  readonly runs: readonly number[];
  /** The boundary at which it dies; 0: at none. */
  readonly killAt: number;
}

const about = (id: string, value: string): Finding =>
  driftFinding({
    message: `Address ${id} is ${value}.`,
    drift: { id, changes: [{ field: "f", old: null, new: value }] },
  });

/** What there is to be found: one thing comes, gets worse and goes; one comes and goes; one comes late. */
const WORLDS: readonly (readonly Finding[])[] = [
  [about("203.0.113.1", "a"), about("203.0.113.2", "a")],
  [about("203.0.113.1", "b"), about("203.0.113.3", "a")],
  [],
];

/** The world at a run, an hour after the one before. */
export function worldAt(number: number): { readonly at: Date; readonly findings: readonly Finding[] } {
  return { at: new Date(Date.parse("2026-11-22T06:00:00Z") + number * 3_600_000), findings: WORLDS[number] ?? [] };
}

/** The last world, in which nothing differs. */
export const LAST_WORLD = WORLDS.length - 1;
