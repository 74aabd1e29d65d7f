import type { Finding } from "../policies/finding";
import type { FailLevel } from "./options";

/**
 * 1 where some finding reaches the fail level, else 0. What is undetermined counts as a warning, with `strict` as its rule's
 * severity; what is waived never counts.
 */
export function exitCode(findings: readonly Finding[], failOn: FailLevel, strict: boolean): 0 | 1 {
  return findings.some((finding) => reaches(finding, failOn, strict)) ? 1 : 0;
}

function reaches({ status, severity }: Finding, failOn: FailLevel, strict: boolean): boolean {
  if (failOn === "never") return false;
  switch (status) {
    case "waived":
      return false;
    case "undetermined":
      return failOn === "warning" || (strict && severity === "error");
    case "violation":
      return failOn === "warning" || severity === "error";
  }
}
