import type { Finding, Severity } from "../../policies/finding";
import type { FindingState } from "./advance";

/** One drift run, as the store is given it. */
export interface RunRecord {
  /** When it looked. */
  readonly at: Date;
  /** All that it found; waived findings too: they are kept, and not told. */
  readonly findings: readonly Finding[];
  /** Names of the observers that saw everything they were to see. What the others did not see stays as it was. */
  readonly observers: readonly string[];
  /** Ids of all leases that it knew: findings of others are another project's, and stay as they were. @default all */
  readonly known?: Iterable<string>;
  /** Ids of the leases it looked at: findings of others stay as they were. @default all, and what belongs to none */
  readonly leases?: Iterable<string>;
  /** By `observer/type/id`: what was seen of things whose change from run to run is drift. */
  readonly remembered: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** A finding and its time, as the store knows them. */
export interface KnownFinding {
  /** As it was seen last. */
  readonly finding: Finding;
  readonly open: boolean;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly resolvedAt: Date | null;
  /** The highest severity since it was last opened. */
  readonly peak: Severity;
}

/** What a run means after those before it. Each finding that is told, is told in one of the first five, and once. */
export interface RecordedRun {
  /** Its number in the store, from 1. */
  readonly run: number;
  /** New, or back after it had gone. */
  readonly fresh: readonly Finding[];
  readonly worsened: readonly Finding[];
  /** Told as open once, and gone now. */
  readonly recovered: readonly KnownFinding[];
  /** Came and went too often, as of this run: nothing more is told until it is stable. */
  readonly flapping: readonly KnownFinding[];
  /** Was flapping, and is stable now: open or gone. */
  readonly settled: readonly KnownFinding[];
  /** Seen in this run and told before, or not to be told: waived or flapping. */
  readonly ongoing: readonly Finding[];
  /** Open since before, and not looked at this time: what looks for them failed, or was not chosen. */
  readonly unchecked: readonly KnownFinding[];
  /** When each finding of this run was first seen by any. */
  readonly firstSeen: ReadonlyMap<Finding, Date>;
}

/** A finding as the store tells it. */
export function knownFinding({ finding, open, firstSeen, lastSeen, resolvedAt, standing }: FindingState): KnownFinding {
  return {
    finding,
    open,
    firstSeen: new Date(firstSeen),
    lastSeen: new Date(lastSeen),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt),
    peak: standing.peak,
  };
}
