import type { Severity } from "../../policies/finding";
import type { TransitionKind } from "./advance";
import type { Database } from "./database";
import { readFinding } from "./finding-rows";
import { type KnownFinding, knownFinding } from "./recorded-run";

export interface TimelineFilter {
  /** Id of a lease. @default all, and what belongs to none */
  readonly lease?: string;
  /** Leaves out what was resolved before, and runs before it. @default everything */
  readonly since?: Date;
}

export interface Transition {
  readonly at: Date;
  readonly kind: TransitionKind;
  readonly severity: Severity;
  readonly message: string;
}

/** A span of time in which a finding was open. */
export interface OpenSpan {
  readonly from: Date;
  /** Null: still open. */
  readonly to: Date | null;
}

export interface TimelineFinding extends KnownFinding {
  /** Comes and goes too often to be told each time. */
  readonly flapping: boolean;
  readonly spans: readonly OpenSpan[];
  readonly transitions: readonly Transition[];
}

export interface TimelineRun {
  readonly at: Date;
  /** Observers that saw everything. */
  readonly observers: readonly string[];
}

/** What a store knows over time. Findings in the order in which they were first seen. */
export interface Timeline {
  readonly runs: readonly TimelineRun[];
  readonly findings: readonly TimelineFinding[];
}

/** Reads the timeline. Call it inside a transaction, or two statements may see two runs. */
export function readTimeline(database: Database, { lease, since }: TimelineFilter = {}): Timeline {
  const from = since?.getTime() ?? Number.MIN_SAFE_INTEGER;
  const rows = database.all(
    `SELECT * FROM finding WHERE (resolved_at IS NULL OR resolved_at >= ?1) AND (?2 IS NULL OR lease = ?2)
      ORDER BY first_seen, id`,
    ...[from, lease ?? null],
  );
  return {
    runs: database.all("SELECT at, observers FROM run WHERE at >= ? ORDER BY id", from).map((row) => ({
      at: new Date(Number(row.at)),
      observers: JSON.parse(String(row.observers)) as string[],
    })),
    findings: rows.map((row) => {
      const { id, state } = readFinding(row);
      const transitions = readTransitions(database, id);
      return { ...knownFinding(state), flapping: state.dampedAt !== null, spans: spansOf(transitions), transitions };
    }),
  };
}

function readTransitions(database: Database, finding: number): Transition[] {
  return database
    .all("SELECT at, kind, severity, message FROM transition WHERE finding = ? ORDER BY id", finding)
    .map((row) => ({
      at: new Date(Number(row.at)),
      kind: row.kind as TransitionKind,
      severity: row.severity as Severity,
      message: String(row.message),
    }));
}

/** When it was open. A clock that went back never ends a span before it began. */
function spansOf(transitions: readonly Transition[]): OpenSpan[] {
  const spans: OpenSpan[] = [];
  for (const { at, kind } of transitions) {
    if (kind === "opened" || kind === "reopened") spans.push({ from: at, to: null });
    const last = spans.at(-1);
    if (kind === "recovered" && last) spans[spans.length - 1] = { from: last.from, to: latest(at, last.from) };
  }
  return spans;
}

function latest(one: Date, other: Date): Date {
  return new Date(Math.max(one.getTime(), other.getTime()));
}
