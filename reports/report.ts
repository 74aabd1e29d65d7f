import { z } from "zod";
import { type Finding, findingSchema } from "../policies/finding";

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

/** What preview, check and drift print as JSON. `preview` adds `resources`. */
export const reportSchema = z.strictObject({
  version: z.literal(1),
  summary: summarySchema,
  /** Rules of the catalogue that did not run, for lack of what they need or because settings turn them off. */
  notRun: z.array(z.string()),
  findings: z.array(findingSchema),
  resources: z.array(reportedResourceSchema).optional(),
});
export type Report = z.output<typeof reportSchema>;

/** Counts findings; each counts once, a waived one as waived only. */
export function summarise(findings: readonly Finding[], resources: number | null): Summary {
  const count = (matches: (finding: Finding) => boolean): number => findings.filter(matches).length;
  return {
    resources,
    errors: count(({ status, severity }) => status === "violation" && severity === "error"),
    warnings: count(({ status, severity }) => status === "violation" && severity === "warning"),
    undetermined: count(({ status }) => status === "undetermined"),
    waived: count(({ status }) => status === "waived"),
  };
}

/** The JSON Schema of a report, published as `schemas/findings.schema.json`. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema);
  return { $schema, title: "Leasehold findings", ...schema };
}
