import { gzipSync } from "node:zlib";
import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { fingerprints } from "./fingerprint";
import { byImportance } from "./importance";
import { plainText } from "./plain-text";
import type { Report } from "./report";
import { sarifRules } from "./sarif-rules";
import { sourcePlace } from "./source-place";
import { webAddress } from "./web-address";

/** What GitHub code scanning takes at most. */
export interface SarifLimits {
  /** @default 25000 */
  readonly results: number;
  /** Bytes of the file after gzip. @default 10 MB */
  readonly gzipped: number;
}

const GITHUB_LIMITS: SarifLimits = { results: 25_000, gzipped: 10_000_000 };

/**
 * A report as SARIF 2.1.0 for GitHub code scanning. Waived findings are left out, since code scanning would alert on them;
 * undetermined ones are warnings that say so. Beyond the limits the least important results are dropped, and a notification
 * of the run says how many.
 */
export function renderSarif(report: Report, context: ReportContext, limits: SarifLimits = GITHUB_LIMITS): string {
  const open = byImportance(report.findings).filter(({ status }) => status !== "waived");
  const names = fingerprints(open, context);
  const results = open.slice(0, limits.results).map((finding, index) => result(finding, names[index] ?? "", context));
  const render = (count: number): string => document(report, context, results.slice(0, count), open.length - count);
  const fits = (text: string): boolean =>
    Buffer.byteLength(text) <= limits.gzipped || gzipSync(text).length <= limits.gzipped;
  const whole = render(results.length);
  if (fits(whole)) return whole;
  let [kept, tooMany] = [0, results.length];
  while (tooMany - kept > 1) {
    const middle = (kept + tooMany) >>> 1;
    if (fits(render(middle))) kept = middle;
    else tooMany = middle;
  }
  return render(kept);
}

function document(report: Report, context: ReportContext, results: readonly unknown[], dropped: number): string {
  const run = {
    tool: {
      driver: {
        name: "Leasehold",
        semanticVersion: context.version,
        rules: sarifRules(report.findings, context),
      },
    },
    // GitHub keeps the results of one category apart from those of another: each stack replaces its own only.
    automationDetails: { id: `leasehold/${plainText(context.project)}/${plainText(context.stack)}/` },
    invocations: [
      {
        executionSuccessful: true,
        toolConfigurationNotifications: report.notRun.map((rule) => ({
          associatedRule: { id: rule },
          level: "note",
          message: { text: messageText(`Rule ${rule} did not run.`) },
        })),
        toolExecutionNotifications: dropped === 0 ? [] : [droppedNotice(dropped, context)],
      },
    ],
    columnKind: "utf16CodeUnits",
    results,
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function droppedNotice(dropped: number, context: ReportContext) {
  const link = webAddress(context.link);
  const text = `${dropped} results were left out, the least important ones, because code scanning takes no more.`;
  return { level: "warning", message: { text: link ? `${text} All of them: ${messageText(link)}` : text } };
}

function result(finding: Finding, fingerprint: string, context: ReportContext) {
  const { rule, severity, status, resource, lease, segment } = finding;
  const place = sourcePlace(finding, context);
  const names = [lease && { name: lease, kind: "namespace" }, resource && logicalLocation(resource)].filter(Boolean);
  return {
    ruleId: rule,
    level: status === "undetermined" ? "warning" : severity,
    message: { text: describe(finding, place.exact) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(place.file) },
          // The end column is the one after the region. A place is one character: nobody knows where the expression ends.
          region: {
            startLine: place.line,
            startColumn: place.column,
            endLine: place.line,
            endColumn: place.column + 1,
          },
        },
        ...(names.length > 0 ? { logicalLocations: names } : {}),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
    properties: { status, lease, segment },
  };
}

function logicalLocation({ name, urn, type }: NonNullable<Finding["resource"]>) {
  return { name: plainText(name), fullyQualifiedName: plainText(urn), kind: "resource", properties: { type } };
}

function describe({ status, message, remediation, resource, location }: Finding, exact: boolean): string {
  const parts = [
    status === "undetermined" ? "Undetermined: " : "",
    message,
    resource ? ` Resource: ${resource.name}.` : "",
    !exact && location ? ` It is at ${location.file}:${location.line}, outside the repository.` : "",
    ` Fix: ${remediation}`,
  ];
  return messageText(parts.join(""));
}

/** Text as a SARIF message: no link (§3.11.6) and no placeholder (§3.11.5) can come from a program's names. */
function messageText(text: string): string {
  return plainText(text)
    .replaceAll("](", "\\](")
    .replace(/\{(?=\d+\})/g, "{{");
}

function relativeUri(file: string): string {
  return plainText(file).split("/").map(encodeURIComponent).join("/");
}
