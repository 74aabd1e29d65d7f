import type { Colors } from "./pretty-finding";
import type { Summary } from "./report";

/** The line that sums a report up. @param said what is said where nothing is violated @default "no violation" */
export function summaryLine(summary: Summary, colors: Colors, said = "no violation"): string {
  const resources = summary.resources === null ? [] : [plural(summary.resources, "resource")];
  const found = [
    summary.errors > 0 && colors.red(plural(summary.errors, "error")),
    summary.warnings > 0 && colors.yellow(plural(summary.warnings, "warning")),
    summary.undetermined > 0 && colors.cyan(`${summary.undetermined} undetermined`),
    summary.waived > 0 && colors.dim(`${summary.waived} waived`),
  ].filter((part): part is string => part !== false);
  const clean = summary.errors + summary.warnings === 0;
  const verdict = clean ? [summary.undetermined === 0 ? colors.green(said) : said, ...found] : found;
  return [...resources, verdict.join(", ")].join(": ");
}

/** `1 error`, `2 errors`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
