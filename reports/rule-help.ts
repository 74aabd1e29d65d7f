import { findRule, type Rule } from "../policies/catalogue";
import { findDriftRule } from "../policies/drift-rules";
import type { ReportContext } from "./context";

/** What reports say about a rule, whatever finding it is about. */
export interface RuleHelp {
  readonly name: string;
  /** A sentence without a full stop; the rule's name where nobody knows the rule. */
  readonly title: string;
  /** Why it matters; empty where nobody knows the rule. */
  readonly why: string;
  /** What to do, with `<name>` where a finding fills in a value. */
  readonly fix: string;
  readonly part: string;
  readonly severity: Rule["severity"];
  readonly references: Rule["references"];
  /** Arguments that make two findings of the rule two; undefined where nobody knows the rule. */
  readonly subject: readonly string[] | undefined;
}

/** Help for a rule of the catalogue or of the context's own rules, and the least there is for any other name. */
export function ruleHelp(name: string, context: Pick<ReportContext, "ownRules">): RuleHelp {
  const rule = findRule(name) ?? findDriftRule(name) ?? context.ownRules?.find((own) => own.name === name);
  if (!rule) {
    const unknown = { title: name, why: "", fix: "", part: "own", references: [], subject: undefined };
    return { ...unknown, name, severity: "warning" };
  }
  return { ...rule, fix: rule.fix.replaceAll(/\{(\w+)\}/g, "<$1>") };
}
