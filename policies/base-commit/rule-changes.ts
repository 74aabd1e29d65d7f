import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson } from "../../lease/canonical-json";
import { RULES_FILE, SOURCE_ENDING, sourcesDigest, WASM_FILE, wasmDigest } from "../own-rules/own-rules-file";
import { FileError } from "./bounded-file";
import { CheckoutError } from "./checkout";
import type { PolicySource } from "./policy-source";

/** A folder of rules in few words, for comparing what a commit has with what a pull request would make of it. */
const describedSchema = z.object({
  /** Why the folder cannot be read. */
  problem: z.string().optional(),
  /** Path of each source and test to its digest. */
  files: z.record(z.string(), z.string()),
  wasm: z.string(),
  /** Name of each built rule to what its metadata says. */
  rules: z.record(z.string(), z.string()),
  /** The sources are what was built. */
  built: z.boolean(),
});
type Described = z.output<typeof describedSchema>;

const NOTHING: Described = { files: {}, wasm: "", rules: {}, built: true };

/** The folder's description as text; `undefined` where there is no such folder. What cannot be read is a text too: it differs. */
export function describedRules(source: PolicySource, folder: string): string | undefined {
  try {
    const files = source.list(folder, SOURCE_ENDING);
    if (files === undefined) return undefined;
    const wasm = source.readBytes(join(folder, WASM_FILE));
    const { rules, sources } = namedRules(source.read(join(folder, RULES_FILE)) ?? "");
    const digests = [...files].map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]);
    return canonicalJson({
      files: Object.fromEntries(digests),
      wasm: wasm === undefined ? "" : wasmDigest(wasm),
      rules,
      built: sources === sourcesDigest(files),
    } satisfies Described);
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof CheckoutError)) throw error;
    return canonicalJson({ ...NOTHING, problem: error.message } satisfies Described);
  }
}

const builtSchema = z.object({ sources: z.string(), rules: z.array(z.looseObject({ name: z.string() })) });

function namedRules(text: string): { rules: Described["rules"]; sources: string } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { rules: {}, sources: "" };
  }
  const parsed = builtSchema.safeParse(content);
  if (!parsed.success) return { rules: {}, sources: "" };
  const rules = parsed.data.rules.map((rule) => [rule.name, canonicalJson(rule)]);
  return { rules: Object.fromEntries(rules), sources: parsed.data.sources };
}

/** What changes from one description to another, in words. */
export function ruleChanges(before: string, after: string): string[] {
  const [was, is] = [parse(before), parse(after)];
  if (is.problem !== undefined) return [is.problem];
  const rules = differences(was.rules, is.rules).map(({ name, how }) => `${name} is ${how}`);
  const files = differences(was.files, is.files).map(({ name, how }) => `${name} is ${how}`);
  const wasm = was.wasm !== is.wasm && rules.length + files.length === 0 ? [`${WASM_FILE} is another`] : [];
  const stale = is.built || after === "" ? [] : ["they are not built from their sources, and would judge nothing"];
  return [...stale, ...rules, ...files, ...wasm];
}

function parse(text: string): Described {
  return text === "" ? NOTHING : describedSchema.parse(JSON.parse(text));
}

function differences(
  was: Readonly<Record<string, string>>,
  is: Readonly<Record<string, string>>,
): { name: string; how: string }[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names
    .filter((name) => was[name] !== is[name])
    .map((name) => ({ name, how: was[name] === undefined ? "new" : is[name] === undefined ? "gone" : "changed" }));
}
