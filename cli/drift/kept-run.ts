import type { DriftRun } from "../../drift/drift-run";
import type { DriftSettings } from "../../drift/drift-settings";
import type { DriftStore } from "../../drift/store/drift-store";
import type { KnownFinding, RecordedRun } from "../../drift/store/recorded-run";
import type { Finding, FindingDrift } from "../../policies/finding";
import type { Notice } from "../../policies/notice";
import { plainText } from "../../reports/plain-text";
import type { ReportedHistory } from "../../reports/report";
import type { Io } from "../io";

/** A run as it is told: with what the store knows of each finding, and what it makes of the whole. */
export interface ToldRun {
  readonly findings: readonly Finding[];
  readonly history?: ReportedHistory;
  /** About telling others. */
  readonly notices: readonly Notice[];
  /** It could not be kept. */
  readonly failed?: true;
}

export interface Keeping {
  readonly settings: Pick<DriftSettings, "flapping" | "notify">;
  /** When the run looked. */
  readonly at: Date;
  /** Ids of all leases that the run knew. */
  readonly known?: Iterable<string>;
  /** Ids of the leases, where not all were looked at. */
  readonly leases?: ReadonlySet<string>;
  /** Tell only what was first seen since then. */
  readonly since?: Date;
  /** Tell those that `drift.notify` names. */
  readonly notify: boolean;
}

/** Opens the store; before the run looks, so that runs at the same time can be told apart. @throws DriftStoreError */
export function openStore(file: string, { flapping, notify }: Keeping["settings"]): DriftStore {
  const { openDriftStore } = require("../../drift/store/drift-store") as typeof import("../../drift/store/drift-store");
  return openDriftStore(file, { flapping, channels: notify });
}

/**
 * Writes a run into the store, then tells those who are to be told. A store that cannot be written is a notice and a failure:
 * what was found is printed all the same.
 */
export async function keepRun(store: DriftStore, run: DriftRun, keeping: Keeping, io: Io): Promise<ToldRun> {
  const { DriftStoreError } =
    require("../../drift/store/store-error") as typeof import("../../drift/store/store-error");
  try {
    return await recordAndTell(store, run, keeping, io);
  } catch (error) {
    if (!(error instanceof DriftStoreError)) throw error;
    const message = `${error.message}. What was found is not kept, and nobody was told.`;
    return { findings: run.findings, notices: [{ about: "notification", level: "warning", message }], failed: true };
  }
}

async function recordAndTell(store: DriftStore, run: DriftRun, keeping: Keeping, io: Io): Promise<ToldRun> {
  // What rules found before is gone only where they were asked again.
  const complete = run.unjudged ? [] : run.observers.filter(({ status }) => status === "complete");
  const recorded = store.record({
    at: keeping.at,
    findings: [...run.findings, ...run.accepted],
    observers: complete.map(({ name }) => name),
    ...(keeping.leases && { leases: keeping.leases }),
    ...(keeping.known && { known: keeping.known }),
    remembered: run.remembered,
  });
  const stateOf = statesOf(recorded);
  const findings = run.findings
    .filter((finding) => isSince(recorded.firstSeen.get(finding), keeping.since))
    .map((finding) => withTime(finding, stateOf(finding), recorded.firstSeen.get(finding)));
  const history = historyOf(recorded);
  if (!keeping.notify) return { findings, history, notices: [] };
  const { deliver } = require("../../drift/notify/deliver") as typeof import("../../drift/notify/deliver");
  const { notices } = await deliver(store, keeping.settings.notify, { environment: io.environment });
  // A report may go to a file that nobody reads when nobody was told of it.
  for (const { level, message } of notices) if (level === "warning") io.stderr(`warning: ${plainText(message)}\n`);
  return { findings, history, notices };
}

/** What a store does not know the age of is told in any case. */
function isSince(firstSeen: Date | undefined, since: Date | undefined): boolean {
  return since === undefined || firstSeen === undefined || firstSeen >= since;
}

function withTime(finding: Finding, state: FindingDrift["state"], firstSeen: Date | undefined): Finding {
  if (finding.drift === undefined || firstSeen === undefined) return finding;
  return { ...finding, drift: { ...finding.drift, state, firstSeen: firstSeen.toISOString() } };
}

function statesOf(recorded: RecordedRun): (finding: Finding) => FindingDrift["state"] {
  const [fresh, worsened] = [new Set(recorded.fresh), new Set(recorded.worsened)];
  return (finding) => (fresh.has(finding) ? "new" : worsened.has(finding) ? "worsened" : "ongoing");
}

function historyOf({ run, recovered, flapping, settled, unchecked }: RecordedRun): ReportedHistory {
  const told = (known: readonly KnownFinding[]) => known.map(reportedKnown);
  return {
    run,
    recovered: told(recovered),
    flapping: told(flapping),
    settled: told(settled),
    unchecked: told(unchecked),
  };
}

function reportedKnown({ finding, firstSeen, lastSeen, resolvedAt }: KnownFinding) {
  return {
    finding,
    firstSeen: firstSeen.toISOString(),
    lastSeen: lastSeen.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}
