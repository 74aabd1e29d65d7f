import { z } from "zod";
import { findingSchema } from "../policies/finding";
import { noticeSchema } from "../policies/notice";
import { reportedLeaseSchema } from "./reported-lease";

/** A resource as reports show it: never its inputs, which may be secrets. */
export const reportedResourceSchema = z.strictObject({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  /** URN of the resource it is grouped under; null for the stack itself. */
  parent: z.string().nullable(),
  custom: z.boolean(),
  /** A component whose children are out of view. */
  remote: z.boolean(),
  location: findingSchema.shape.location,
  /**
   * What the deployment does to it, against the state that was given: absent where nobody can know yet, and without a state,
   * but for what the program only reads. What is deleted is listed and not counted in the summary.
   */
  operation: z.enum(["create", "update", "replace", "delete", "same", "read"]).optional(),
});
export type ReportedResource = z.output<typeof reportedResourceSchema>;

export const summarySchema = z.strictObject({
  /** Resources without the stack itself; null where the command looks at none. */
  resources: z.int().nullable(),
  /** Violations by their rule's severity. */
  errors: z.int(),
  warnings: z.int(),
  undetermined: z.int(),
  waived: z.int(),
});
export type Summary = z.output<typeof summarySchema>;

/** What one observer of a drift run did. */
export const reportedObserverSchema = z.strictObject({
  name: z.string(),
  /** complete: it saw all; partial: `unseen` says what not; failed: it saw nothing; not-observed: nobody asked it to look. */
  status: z.enum(["complete", "partial", "failed", "not-observed"]),
  /** What it saw, declared or not. */
  items: z.int(),
  /** What could not be seen and why; `covers` names type, id, lease or scope where it is not all. */
  unseen: z.array(
    z.strictObject({
      reason: z.string(),
      covers: z
        .strictObject({
          type: z.string().optional(),
          id: z.string().optional(),
          lease: z.string().optional(),
          scope: z.string().optional(),
        })
        .optional(),
    }),
  ),
  /** What it did not look at because nobody chose it. */
  notObserved: z.array(z.string()),
});
export type ReportedObserver = z.output<typeof reportedObserverSchema>;

/** A finding of drift runs over time; times are ISO 8601, UTC. */
const knownFinding = z.strictObject({
  finding: findingSchema,
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** null while it is there. */
  resolvedAt: z.string().nullable(),
});

/** What a drift run means after those before it, where a store is kept. */
export const reportedHistorySchema = z.strictObject({
  /** Number of the run in its store. */
  run: z.int(),
  /** Told as drift before, and gone. */
  recovered: z.array(knownFinding),
  /** Comes and goes too often to be told each time. */
  flapping: z.array(knownFinding),
  /** Was flapping, and is stable. */
  settled: z.array(knownFinding),
  /** There before, and not looked at this time. */
  unchecked: z.array(knownFinding),
});
export type ReportedHistory = z.output<typeof reportedHistorySchema>;

/** What preview, check and drift print as JSON. `preview` adds `resources` and `leases`. */
export const reportSchema = z.strictObject({
  version: z.literal(1),
  summary: summarySchema,
  /** Rules of the catalogue that did not run, for lack of what they need or because settings turn them off. */
  notRun: z.array(z.string()),
  findings: z.array(findingSchema),
  /** About waivers, baseline and approvals themselves, and what a pull request would change in them. */
  notices: z.array(noticeSchema).optional(),
  resources: z.array(reportedResourceSchema).optional(),
  /** The leases in view, for the map; absent where the command looked at none. */
  leases: z.array(reportedLeaseSchema).optional(),
  /** Of a drift run: who looked, and what could not be seen. */
  observers: z.array(reportedObserverSchema).optional(),
  /** Of a drift run: what .leaseholdignore takes out, as `observer/type/id` or with the field. */
  ignored: z.array(z.string()).optional(),
  /** Of a drift run that keeps a store. */
  history: reportedHistorySchema.optional(),
});
export type Report = z.output<typeof reportSchema>;

/** The JSON Schema of a report, published as `schemas/findings.schema.json`. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema);
  return { $schema, title: "Leasehold findings", ...schema };
}
