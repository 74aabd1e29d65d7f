import type { Graph } from "../../graph/resource";
import { parseUrn } from "../../graph/urn";
import { canonicalJson } from "../../lease/canonical-json";
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
  const entries: FindingIdentity[] = [];
  for (const finding of findings) {
    if (finding.status === "waived" && finding.evidence.baseline !== true) continue;
    if (nonWaivable.reason(finding) !== undefined) continue;
    entries.push(identityOf(finding, rules.find(finding.rule)?.subject));
  }
  return { version: 1, findings: sorted(entries) };
}

/** In one order, each once. */
function sorted(entries: readonly FindingIdentity[]): FindingIdentity[] {
  const keyed = [...new Map(entries.map((entry) => [canonicalJson(entry), entry]))];
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
}

/** What one judgement can tell of a baseline: several stacks may share one file. */
export interface BaselineView {
  readonly graph: Graph;
  /** Rules that did not run. */
  readonly notRun: readonly string[];
}

/**
 * A new baseline with what the old one knows beyond this judgement: findings on resources of other stacks, and of rules
 * that did not run.
 */
export function keepOutOfView(fresh: Baseline, old: Baseline, view: BaselineView): Baseline {
  const isSeen = seenBy(view);
  const entries = [...fresh.findings, ...old.findings.filter((entry) => !isSeen(entry))];
  return { version: 1, findings: sorted(entries) };
}

/** Whether a judgement would have found an entry, were it still there. */
function seenBy({ graph, notRun }: BaselineView): (entry: Entry) => boolean {
  const stackOf = (urn: string): string => {
    const { project, stack } = parseUrn(urn);
    return `${stack}::${project}`;
  };
  const stacks = new Set(graph.resources.map(({ urn }) => stackOf(urn)));
  return ({ rule, resource }) => !notRun.includes(rule) && (resource === null || stacks.has(stackOf(resource)));
}

/**
 * Turns findings that the baseline knows to `waived`, with `baseline: true` in their evidence. Entries that match nothing
 * any more are told as notices, and so are those that may not be in a baseline.
 * @param view what the judgement saw @default everything
 */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  nonWaivable: NonWaivable,
  rules: RuleSet = new RuleSet(),
  view?: BaselineView,
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
  const isSeen = view === undefined ? () => true : seenBy(view);
  const gone = [...known].filter(([key, entry]) => !seen.has(key) && isSeen(entry));
  const vanished = gone.map(([, entry]) => placeOf(entry));
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
