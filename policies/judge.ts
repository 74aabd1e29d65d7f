import { buildFacts } from "../facts/build";
import type { ApprovalFact, Fact } from "../facts/fact";
import { knowsChanges } from "../facts/plan";
import type { Graph } from "../graph/resource";
import type { Vrp } from "../lease/route-origin";
import type { Register } from "../register/register";
import type { Finding } from "./finding";
import { judgeFacts } from "./judge-facts";
import { defaultSettings, type Settings } from "./settings";

export interface JudgeOptions {
  readonly graph: Graph;
  readonly register: Register;
  /** Calendar day, UTC, on which terms are judged. */
  readonly today: string;
  /** @default defaultSettings */
  readonly settings?: Settings;
  /** Validated ROA payloads; absent: nobody looked at any. */
  readonly vrps?: Vrp[];
  /** Names of the rules to run. @default all */
  readonly only?: readonly string[];
  /** The graph is the whole program; false while resources are still to come. @default true */
  readonly complete?: boolean;
  /** Whether the privileged surface is approved. @default approvals are not configured, and their rule does not run */
  readonly approval?: Pick<ApprovalFact, "configured" | "satisfied" | "reasons">;
}

export interface Judgement {
  /** Sorted by place, rule and message; the same input gives the same list. */
  readonly findings: Finding[];
  /** Rules of the catalogue that did not run. */
  readonly notRun: string[];
  /** What is wrong with the input itself, such as a program that revives a released lease. */
  readonly problems: string[];
  /** What was judged, for reports that show more than findings. */
  readonly facts: readonly Fact[];
}

/**
 * Judges what a graph and a register say about leases. A finding's severity is its rule's, also where it is undetermined:
 * the caller decides how much an undetermined one weighs. Throws `RuleError` where a rule cannot be evaluated, and for a
 * name in `only` or `settings.severities` that is no rule.
 */
export async function judge(options: JudgeOptions): Promise<Judgement> {
  const settings = options.settings ?? defaultSettings;
  const { facts, problems } = buildFacts(options.graph, options.register, {
    today: options.today,
    vrps: options.vrps,
    wideShare: settings.openEgressShare,
    widePorts: settings.openEgressPorts,
    privilegedRoles: settings.privilegedRoles,
  });
  if (options.approval !== undefined) facts.push(approvalFact(options.approval));
  const changes = knowsChanges(options.graph);
  const { findings, notRun } = judgeFacts(facts, options.graph.resources, { ...options, settings, changes });
  return { findings, notRun, problems, facts };
}

function approvalFact(approval: NonNullable<JudgeOptions["approval"]>): ApprovalFact {
  return { ...approval, kind: "approval", id: "approval", resource: null, lease: null, segment: null, unknown: {} };
}
