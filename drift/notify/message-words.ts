import { groupBy } from "../../lease/group-by";
import type { Severity } from "../../policies/finding";
import { itemOf } from "../../policies/finding-item";
import { cleanText } from "../../provider/http/clean-text";
import type { Notification, ToldFinding } from "./notification";

/** Longest message or remedy that is shown. */
const LONGEST = 600;

/** `3 new, 1 worse, 2 recovered`. */
export function countsInWords({ counts }: Pick<Notification, "counts">): string {
  const words = {
    new: "new",
    worsened: "worse",
    flapping: "flapping",
    settled: "stable again",
    recovered: "recovered",
  };
  return Object.entries(words)
    .flatMap(([event, word]) => {
      const count = counts[event as keyof typeof words] ?? 0;
      return count === 0 ? [] : [`${count} ${word}`];
    })
    .join(", ");
}

/** Said on top of a message that may be a second one. */
export function againInWords({ again, at }: Notification): string | undefined {
  if (again === undefined) return undefined;
  return `This may have been told already: a run was cut off, or got no answer, while it told what was found at ${timeInWords(at)}. Whether that message arrived is not known.`;
}

/** `2026-11-22 06:00 UTC`. */
export function timeInWords(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

/** What happened, in two or three words: `new error`, `recovered`, `stable again, gone`. */
export function eventInWords({ event, open, finding }: ToldFinding): string {
  const weight = finding.status === "undetermined" ? "not known" : finding.severity;
  switch (event) {
    case "new":
      return `new: ${weight}`;
    case "worsened":
      return `worse: ${weight}`;
    case "flapping":
      return "flapping: nothing more is told until it is stable";
    case "settled":
      return open ? `stable again, and open: ${weight}` : "stable again, and gone";
    case "recovered":
      return "recovered";
  }
}

/** How a finding is told: its words on one line each, whatever the texts in it bring along. */
export interface ToldLines {
  readonly severity: Severity;
  readonly open: boolean;
  readonly event: string;
  readonly rule: string;
  readonly message: string;
  /** Absent where there is nothing to be done any more. */
  readonly fix?: string;
  readonly since: string;
  /** Told under the finding that caused it. */
  readonly caused: boolean;
}

/** What is told of one lease: findings in groups of one cause. */
export interface LeaseWords {
  /** `lease office`, or that there is none. */
  readonly title: string;
  readonly groups: readonly (readonly ToldLines[])[];
}

/** Findings by lease, then by cause: what drifted first, and under it what rules say because of it. */
export function byLeaseAndCause(told: readonly ToldFinding[]): LeaseWords[] {
  const leases = groupBy(told, ({ finding }) => finding.lease ?? "");
  return [...leases].map(([lease, own]) => ({
    title: lease === "" ? "no lease" : `lease ${cleanText(lease, 100)}`,
    groups: [...groupBy(own, causeOf).values()].map((members) =>
      [...members].sort((a, b) => Number(isCaused(a)) - Number(isCaused(b))).map((one) => linesOf(one)),
    ),
  }));
}

function causeOf({ finding }: ToldFinding): string {
  return finding.drift?.cause ?? itemOf(finding) ?? finding.resource?.urn ?? finding.rule;
}

function isCaused({ finding }: ToldFinding): boolean {
  return finding.drift?.cause !== undefined && finding.drift.cause !== itemOf(finding);
}

function linesOf(told: ToldFinding): ToldLines {
  const { finding, open, firstSeen } = told;
  return {
    severity: finding.severity,
    open,
    event: eventInWords(told),
    rule: finding.rule,
    message: cleanText(finding.message, LONGEST),
    ...(open && { fix: cleanText(finding.remediation, LONGEST) }),
    since: timeInWords(firstSeen),
    caused: isCaused(told),
  };
}
