import { buildFacts } from "../facts/build";
import type { ApprovalFact, Fact } from "../facts/fact";
import { knowsChanges } from "../facts/plan";
import type { Graph } from "../graph/resource";
import type { Vrp, VrpIndex } from "../lease/rpki/route-origin";
import type { Register } from "../register/register";
import type { Rule } from "./catalogue";
import { driftRules } from "./drift-rules";
import type { Finding } from "./finding";
import { judgeFacts } from "./judge-facts";
import type { Notice } from "./notice";
import type { OwnRules } from "./own-rules/own-rules";
import { RuleSet } from "./rule-set";
import { defaultSettings, type Settings } from "./settings";
import { applyBaseline, baselineOf, keepOutOfView } from "./waivers/baseline";
import type { Baseline } from "./waivers/baseline-file";
import { NonWaivable } from "./waivers/non-waivable";
import { applyWaivers } from "./waivers/waivers";

export interface JudgeOptions {
  readonly graph: Graph;
  readonly register: Register;
  /** Calendar day, UTC, on which terms are judged. */
  readonly today: string;
  /** @default defaultSettings */
  readonly settings?: Settings;
  /** Validated ROA payloads; absent: nobody looked at any; `unknown`: somebody did, and could not see what is published. */
  readonly vrps?: readonly Vrp[] | VrpIndex | "unknown";
  /** Names of the rules to run. @default all */
  readonly only?: readonly string[];
  /** The graph is the whole program; false while resources are still to come. @default true */
  readonly complete?: boolean;
  /** What is known about approvals of the privileged surface of each stack. @default none: nobody looked */
  readonly approvals?: readonly ApprovalFact[];
  /** Rules of a team's own, which run beside the catalogue. @default none */
  readonly ownRules?: OwnRules;
  /** Findings that are known already; those of `settings.waivers` are waived in any case. */
  readonly baseline?: Baseline;
}

export interface Judgement {
  /** Sorted by place, rule and message; the same input gives the same list. */
  readonly findings: Finding[];
  /** Rules that did not run. */
  readonly notRun: string[];
  /** About waivers and the baseline themselves: what is expired, refused, or matches nothing. */
  readonly notices: Notice[];
  /** The findings that are not waived, as a baseline, and what the given one knows beyond this judgement. */
  readonly known: Baseline;
  /** What is wrong with the input itself, such as a program that revives a released lease. */
  readonly problems: string[];
  /** What was judged, for reports that show more than findings. */
  readonly facts: readonly Fact[];
  /** The rules of a team's own, which ran beside the catalogue. */
  readonly ownRules?: readonly Rule[];
}

/**
 * Judges what a graph and a register say about leases. A finding's severity is its rule's, also where it is undetermined:
 * the caller decides how much an undetermined one weighs. Throws `RuleError` where a rule cannot be evaluated, and for a
 * name in `only` or `settings.severities` that is no rule.
 */
export async function judge(options: JudgeOptions): Promise<Judgement> {
  const settings = options.settings ?? defaultSettings;
  const { facts: all, problems } = factsOf({ ...options, settings });
  const changes = knowsChanges(options.graph);
  const { findings, notRun } = judgeFacts(all, options.graph.resources, { ...options, settings, changes });
  const rules = new RuleSet(options.ownRules?.rules);
  const nonWaivable = new NonWaivable(all, rules);
  const view = { graph: options.graph, notRun };
  const based =
    options.baseline === undefined
      ? { findings, notices: [] }
      : applyBaseline(findings, options.baseline, nonWaivable, rules, view);
  const waived = applyWaivers(based.findings, settings.waivers, {
    today: options.today,
    nonWaivable,
    rules: [...rules.all, ...driftRules].map(({ name }) => name),
    // What drift runs find, no judgement does.
    notRun: [...notRun, ...driftRules.map(({ name }) => name)],
  });
  const known = baselineOf(waived.findings, nonWaivable, rules);
  return {
    findings: waived.findings,
    notRun,
    notices: [...waived.notices, ...based.notices],
    known: options.baseline === undefined ? known : keepOutOfView(known, options.baseline, view),
    problems,
    facts: all,
    ownRules: options.ownRules?.rules,
  };
}

/** The facts that `judge` judges, and what is wrong with the input itself. */
export function factsOf(options: Omit<JudgeOptions, "only" | "complete" | "baseline">): {
  readonly facts: Fact[];
  readonly problems: string[];
} {
  const settings = options.settings ?? defaultSettings;
  const { facts, problems } = buildFacts(options.graph, options.register, {
    today: options.today,
    vrps: options.vrps,
    wideShare: settings.openEgressShare,
    widePorts: settings.openEgressPorts,
    privilegedRoles: settings.privilegedRoles,
  });
  return { facts: [...facts, ...(options.approvals ?? [])], problems };
}
