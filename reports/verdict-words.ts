import { countsInWords } from "./importance";
import type { Report } from "./report";

/**
 * A report in one line: `2 errors, 1 undetermined`. Of a drift run `no drift`, and where an observer did not see everything,
 * never that alone: `no drift in what was seen, 1 undetermined; not all could be seen: dns`.
 */
export function verdictInWords(report: Pick<Report, "findings" | "observers" | "ignored">): string {
  const { ignored = [] } = report;
  const counts = countsInWords(report.findings, cleanWords(report));
  return `${counts}${unseenWords(report)}${ignored.length === 0 ? "" : `; ${ignored.length} ignored`}`;
}

/** What is said where nothing is violated. */
export function cleanWords({ observers }: Pick<Report, "observers">): string {
  if (observers === undefined) return "no violation";
  return blind(observers).length === 0 ? "no drift" : "no drift in what was seen";
}

/** The end of the line; empty where everything was seen. */
export function unseenWords({ observers = [] }: Pick<Report, "observers">): string {
  const names = blind(observers);
  return names.length === 0 ? "" : `; not all could be seen: ${names.join(", ")}`;
}

function blind(observers: NonNullable<Report["observers"]>): string[] {
  return observers.filter(({ status }) => status === "partial" || status === "failed").map(({ name }) => name);
}
