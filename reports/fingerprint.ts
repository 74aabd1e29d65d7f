import { createHash } from "node:crypto";
import type { Finding } from "../policies/finding";
import type { ReportContext } from "./context";
import { ruleHelp } from "./rule-help";

/**
 * A name for each finding, in their order, that stays the same from run to run: 32 hexadecimal digits of SHA-256. It comes
 * from rule, status, resource (or lease and segment) and the arguments that the rule calls its subject, not from lines or
 * messages, so that it survives edits above the line and a term that is a day shorter. The status is part of it: somebody
 * who dismissed "cannot be told yet" has not dismissed the violation that it becomes. Findings that agree in all of that are
 * numbered in their order.
 */
export function fingerprints(
  findings: readonly Finding[],
  context: Pick<ReportContext, "ownRules" | "project" | "stack">,
) {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(finding, context);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return digest(count === 1 ? identity : `${identity}#${count}`);
  });
}

function identityOf(finding: Finding, context: Pick<ReportContext, "ownRules" | "project" | "stack">): string {
  const { rule, status, lease, segment, resource, evidence } = finding;
  // What no stack declares, the register's, is one and the same finding in each of them only by its own words.
  const place = resource ? resource.urn : [context.project, context.stack, lease, segment];
  const names =
    ruleHelp(rule, context).subject ??
    Object.keys(evidence)
      .filter((name) => name !== "unknown")
      .sort();
  return JSON.stringify([rule, status, place, names.map((name) => evidence[name] ?? null)]);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
