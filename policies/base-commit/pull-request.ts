import { parse } from "yaml";
import { canonicalJson } from "../../lease/canonical-json";
import type { Notice } from "../notice";
import { FileError } from "./bounded-file";
import { CheckoutError } from "./checkout";
import { type PolicySource, workingTree } from "./policy-source";
import { describedRules, ruleChanges } from "./rule-changes";

/** A file, or a folder of rules, that decides how a stack is judged. */
export interface JudgedBy {
  readonly file: string;
  /** As the report names it. */
  readonly name: string;
  readonly kind: "settings" | "baseline" | "signers" | "register" | "rules" | "configuration";
}

/** What a pull request would change in the files that it is judged by; it is judged as if it did not. */
export function proposedChanges(source: PolicySource, files: readonly JudgedBy[]): Notice[] {
  if (source.commit === undefined) return [];
  return files.flatMap(({ file, name, kind }): Notice[] => {
    const text = kind === "rules" ? describedRules : textOf;
    const [before, after] = [text(source, file), text(workingTree, file)];
    if (before === after) return [];
    const verb = before === undefined ? "adds" : after === undefined ? "removes" : "changes";
    const details = DETAILS[kind](before ?? "", after ?? "");
    const what = details.length === 0 ? "" : `: ${listed(details)}`;
    // A register that only the change has is read all the same: see readRegister.
    const counts = kind === "register" && before === undefined;
    const message = `This pull request ${verb} ${name}${what}. ${counts ? "There was none, so it counts." : "It is judged without that."}`;
    return [{ about: "pull-request", level: "warning", message }];
  });
}

/** Text of a file; also what is wrong with it, since then it differs. */
function textOf(source: PolicySource, file: string): string | undefined {
  try {
    return source.read(file);
  } catch (error) {
    if (error instanceof FileError || error instanceof CheckoutError) return error.message;
    throw error;
  }
}

type Differ = (before: string, after: string) => string[];

const DETAILS: Readonly<Record<JudgedBy["kind"], Differ>> = {
  settings: settingsChanges,
  baseline: (before, after) => counts(entriesOf(before, "findings"), entriesOf(after, "findings"), "finding"),
  register: (before, after) => counts(entriesOf(before, "leases"), entriesOf(after, "leases"), "lease"),
  signers: (before, after) => counts(linesOf(before), linesOf(after), "signer"),
  rules: ruleChanges,
  configuration: () => [],
};

function settingsChanges(before: string, after: string): string[] {
  const [was, is] = [yamlOf(before), yamlOf(after)];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return keys.flatMap((key) => {
    if (canonicalJson(was[key]) === canonicalJson(is[key])) return [];
    const [old, now] = [was[key], is[key]];
    if (key === "waivers") return counts(asEntries(old), asEntries(now), "waiver");
    if (isRecord(old) && isRecord(now)) {
      const inner = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
      return inner
        .filter((name) => canonicalJson(old[name]) !== canonicalJson(now[name]))
        .map((name) => `${key}.${name}`);
    }
    return [key];
  });
}

function counts(before: readonly string[], after: readonly string[], word: string): string[] {
  const [was, is] = [new Set(before), new Set(after)];
  const added = after.filter((entry) => !was.has(entry)).length;
  const removed = before.filter((entry) => !is.has(entry)).length;
  const say = (count: number, end: string): string[] =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"} ${end}`];
  return [...say(added, "more or other"), ...say(removed, "less or other")];
}

const linesOf = (text: string): string[] =>
  text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));

function entriesOf(text: string, key: string): string[] {
  return asEntries(yamlOf(text)[key]);
}

const asEntries = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((entry) => canonicalJson(entry)) : [];

/** JSON is YAML; what is neither has no keys to compare. */
function yamlOf(text: string): Record<string, unknown> {
  if (text.length > MAX_COMPARED) return {};
  try {
    const content: unknown = text.trimStart().startsWith("{") ? JSON.parse(text) : parse(text, { logLevel: "silent" });
    return isRecord(content) ? content : {};
  } catch {
    return {};
  }
}

/** Longer files are only called changed: what a pull request writes must not cost minutes. */
const MAX_COMPARED = 2_000_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const SHOWN = 8;

function listed(details: readonly string[]): string {
  const shown = details.slice(0, SHOWN).map((detail) => (detail.length > 100 ? `${detail.slice(0, 100)}…` : detail));
  return `${shown.join(", ")}${details.length > SHOWN ? ` and ${details.length - SHOWN} more` : ""}`;
}
