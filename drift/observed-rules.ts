import { canonicalJson } from "../lease/canonical-json";
import type { Vrp, VrpIndex } from "../lease/rpki/route-origin";
import { catalogue, findRule } from "../policies/catalogue";
import type { Finding } from "../policies/finding";
import { identityOf } from "../policies/finding-identity";
import { type Judgement, type JudgeOptions, judge } from "../policies/judge";
import type { OwnRules } from "../policies/own-rules/own-rules";
import type { Settings } from "../policies/settings";
import { Causes } from "./compare/cause";
import type { Difference } from "./compare/difference";
import { observedGraph } from "./compare/observed-graph";
import type { Declared } from "./declared";

export interface ObservedRulesOptions {
  readonly settings: Settings;
  /** Rules of a team's own, which are asked too. */
  readonly ownRules?: OwnRules;
  /** What a relying party sees. */
  readonly vrps?: readonly Vrp[] | VrpIndex | "unknown";
}

export interface ObservedRules {
  /** What rules find on what was seen and not on what is declared, each with its cause. */
  readonly findings: readonly Finding[];
  /** Rules that did not run; undefined where none had to: nothing that they judge drifted. */
  readonly notRun?: readonly string[];
}

/**
 * Judges what was seen by the rules that judge what is declared. Only what drifted is laid over the declared graph, and only
 * violations that the declared graph does not have are told: what was wrong before, `leasehold check` says.
 */
export async function judgeObserved(
  declared: Declared,
  differences: readonly Difference[],
  options: ObservedRulesOptions,
): Promise<ObservedRules> {
  const routingDrifted = differences.some(({ item, status }) => item.observer === "rpki" && status === "violation");
  const vrps = routingDrifted ? options.vrps : undefined;
  const seen = observedGraph(declared.graph, differences);
  if (seen === undefined && vrps === undefined) return { findings: [] };
  const { register, today } = declared;
  const { settings, ownRules } = options;
  const only = rulesOfTheWorld(ownRules);
  const judging: JudgeOptions = { graph: asIs(declared.graph), register, today, settings, ownRules, only };
  const before = await judge(judging);
  const after = await judge({ ...judging, graph: asIs(seen ?? declared.graph), vrps });
  const causes = new Causes(differences);
  const findings = newIn(after, before).flatMap((finding): Finding[] => {
    if (finding.lease !== null && !declared.chosen.has(finding.lease)) return [];
    const found = causes.of(finding);
    // Payloads show more than what drifted: what they always showed is for `leasehold check --vrps`.
    if (found.cause === undefined && findRule(finding.rule)?.part === "attestation") return [];
    return [{ ...finding, drift: found }];
  });
  return { findings, notRun: after.notRun };
}

/** Parts of the model that judge what a lease says of itself. */
const PAPERS: ReadonlySet<string> = new Set(["provenance", "response"]);
/** What of those can be seen nevertheless. */
const SEEN_OF_PAPERS: ReadonlySet<string> = new Set(["address-outside-lease"]);
/** What only a program or a register says, and no outside system shows. */
const UNSEEN: ReadonlySet<string> = new Set([
  "break-glass-missing",
  "privileged-change-unapproved",
  "route-alerts-missing",
  "unprotected-address",
]);

/** The rules that ask about what can be seen outside; all of a team's own, since nobody else can tell. */
function rulesOfTheWorld(ownRules: OwnRules | undefined): string[] {
  const shipped = catalogue.filter(
    ({ name, part }) => !UNSEEN.has(name) && (!PAPERS.has(part) || SEEN_OF_PAPERS.has(name)),
  );
  return [...shipped, ...(ownRules?.rules ?? [])].map(({ name }) => name);
}

/** Nothing is planned here: rules on changes have nothing to say. */
function asIs(graph: Declared["graph"]): Declared["graph"] {
  const resources = graph.resources.map(({ operation: _, ...resource }) => resource);
  return { project: graph.project, stack: graph.stack, resources };
}

function newIn(after: Judgement, before: Judgement): Finding[] {
  const rules = new Map(after.ownRules?.map((rule) => [rule.name, rule]));
  const keyOf = (finding: Finding): string =>
    canonicalJson(identityOf(finding, (findRule(finding.rule) ?? rules.get(finding.rule))?.subject));
  const known = new Set(before.findings.map(keyOf));
  return after.findings.filter((finding) => finding.status !== "undetermined" && !known.has(keyOf(finding)));
}
