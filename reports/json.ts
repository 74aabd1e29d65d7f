import type { Report } from "./report";

/** A report as JSON, two spaces deep, with a newline at its end. Keys keep the order of the schema. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
