import type { Finding } from "../../policies/finding";
import { itemOf } from "../../policies/finding-item";
import { advance, type FindingState, type Step, type Telling } from "./advance";
import type { Database } from "./database";
import { keyed } from "./finding-key";
import { FindingRows, type StoredFinding } from "./finding-rows";
import type { FlappingSettings } from "./flapping-settings";
import { type KnownFinding, knownFinding, type RecordedRun, type RunRecord } from "./recorded-run";

export interface RecordOptions {
  readonly flapping: FlappingSettings;
  /** Number of the last run that had been recorded when this one began to look: what later ones decided stays. */
  readonly since: number;
}

/** Writes a run into the store, inside a transaction of the caller, and says what it means after those before it. */
export function recordRun(database: Database, run: RunRecord, options: RecordOptions): RecordedRun {
  const recorder = new Recorder(database, run, options);
  const recorded = recorder.record();
  remember(database, run);
  return recorded;
}

const TELLINGS: readonly Telling[] = ["fresh", "worsened", "recovered", "flapping", "settled"];

class Recorder {
  private readonly rows: FindingRows;
  private readonly at: number;
  private readonly number: number;
  private readonly observers: ReadonlySet<string>;
  private readonly leases: ReadonlySet<string> | undefined;
  private readonly known: ReadonlySet<string> | undefined;
  /** Whether some observer saw everything and none failed: what a rule found with no observer's name can be gone only then. */
  private readonly sawAll: boolean;
  private readonly items: ReadonlySet<string>;
  private readonly told = new Map<Telling, { state: FindingState; finding: Finding }[]>(
    TELLINGS.map((one) => [one, []]),
  );
  private readonly ongoing: Finding[] = [];
  private readonly unchecked: KnownFinding[] = [];
  private readonly firstSeen = new Map<Finding, Date>();

  constructor(
    database: Database,
    private readonly run: RunRecord,
    private readonly options: RecordOptions,
  ) {
    this.rows = new FindingRows(database);
    this.at = run.at.getTime();
    this.observers = new Set(run.observers);
    this.leases = run.leases && new Set(run.leases);
    this.known = run.known && new Set(run.known);
    const failed = run.findings.some(({ drift }) => drift !== undefined && !this.observers.has(drift.observer));
    this.sawAll = this.observers.size > 0 && !failed;
    this.items = new Set(run.findings.filter(({ status }) => status === "violation").flatMap(placesOf));
    const leases = this.leases === undefined ? null : JSON.stringify([...this.leases].sort());
    this.number = database.run(
      "INSERT INTO run (at, observers, leases) VALUES (?, ?, ?)",
      ...[this.at, JSON.stringify([...this.observers].sort()), leases],
    ).id;
  }

  record(): RecordedRun {
    const before = this.rows.all();
    for (const { key, finding } of keyed(this.run.findings)) {
      this.advance(key, before.get(key), finding);
      before.delete(key);
    }
    // What is damped may have been stable for long enough while it is gone.
    for (const [key, stored] of before) {
      if (stored.state.open || stored.state.dampedAt !== null) this.advance(key, stored, undefined);
    }
    const findings = (telling: Telling) => this.told.get(telling)?.map(({ finding }) => finding) ?? [];
    const known = (telling: Telling) => this.told.get(telling)?.map(({ state }) => knownFinding(state)) ?? [];
    return {
      run: this.number,
      fresh: findings("fresh"),
      worsened: findings("worsened"),
      recovered: known("recovered"),
      flapping: known("flapping"),
      settled: known("settled"),
      ongoing: this.ongoing,
      unchecked: this.unchecked,
      firstSeen: this.firstSeen,
    };
  }

  private advance(key: string, stored: StoredFinding | undefined, finding: Finding | undefined): void {
    const about = finding ?? stored?.state.finding;
    const complete = about !== undefined && this.looksFor(about);
    // A run that ended while this one was still looking saw it at the same time or later: the next decides.
    const overtaken = stored !== undefined && stored.lastRun > this.options.since;
    const step = overtaken
      ? undefined
      : advance(
          stored?.state,
          {
            at: this.at,
            finding,
            complete,
            superseded:
              finding === undefined && about !== undefined && placesOf(about).some((one) => this.items.has(one)),
            changesSince: (since) => (stored === undefined ? 0 : this.rows.changesSince(stored.id, since)),
          },
          this.options.flapping,
        );
    if (step !== undefined) this.keep(key, stored, step, finding !== undefined);
    this.sort(step?.state ?? stored?.state, step?.telling, finding, complete && !overtaken);
  }

  private keep(key: string, stored: StoredFinding | undefined, { state, transitions }: Step, seen: boolean): void {
    if (state === stored?.state) return;
    if (stored !== undefined) this.rows.update(stored.id, state, this.number, seen, transitions.length > 0);
    const id = stored?.id ?? this.rows.add(key, state, this.number);
    for (const kind of transitions) this.rows.addTransition(id, this.number, this.at, kind, state.finding);
  }

  private sort(
    state: FindingState | undefined,
    telling: Telling | undefined,
    finding: Finding | undefined,
    looked: boolean,
  ): void {
    if (state === undefined) return;
    if (finding !== undefined) this.firstSeen.set(finding, new Date(state.firstSeen));
    if (telling !== undefined) this.told.get(telling)?.push({ state, finding: finding ?? state.finding });
    const listed = telling === "fresh" || telling === "worsened";
    if (finding !== undefined && !listed) this.ongoing.push(finding);
    if (finding === undefined && state.open && !looked) this.unchecked.push(knownFinding(state));
  }

  /** Whether this run would have seen a finding if it were still so. */
  private looksFor({ lease, drift }: Finding): boolean {
    if (this.leases !== undefined && (lease === null || !this.leases.has(lease))) return false;
    // A lease that nobody declares any more is another project's: a register never forgets one.
    if (lease !== null && this.known?.has(lease) === false) return false;
    return drift === undefined ? this.sawAll : this.observers.has(drift.observer);
  }
}

/** The thing that drifted, with its lease, as one word; none for what a rule found. */
function placesOf(finding: Finding): string[] {
  const item = itemOf(finding);
  return item === undefined ? [] : [`${finding.lease ?? ""} ${item}`];
}

function remember(database: Database, { at, remembered }: RunRecord): void {
  for (const [key, fields] of remembered) {
    database.run(
      `INSERT INTO remembered (key, at, fields) VALUES (?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET at = excluded.at, fields = excluded.fields`,
      ...[key, at.getTime(), JSON.stringify(fields)],
    );
  }
}
