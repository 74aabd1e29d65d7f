import { canonicalJson } from "../../lease/canonical-json";
import type { Finding } from "../../policies/finding";
import { itemOf } from "../../policies/finding-item";

/** A finding of a run with the name by which the store knows it again. */
export interface KeyedFinding {
  readonly key: string;
  readonly finding: Finding;
}

/**
 * Names findings so that the same one has the same name in every run. What drifted is known by rule and by what it is about
 * (observer, type, id, lease), whatever its values are; what a rule found by the identity that baselines know it by, but for
 * the verdict: what was undetermined and is now a violation is the same finding, and worse. Findings of one name are numbered
 * in their order.
 */
export function keyed(findings: readonly Finding[]): KeyedFinding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const name = nameOf(finding);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { key: count === 1 ? name : `${name}#${count}`, finding };
  });
}

function nameOf(finding: Finding): string {
  const item = itemOf(finding);
  if (item !== undefined) return canonicalJson([finding.rule, item, finding.lease]);
  // Loaded for what rules found: it needs the whole catalogue.
  const { identityOf } = require("../../policies/finding-identity") as typeof import("../../policies/finding-identity");
  const { rule, resource, lease, segment, subject } = identityOf(finding);
  return canonicalJson([rule, resource, lease, segment, subject]);
}
