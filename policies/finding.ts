import { z } from "zod";

export const severitySchema = z.enum(["error", "warning"]);
export type Severity = z.output<typeof severitySchema>;

/** The verdict of a rule that is not a pass. A value that nobody knows yet is `undetermined`, never clean. */
export const findingStatus = z.enum(["violation", "undetermined", "waived"]);

export const evidenceValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.number()])),
]);

/** How something outside differs from what is declared. */
export const DRIFT_CHANGES = ["added", "changed", "removed", "unmanaged", "unobserved"] as const;

/** A value of one field; null: there is none; `unknown`, with why: nobody knows it, or it could not be read. */
const driftValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.strictObject({ unknown: z.string() }),
]);

/** What a drift run knows of a finding. A rule's finding on what was observed has `observer`, and `cause` where one is known. */
export const driftSchema = z.strictObject({
  /** Who looked: aws, dns, rpki, bgp, reputation, rdap. */
  observer: z.string(),
  change: z.enum(DRIFT_CHANGES).optional(),
  /** Kind of the item; `*` where an observer could not look at several. */
  type: z.string().optional(),
  id: z.string().optional(),
  /** `old`: declared, or seen in the run before; `new`: seen. */
  changes: z.array(z.strictObject({ field: z.string(), old: driftValue, new: driftValue })).optional(),
  /** `observer/type/id` of the item whose drift led to this finding. */
  cause: z.string().optional(),
  /** Against the runs before, where a store is kept. */
  state: z.enum(["new", "worsened", "ongoing"]).optional(),
  /** When a run first saw it, where a store is kept; ISO 8601, UTC. */
  firstSeen: z.string().optional(),
});
export type FindingDrift = z.output<typeof driftSchema>;

/** What a rule found, ready for a report: reports render findings and decide nothing. */
export const findingSchema = z.strictObject({
  rule: z.string(),
  severity: severitySchema,
  status: findingStatus,
  lease: z.string().nullable(),
  segment: z.string().nullable(),
  resource: z.strictObject({ urn: z.string(), type: z.string(), name: z.string() }).nullable(),
  location: z.strictObject({ file: z.string(), line: z.int(), column: z.int() }).nullable(),
  message: z.string(),
  /** The rule's typed arguments: addresses, ports and names, never another input's value. */
  evidence: z.record(z.string(), evidenceValue),
  remediation: z.string(),
  /** Of a waived finding: who answers for it, why, and until which day (inclusive, UTC). */
  waiver: z
    .strictObject({ owner: z.string(), reason: z.string(), ticket: z.string().optional(), expires: z.string() })
    .optional(),
  /** Of a drift run: what differs, where, and since when. */
  drift: driftSchema.optional(),
});
export type Finding = z.output<typeof findingSchema>;
