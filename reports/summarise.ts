import type { Finding } from "../policies/finding";
import type { Summary } from "./report";

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
