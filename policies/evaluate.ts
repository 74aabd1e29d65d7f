import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LoadedPolicy, loadPolicySync } from "@open-policy-agent/opa-wasm";
import type { Fact, FactKind } from "../facts/fact";
import type { Finding } from "./finding";
import type { Settings } from "./settings";

/** A finding as the rules give it: a rule, a fact and typed arguments. Wording, severity and place are joined to it later. */
export interface RawFinding {
  readonly rule: string;
  readonly status: "violation" | "undetermined";
  /** Id of the fact. */
  readonly fact: string;
  readonly args: Finding["evidence"];
  /** The rule weighs this violation with its other severity. */
  readonly other_severity?: boolean;
  /** Undetermined only: the field of the fact that is not known. */
  readonly field?: string;
  /** Undetermined only: `urn#property.path` of what nobody knows yet, sorted; may be empty. */
  readonly unknown?: readonly string[];
}

/** The rules could not be evaluated. What they would have found is not known, so this is never a pass: exit code 2. */
export class RuleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RuleError";
  }
}

export interface EvaluateOptions {
  /** Calendar day, UTC. */
  readonly today: string;
  readonly settings: Settings;
  /** The facts are of the whole program; false while resources are still to come that may declare more. @default true */
  readonly complete?: boolean;
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
    found.push(...evaluate(inputOf(facts.slice(start, start + size), options)));
  }
  return found;
}

/** What a rule takes as its input: the facts of one evaluation by kind, the day, and the settings that rules read. */
export function inputOf(facts: readonly Fact[], options: Omit<EvaluateOptions, "partitionSize">): object {
  // What is applied to findings afterwards is nothing that rules read.
  const { severities: _, waivers: _waivers, baseline: _baseline, approvals: _approvals, ...read } = options.settings;
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

let loaded: LoadedPolicy | undefined;

function evaluate(input: object): RawFinding[] {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  let answer: unknown;
  try {
    loaded ??= loadPolicySync(readFileSync(wasmFile()));
    answer = loaded.evaluate(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  } catch (error) {
    // The memory of an instance that was aborted is in no known state.
    loaded = undefined;
    throw new RuleError(`the rules could not be evaluated: ${reasonOf(error)}`, { cause: error });
  }
  const result = Array.isArray(answer) ? (answer[0] as { result?: unknown } | undefined)?.result : undefined;
  if (!Array.isArray(result)) throw new RuleError("the rules gave no answer");
  return result as RawFinding[];
}

/** The runtime throws strings and plain objects, not errors. */
function reasonOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return String(error);
}

/** Beside this file in the sources and in dist; one folder down where the command is bundled into one file. */
function wasmFile(): string {
  const places = [join(__dirname, "rules.wasm"), join(__dirname, "..", "policies", "rules.wasm")];
  const found = places.find((place) => existsSync(place));
  if (!found) throw new RuleError(`rules.wasm is missing from the package (looked at ${places.join(", ")})`);
  return found;
}
