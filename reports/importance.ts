import type { Finding } from "../policies/finding";

/** What a reader has to know first: one word for status and severity together. */
export type Weight = "error" | "warning" | "undetermined" | "waived";

/** All weights, the most important first. */
export const WEIGHTS: readonly Weight[] = ["error", "warning", "undetermined", "waived"];

/** A violation weighs what its severity says; the others what their status says. */
export function weightOf({ status, severity }: Finding): Weight {
  switch (status) {
    case "violation":
      return severity;
    case "undetermined":
    case "waived":
      return status;
  }
}

/** The most important first; among equals in the order given. For formats that keep only so many. */
export function byImportance(findings: readonly Finding[]): Finding[] {
  return WEIGHTS.flatMap((weight) => findings.filter((finding) => weightOf(finding) === weight));
}

/** `1 error`, `2 errors`, `3 undetermined`. */
export function countOf(count: number, weight: Weight): string {
  const plural = (weight === "error" || weight === "warning") && count !== 1 ? "s" : "";
  return `${count.toLocaleString("en")} ${weight}${plural}`;
}

/**
 * What was found, in words: `2 errors, 1 undetermined`, or `no violation`. Never `no violation` alone where something is
 * undecided.
 * @param clean what is said where nothing is violated @default "no violation"
 */
export function countsInWords(findings: readonly Finding[], clean = "no violation"): string {
  const counts = WEIGHTS.map(
    (weight) => [findings.filter((finding) => weightOf(finding) === weight).length, weight] as const,
  );
  const parts = counts.filter(([count]) => count > 0).map(([count, weight]) => countOf(count, weight));
  const violated = counts.some(([count, weight]) => count > 0 && (weight === "error" || weight === "warning"));
  return (violated ? parts : [clean, ...parts]).join(", ");
}
