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
});
export type Finding = z.output<typeof findingSchema>;
