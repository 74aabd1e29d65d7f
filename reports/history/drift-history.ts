import { z } from "zod";
import { findingSchema, severitySchema } from "../../policies/finding";

const when = z.iso.datetime();

const transition = z.strictObject({
  at: when,
  /** damped: comes and goes too often to be told each time; settled: was so, and is stable. */
  kind: z.enum(["opened", "worsened", "recovered", "reopened", "damped", "settled"]),
  severity: severitySchema,
  message: z.string(),
});

const historicFinding = z.strictObject({
  /** As it was seen last. */
  finding: findingSchema,
  open: z.boolean(),
  flapping: z.boolean(),
  firstSeen: when,
  lastSeen: when,
  /** null while it is open. */
  resolvedAt: when.nullable(),
  /** When it was open; `to` is null where it still is. */
  spans: z.array(z.strictObject({ from: when, to: when.nullable() })),
  transitions: z.array(transition),
});
export type HistoricFinding = z.output<typeof historicFinding>;

/** What drift runs found over time, as `leasehold drift history --format json` prints it. */
export const driftHistorySchema = z.strictObject({
  version: z.literal(1),
  /** When the history was read. */
  asOf: when,
  /** What was resolved before is left out; null: nothing is. */
  since: when.nullable(),
  lease: z.string().nullable(),
  runs: z.array(z.strictObject({ at: when, observers: z.array(z.string()) })),
  /** In the order in which they were first seen. */
  findings: z.array(historicFinding),
  /** Messages that still have to be told. */
  untold: z.int(),
});
export type DriftHistory = z.output<typeof driftHistorySchema>;

/** The JSON Schema of a history, published as `schemas/drift-history.schema.json`. */
export function driftHistoryJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(driftHistorySchema);
  return { $schema, title: "Leasehold drift history", ...schema };
}

/** What a finding is now, in a word. */
export type HistoryState = "open" | "flapping" | "waived" | "resolved";

export function stateOf({ open, flapping, finding }: HistoricFinding): HistoryState {
  if (flapping) return "flapping";
  if (!open) return "resolved";
  return finding.status === "waived" ? "waived" : "open";
}

/** Findings by lease, in the order of the leases' names; those of no lease last. */
export function byLease(findings: readonly HistoricFinding[]): [lease: string | null, findings: HistoricFinding[]][] {
  const leases = new Map<string | null, HistoricFinding[]>();
  for (const one of findings) {
    const own = leases.get(one.finding.lease);
    if (own) own.push(one);
    else leases.set(one.finding.lease, [one]);
  }
  return [...leases].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
}

/** `2026-11-22 06:00`, UTC. */
export function minute(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)}`;
}
