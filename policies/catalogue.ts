import type { Severity } from "./finding";
import built from "./rules.json";

/** The parts of the model, in its order; each is a folder under policies/rules. */
export const PARTS = ["provenance", "attestation", "controls", "telemetry", "response", "offboarding"] as const;
export type Part = (typeof PARTS)[number];

/** Where a team's own rules are listed: after the model. */
export const OWN_PART = "own";

/** Part of what drift runs find besides the model's rules. */
export const DRIFT_PART = "drift";

/** What a rule says about itself, from the METADATA block above its Rego. */
export interface Rule {
  readonly name: string;
  readonly part: Part | typeof OWN_PART | typeof DRIFT_PART;
  /** Default severity of its findings; leasehold.yaml may set another. */
  readonly severity: Severity;
  /** Severity of those violations that the rule itself weighs differently, such as a missing reverse name of a mail address. */
  readonly otherSeverity?: Severity;
  /** `resource`: one resource decides it, so that the policy pack refuses it before the resource exists. */
  readonly scope: "stack" | "resource";
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about a violation; may hold {placeholders}. */
  readonly fix: string;
  /** Message of a violation, with {placeholders} for the finding's arguments. */
  readonly message: string;
  /** First half of the message of an undetermined finding; what is not known is added to it. */
  readonly undetermined: string;
  /** The arguments that, with rule, resource and status, make a finding the same finding. */
  readonly subject: readonly string[];
  /**
   * What the rule cannot run without: `changes`, a graph that says what a plan changes; `approvals`, settings that ask for
   * them. Absent: nothing.
   */
  readonly needs?: "changes" | "approvals";
  /** Why none of its findings can be waived, or be in a baseline. Absent: they can, as far as policies/waivers/non-waivable.ts has it. */
  readonly nonWaivable?: string;
  readonly references: readonly { readonly url: string; readonly title: string }[];
}

const part = (name: string): Part => {
  const found = PARTS.find((known) => known === name);
  if (!found) throw new Error(`rules.json names the part ${name}, which is not one of the model`);
  return found;
};

const severity = (rule: string, word: string): Severity => {
  if (word !== "error" && word !== "warning") throw new Error(`rules.json: severity of ${rule} is ${word}`);
  return word;
};

const needs = (rule: string, word: unknown): Rule["needs"] => {
  if (word === undefined || word === "changes" || word === "approvals") return word;
  throw new Error(`rules.json: ${rule} needs ${String(word)}, which is neither changes nor approvals`);
};

/** Every rule that is built into policies/rules.wasm, sorted by part and name. */
export const catalogue: readonly Rule[] = built.rules
  .map(
    (rule): Rule => ({
      ...rule,
      part: part(rule.part),
      severity: severity(rule.name, rule.severity),
      otherSeverity:
        "otherSeverity" in rule && rule.otherSeverity ? severity(rule.name, rule.otherSeverity) : undefined,
      scope: rule.scope === "resource" ? "resource" : "stack",
      needs: "needs" in rule ? needs(rule.name, rule.needs) : undefined,
    }),
  )
  .sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));

function order({ part: of }: Rule): number {
  return of === OWN_PART || of === DRIFT_PART ? PARTS.length : PARTS.indexOf(of);
}

const byName = new Map(catalogue.map((rule) => [rule.name, rule]));

/** The rule of that name, or `undefined` where the catalogue has none. */
export function findRule(name: string): Rule | undefined {
  return byName.get(name);
}
