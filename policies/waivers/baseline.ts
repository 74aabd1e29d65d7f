import { canonicalJson } from "../approvals/canonical-json";
import type { Finding } from "../finding";
import { type FindingIdentity, identityOf } from "../finding-identity";
import type { Notice } from "../notice";
import { RuleSet } from "../rule-set";
import type { Baseline, Entry } from "./baseline-file";
import type { NonWaivable } from "./non-waivable";

/** The findings as a baseline: sorted, each once, the same text for the same findings. Waived ones are not in it. */
export function baselineOf(
  findings: readonly Finding[],
  nonWaivable: NonWaivable,
  rules: RuleSet = new RuleSet(),
): Baseline {
  const entries = new Map<string, FindingIdentity>();
  for (const finding of findings) {
    if (finding.status === "waived" && finding.evidence.baseline !== true) continue;
    if (nonWaivable.reason(finding) !== undefined) continue;
    const entry = identityOf(finding, rules.find(finding.rule)?.subject);
    entries.set(canonicalJson(entry), entry);
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { version: 1, findings: sorted.map(([, entry]) => entry) };
}

/**
 * Turns findings that the baseline knows to `waived`, with `baseline: true` in their evidence. Entries that match nothing
 * any more are told as notices, and so are those that may not be in a baseline.
 */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  nonWaivable: NonWaivable,
  rules: RuleSet = new RuleSet(),
): { findings: Finding[]; notices: Notice[] } {
  const known = new Map(baseline.findings.map((entry) => [canonicalJson(entry), entry]));
  const seen = new Set<string>();
  const refused = new Set<string>();
  const settled = findings.map((finding): Finding => {
    const key = canonicalJson(identityOf(finding, rules.find(finding.rule)?.subject));
    if (!known.has(key)) return finding;
    seen.add(key);
    const refusal = nonWaivable.reason(finding);
    if (refusal !== undefined) refused.add(`${finding.rule}: ${refusal}`);
    if (refusal !== undefined || finding.status === "waived") return finding;
    return { ...finding, status: "waived", evidence: { ...finding.evidence, baseline: true, was: finding.status } };
  });
  const vanished = [...known].filter(([key]) => !seen.has(key)).map(([, entry]) => placeOf(entry));
  return {
    findings: settled,
    notices: [
      ...vanished.map(
        (place): Notice => ({
          about: "baseline",
          level: "info",
          message: `Gone since the baseline was taken: ${place}. --update-baseline takes it out.`,
        }),
      ),
      ...[...refused].map((message): Notice => ({ about: "baseline", level: "warning", message })),
    ],
  };
}

function placeOf({ rule, resource, lease, segment }: Entry): string {
  const place = resource?.split("::").at(-1) ?? [lease, segment].filter(Boolean).join("/");
  return place === "" ? rule : `${rule} on ${place}`;
}
