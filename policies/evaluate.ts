import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fact, FactKind } from "../facts/fact";
import type { OwnRules } from "./own-rules/own-rules";
import type { RawFinding } from "./raw-finding";
import { RuleError } from "./rule-error";
import type { Settings } from "./settings";
import { WasmPolicy } from "./wasm-policy";

export type { RawFinding } from "./raw-finding";
export { RuleError } from "./rule-error";

export interface EvaluateOptions {
  /** Calendar day, UTC. */
  readonly today: string;
  readonly settings: Settings;
  /** The facts are of the whole program; false while resources are still to come that may declare more. @default true */
  readonly complete?: boolean;
  /** Rules of a team's own, which see the same facts. @default none */
  readonly ownRules?: OwnRules;
  /** Facts an evaluation; each costs one pass of the rules. @default 250 */
  readonly partitionSize?: number;
}

/**
 * Every finding of every built rule on the facts, in no particular order. Facts are complete in themselves, so they are
 * evaluated in partitions: one evaluation over all of them would cost more than linearly. Throws `RuleError`.
 */
export function evaluateFacts(facts: readonly Fact[], options: EvaluateOptions): RawFinding[] {
  const size = options.partitionSize ?? 250;
  const found: RawFinding[] = [];
  for (let start = 0; start < facts.length; start += size) {
    const bytes = new TextEncoder().encode(JSON.stringify(inputOf(facts.slice(start, start + size), options)));
    const input = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    found.push(...(BUILT_IN.evaluate(input) as RawFinding[]));
    if (options.ownRules) found.push(...options.ownRules.evaluate(input));
  }
  return found;
}

/** What a rule takes as its input: the facts of one evaluation by kind, the day, and the settings that rules read. */
export function inputOf(
  facts: readonly Fact[],
  options: Pick<EvaluateOptions, "today" | "settings" | "complete">,
): object {
  // What is applied to findings afterwards is nothing that rules read.
  const {
    severities: _,
    waivers: _waivers,
    baseline: _baseline,
    approvals: _approvals,
    ownRules: _ownRules,
    drift: _drift,
    ...read
  } = options.settings;
  return { today: options.today, complete: options.complete ?? true, settings: read, ...groupByKind(facts) };
}

/** The rules read `input.firewall_rule` and the like: the kind of a fact with underscores. */
function groupByKind(facts: readonly Fact[]): Record<string, Fact[]> {
  const groups: Record<string, Fact[]> = {};
  for (const fact of facts) {
    const name = groupName(fact.kind);
    let group = groups[name];
    if (!group) {
      group = [];
      groups[name] = group;
    }
    group.push(fact);
  }
  return groups;
}

const groupName = (kind: FactKind): string => kind.replaceAll("-", "_");

const BUILT_IN = new WasmPolicy("the rules", () => readFileSync(wasmFile()));

/** Beside this file in the sources and in dist; one folder down where the command is bundled into one file. */
function wasmFile(): string {
  const places = [join(__dirname, "rules.wasm"), join(__dirname, "..", "policies", "rules.wasm")];
  const found = places.find((place) => existsSync(place));
  if (!found) throw new RuleError(`rules.wasm is missing from the package (looked at ${places.join(", ")})`);
  return found;
}
