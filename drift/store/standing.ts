import { z } from "zod";
import { canonicalJson } from "../../lease/canonical-json";
import { type Finding, findingStatus, type Severity, severitySchema } from "../../policies/finding";

/** How bad a finding is known to be: what it is compared with when it is seen again. */
export const standingSchema = z.strictObject({
  severity: severitySchema,
  status: findingStatus,
  /** Each field that differs, with the value that was seen last, as JSON. */
  fields: z.record(z.string(), z.string()),
  /** The highest severity since it was opened: whoever was told of it is told how it ends. */
  peak: severitySchema,
  /** The highest weight that was told since it began to flap. */
  toldWeight: z.int().optional(),
});
export type Standing = z.output<typeof standingSchema>;

/** How a finding stands that is seen for the first time, or again after it was gone. */
export function standingOf(finding: Finding): Standing {
  const { severity, status } = finding;
  return { severity, status, fields: seenFields(finding), peak: severity };
}

/** Whether a finding is worse than it stood: a higher severity or verdict, another field that differs, or another value of one. */
export function isWorse(finding: Finding, before: Standing): boolean {
  if (weightOf(finding) > weightOf(before)) return true;
  return Object.entries(seenFields(finding)).some(([field, value]) => before.fields[field] !== value);
}

/**
 * How it stands afterwards. What is not known this time is as it was: only an observer that saw everything can tell that
 * a field is as declared again, or that a violation is none.
 */
export function standAfter(finding: Finding, before: Standing, complete: boolean): Standing {
  const seen = seenFields(finding);
  const unknown = new Set((finding.drift?.changes ?? []).map(({ field }) => field).filter((field) => !(field in seen)));
  const kept = Object.entries(before.fields).filter(([field]) => !complete || unknown.has(field));
  const undecided = finding.status === "undetermined" && before.status === "violation";
  const lower = weightOf(finding) < weightOf(before);
  const stays = lower && (undecided || !complete);
  return {
    ...before,
    severity: stays ? before.severity : finding.severity,
    status: stays ? before.status : finding.status,
    fields: { ...Object.fromEntries(kept), ...seen },
    peak: before.peak === "error" ? "error" : finding.severity,
  };
}

/** Waived weighs nothing, undetermined less than a violation, a warning less than an error. */
export function weightOf({ severity, status }: { severity: Severity; status: Finding["status"] }): number {
  const verdict = { waived: 0, undetermined: 1, violation: 2 }[status];
  return verdict === 0 ? 0 : verdict + (severity === "error" ? 2 : 0);
}

/** Fields that differ with their values, those aside that nobody could read. */
function seenFields({ drift }: Finding): Record<string, string> {
  const known = (drift?.changes ?? []).filter((change) => !isUnknown(change.new));
  return Object.fromEntries(known.map((change) => [change.field, canonicalJson(change.new ?? null)]));
}

function isUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
