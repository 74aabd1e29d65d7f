import { catalogue, findRule, type Rule } from "./catalogue";
import { findDriftRule } from "./drift-rules";

/** The rules of one judgement: the catalogue, and a team's own after it. */
export class RuleSet {
  readonly all: readonly Rule[];
  readonly #own: ReadonlyMap<string, Rule>;

  constructor(own: readonly Rule[] = []) {
    this.all = own.length === 0 ? catalogue : [...catalogue, ...own];
    this.#own = new Map(own.map((rule) => [rule.name, rule]));
  }

  /** The rule of that name, or of what drift runs find; `undefined` where there is none. */
  find(name: string): Rule | undefined {
    return findRule(name) ?? findDriftRule(name) ?? this.#own.get(name);
  }
}
