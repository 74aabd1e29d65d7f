import { canonicalJson } from "../lease/canonical-json";
import type { Finding } from "../policies/finding";
import { identityOf } from "../policies/finding-identity";
import type { ReportContext } from "./context";
import { ruleHelp } from "./rule-help";

/**
 * A name for each finding, in their order, that stays the same from run to run: 32 hexadecimal digits of SHA-256. It comes
 * from the finding's identity, not from lines or messages, so that it survives edits above the line and a term that is a day
 * shorter. Findings of one identity are numbered in their order.
 */
export function fingerprints(
  findings: readonly Finding[],
  context: Pick<ReportContext, "ownRules" | "project" | "stack">,
) {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = textOf(finding, context);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return digest(count === 1 ? identity : `${identity}#${count}`);
  });
}

function textOf(finding: Finding, context: Pick<ReportContext, "ownRules" | "project" | "stack">): string {
  const identity = identityOf(finding, ruleHelp(finding.rule, context).subject);
  // What no stack declares, the register's, is one and the same finding in each of them only by its own words.
  return canonicalJson(identity.resource === null ? [identity, context.project, context.stack] : [identity]);
}

function digest(text: string): string {
  // Loaded when it is needed: most runs fingerprint nothing.
  const { createHash } = require("node:crypto") as typeof import("node:crypto");
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
