import { DRIFT_PART, type Rule } from "./catalogue";

type Told = Pick<Rule, "name" | "severity" | "title" | "why" | "fix" | "message" | "nonWaivable">;

/**
 * What drift runs find where something outside is not as it is declared. No Rego stands behind these: drift/compare finds
 * and words them. They are told, explained, waived and weighed as rules are.
 */
export const driftRules: readonly Rule[] = [
  told({
    name: "drift-added",
    severity: "error",
    title: "Something new was seen of a lease that nothing declares",
    why: "A route, a ROA or a listing that nobody declared is news about leased space: a hijack, a mistake of the lessor, or the abuse of a tenant.",
    fix: "Find out who did it; declare it where it is meant, and have it taken back where it is not",
    message: "{id} was seen and nothing declares it.",
  }),
  told({
    name: "drift-changed",
    severity: "error",
    title: "Something is not as it is declared",
    why: "What runs is not what was reviewed and approved: the next deployment takes it back without a word, or keeps what nobody knows about.",
    fix: "Take the change back outside, or declare it and deploy",
    message: "{id} differs from what is declared.",
  }),
  told({
    name: "drift-removed",
    severity: "error",
    title: "Something that is declared is not there",
    why: "A control, an address, a reverse name or a ROA that the declared state counts on is gone, and nothing stands in for it.",
    fix: "Deploy again, or take it out of what is declared",
    message: "{id} is declared and is not there.",
  }),
  told({
    name: "drift-unmanaged",
    severity: "error",
    title: "Something of a lease was made outside of the code",
    why: "Nobody reviewed it, no rule judged it, and it stays when the lease is given back.",
    fix: "Import it into the program that should own it (pulumi import), or delete it",
    message: "{id} is there and nothing declares it.",
  }),
  told({
    name: "drift-unobserved",
    severity: "warning",
    title: "Something could not be looked at",
    why: "What was not seen may have drifted: a time-out, a refusal or a page that never came says nothing about it.",
    fix: "Let the next run see it: correct access, address or rate limit",
    message: "{id} could not be seen.",
    nonWaivable: "nobody can accept what nobody saw; .leaseholdignore takes out what need not be looked at",
  }),
];

const byName = new Map(driftRules.map((rule) => [rule.name, rule]));

/** The rule of that name, or `undefined` where it is none of a drift run's own. */
export function findDriftRule(name: string): Rule | undefined {
  return byName.get(name);
}

function told(rule: Told): Rule {
  return {
    ...rule,
    part: DRIFT_PART,
    scope: "stack",
    undetermined: "Whether {id} has drifted cannot be told",
    subject: ["observer", "type", "id", "fields"],
    references: [],
  };
}
