import { findRule } from "./catalogue";
import { findDriftRule } from "./drift-rules";
import type { Finding } from "./finding";

/** What makes a finding the same finding later: rule, verdict, place and subject; no line, no message, no unknown path. */
export interface FindingIdentity {
  readonly rule: string;
  /** Of a waived finding, what it would be without: somebody who accepted "cannot be told yet" accepted no violation. */
  readonly status: "violation" | "undetermined";
  /** URN; null where the finding is on no resource. */
  readonly resource: string | null;
  readonly lease: string | null;
  readonly segment: string | null;
  /** The arguments that the rule calls its subject: addresses, ports and names. Keys in order. */
  readonly subject: Finding["evidence"];
}

/**
 * The identity of a finding, by which a baseline knows it again and code scanning follows it from run to run.
 * @param subject names of the arguments that count @default those that its rule calls its subject; of a rule that says none, all
 */
export function identityOf(
  finding: Finding,
  subject = (findRule(finding.rule) ?? findDriftRule(finding.rule))?.subject,
): FindingIdentity {
  const { rule, status, resource, lease, segment, evidence } = finding;
  const names = (subject ?? Object.keys(evidence).filter((name) => !NEVER.has(name)))
    .filter((name) => Object.hasOwn(evidence, name))
    .sort();
  return {
    rule,
    status: status === "waived" ? (evidence.was === "undetermined" ? "undetermined" : "violation") : status,
    resource: resource?.urn ?? null,
    lease,
    segment,
    subject: Object.fromEntries(names.map((name) => [name, evidence[name] ?? null])),
  };
}

/** What judging adds to the arguments of a rule. */
const NEVER: ReadonlySet<string> = new Set(["unknown", "baseline", "was"]);
