import type { Fact } from "../facts/fact";
import type { Resource } from "../graph/resource";
import { parseUrn } from "../graph/urn";
import { compareText } from "../lease/compare-text";
import type { Rule } from "./catalogue";
import { evaluateFacts, type RawFinding, RuleError } from "./evaluate";
import type { Finding } from "./finding";
import { messageOf, remediationOf } from "./message";
import type { OwnRules } from "./own-rules/own-rules";
import { RuleSet } from "./rule-set";
import type { Settings } from "./settings";

export interface JudgeFactsOptions {
  /** Calendar day, UTC, on which terms are judged. */
  readonly today: string;
  readonly settings: Settings;
  /** Names of the rules to run. @default all */
  readonly only?: readonly string[];
  /** The facts are of the whole program. @default true */
  readonly complete?: boolean;
  /** Rules of a team's own, which run beside the catalogue. @default none */
  readonly ownRules?: OwnRules;
  /** The graph says what changes. @default false: rules on changes do not run */
  readonly changes?: boolean;
}

/** As `judge`, on facts that are already built. */
export function judgeFacts(
  facts: readonly Fact[],
  resources: readonly Resource[],
  options: JudgeFactsOptions,
): { findings: Finding[]; notRun: string[] } {
  const approval = facts.some((fact) => fact.kind === "approval" && fact.configured);
  const rules = new RuleSet(options.ownRules?.rules);
  const running = rulesToRun(rules, options.settings, options.only, {
    changes: options.changes ?? false,
    approvals: approval,
  });
  const join = new FindingJoin(facts, resources, rules, options.settings);
  // Where only parts of a program are there yet, nothing else than rules of one resource is asked.
  const complete = options.complete ?? true;
  const ownRules = complete || options.ownRules?.rules.some(({ scope }) => scope === "resource");
  const asked = { ...options, ownRules: ownRules ? options.ownRules : undefined };
  const raw = evaluateFacts(facts, asked).filter((finding) => running.has(finding.rule));
  return {
    findings: join.findings(raw),
    notRun: rules.all.map((rule) => rule.name).filter((name) => !running.has(name)),
  };
}

function rulesToRun(
  rules: RuleSet,
  settings: Settings,
  only: readonly string[] | undefined,
  given: Readonly<Record<NonNullable<Rule["needs"]>, boolean>>,
): Set<string> {
  for (const name of [...(only ?? []), ...Object.keys(settings.severities)]) {
    if (!rules.find(name)) throw new RuleError(`there is no rule ${name}; leasehold rules lists them`);
  }
  const names = only ?? rules.all.map((rule) => rule.name);
  return new Set(
    names.filter((name) => {
      const needs = rules.find(name)?.needs;
      return settings.severities[name] !== "off" && (needs === undefined || given[needs]);
    }),
  );
}

/** Joins what the rules found to the facts it is about and to the resources they come from. */
class FindingJoin {
  readonly #facts: ReadonlyMap<string, Fact>;
  readonly #resources: ReadonlyMap<string, Resource>;

  constructor(
    facts: readonly Fact[],
    resources: readonly Resource[],
    private readonly rules: RuleSet,
    private readonly settings: Settings,
  ) {
    this.#facts = new Map(facts.map((fact) => [fact.id, fact]));
    this.#resources = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** One finding a rule, resource, status and subject: what several facts say about one address is said once. */
  findings(raw: readonly RawFinding[]): Finding[] {
    const bySubject = new Map<string, Finding>();
    for (const found of raw) {
      const rule = this.rules.find(found.rule);
      const fact = this.#facts.get(found.fact);
      if (!rule || !fact) throw new RuleError(`a finding of ${found.rule} names an unknown rule or fact`);
      const finding = this.#finding(rule, fact, found);
      const key = subjectKey(rule, fact, found);
      const other = bySubject.get(key);
      if (!other || compareFindings(finding, other) < 0) bySubject.set(key, finding);
    }
    return [...bySubject.values()].sort(compareFindings);
  }

  #finding(rule: Rule, fact: Fact, found: RawFinding): Finding {
    const set = this.settings.severities[rule.name];
    const own = found.other_severity && rule.otherSeverity ? rule.otherSeverity : rule.severity;
    return {
      rule: rule.name,
      severity: set === undefined || set === "off" ? own : set,
      status: found.status,
      lease: fact.lease,
      segment: fact.segment,
      resource: this.#resource(fact.resource),
      location: (fact.resource && this.#resources.get(fact.resource)?.location) || null,
      message: messageOf(rule, found, fact),
      evidence: found.unknown ? { ...found.args, unknown: [...found.unknown] } : found.args,
      remediation: remediationOf(rule, found, fact),
    };
  }

  #resource(urn: string | null): Finding["resource"] {
    if (urn === null) return null;
    const resource = this.#resources.get(urn);
    if (resource) return { urn, type: resource.type, name: resource.name };
    const { types, name } = parseUrn(urn);
    return { urn, type: types.at(-1) ?? "", name };
  }
}

function subjectKey(rule: Rule, fact: Fact, found: RawFinding): string {
  const place = fact.resource ?? [fact.lease, fact.segment];
  const subject = rule.subject.map((name) => found.args[name] ?? null);
  return JSON.stringify([rule.name, found.status, place, subject, found.field ?? null]);
}

/** By place in the program (what has none comes last), then rule, resource and message. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.location?.file ?? "\uffff", b.location?.file ?? "\uffff") ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.status, b.status) ||
    compareText(a.resource?.urn ?? "\uffff", b.resource?.urn ?? "\uffff") ||
    compareText(a.message, b.message) ||
    compareText(JSON.stringify(a.evidence), JSON.stringify(b.evidence))
  );
}
