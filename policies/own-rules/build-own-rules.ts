import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { FACTS_VERSION } from "../../facts/fact";
import type { FolderFiles } from "../base-commit/folder-files";
import { OWN_PART, type Rule } from "../catalogue";
import { capabilitiesFile, libraryFiles } from "../rule-library";
import { buildWasm, checkRego, type RuleFolders } from "./build-wasm";
import { type Opa, OpaError } from "./opa";
import {
  nameProblem,
  type OwnRulesFile,
  ownRulesFileSchema,
  sourcesDigest,
  TEST_ENDING,
  unixLines,
  wasmDigest,
} from "./own-rules-file";
import { type Inspected, parseInspected, RuleSourceError, rulesIn } from "./rule-metadata";

export interface BuiltOwnRules {
  readonly wasm: Buffer;
  /** Contents of rules.json. */
  readonly file: OwnRulesFile;
  /** How many tests passed; `undefined`: they were not run. */
  readonly tests: number | undefined;
  /** Rules without a test file beside them. */
  readonly untested: readonly string[];
}

/** Where the library lies beside the rules while they are built. */
const LIBRARY = "leasehold";

/**
 * Builds a team's own rules: strict Rego with the builtins that the runtime has, their tests passed, compiled together with
 * the library that rules import. Nothing is written but into a temporary folder, in which OPA runs.
 * @param folder its name is what errors name files by
 * @throws OpaError, RuleSourceError
 */
export function buildOwnRules(
  folder: string,
  files: FolderFiles,
  { opa, test }: { readonly opa: Opa; readonly test: boolean },
): BuiltOwnRules {
  const workspace = mkdtempSync(join(tmpdir(), "leasehold-rules-"));
  try {
    const own = nameFor(folder);
    writeAll(join(workspace, own), files);
    writeAll(join(workspace, LIBRARY), libraryFiles());
    const folders: RuleFolders = { folder: workspace, sources: [own, LIBRARY], capabilities: capabilitiesFile() };
    checkWithHint(opa, folders);
    const rules = readRules(opa, own, folders);
    const tests = test ? runTests(opa, folders) : undefined;
    const wasm = buildWasm(opa, folders);
    return { wasm, file: fileOf(rules, files, wasm, opa), tests, untested: untested(rules, files) };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** OPA takes `a:b` for a prefix and a path, and `-a` for a flag. */
function nameFor(folder: string): string {
  const name = basename(folder);
  return /^\w[\w.-]*$/.test(name) && name !== LIBRARY ? name : "rules";
}

function writeAll(folder: string, files: FolderFiles): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), unixLines(bytes));
  }
}

function checkWithHint(opa: Opa, folders: RuleFolders): void {
  try {
    checkRego(opa, folders);
  } catch (error) {
    if (!(error instanceof OpaError) || !/undefined function/.test(error.message)) throw error;
    throw new OpaError(
      `${error.message}\nRules run as WebAssembly, which has no clock, no network, no regular expressions and no arithmetic ` +
        "on addresses: functions for these are undefined. The day is input.today; what compares addresses is in the facts.",
    );
  }
}

function readRules(opa: Opa, own: string, folders: RuleFolders): Rule[] {
  const inspected = parseInspected(opa.run(["inspect", "--annotations", "--format", "json", own], folders.folder));
  const sources = rulesIn(inspected);
  refuseForeignPackages(inspected, new Set(sources.map(({ file }) => file)));
  const rules = sources.map(({ rule }): Rule => ({ ...rule, part: OWN_PART }));
  if (rules.length === 0) {
    throw new RuleSourceError(own, "no package leasehold.rules.own.NAME in it; `leasehold rules new NAME` writes one");
  }
  const problem = nameProblem(rules);
  if (problem !== undefined) {
    const file = sources.find(({ rule }) => rule.name === problem.name)?.file ?? own;
    throw new RuleSourceError(file, problem.problem);
  }
  refuseWithoutFindings(opa, sources, folders);
  return rules;
}

/** Packages that would change what is not theirs, or that look like rules and would never be asked. */
function refuseForeignPackages({ namespaces }: Inspected, ruleFiles: ReadonlySet<string>): void {
  for (const [name, files] of Object.entries(namespaces)) {
    for (const file of files.filter((path) => !path.endsWith(TEST_ENDING))) {
      if (name !== "data.leasehold" && !/^data\.leasehold\W/.test(name)) continue;
      if (!/^data\.leasehold\.rules\.own\.\w+$/.test(name)) {
        throw new RuleSourceError(
          file,
          `package ${name.replace(/^data\./, "")} is not yours: rules are in leasehold.rules.own.NAME, what they share outside of leasehold`,
        );
      }
      if (!ruleFiles.has(file)) throw new RuleSourceError(file, "it has no METADATA block above its package");
    }
  }
}

const evaluatedSchema = z.object({
  result: z.array(z.object({ expressions: z.array(z.object({ value: z.array(z.string()) })) })),
});

/** A rule whose findings have another name would never find anything, and nobody would know. */
function refuseWithoutFindings(
  opa: Opa,
  sources: ReturnType<typeof rulesIn>,
  { folder, sources: roots, capabilities }: RuleFolders,
): void {
  const data = roots.flatMap((root) => ["--data", root]);
  const limits = ["--capabilities", capabilities, "--format", "json"];
  const query = "[rule | data.leasehold.rules.own[rule].finding]";
  const answer = opa.run(["eval", ...limits, ...data, query], folder);
  const finding = new Set(evaluatedSchema.parse(JSON.parse(answer)).result[0]?.expressions[0]?.value);
  for (const { rule, file } of sources) {
    if (finding.has(rule.name.replaceAll("-", "_"))) continue;
    throw new RuleSourceError(file, "it has no `finding contains … if { … }`, so it would find nothing");
  }
}

const testsSchema = z
  .array(
    z.object({
      location: z.object({ file: z.string(), row: z.number() }),
      name: z.string(),
      fail: z.boolean().optional(),
      skip: z.boolean().optional(),
      error: z.unknown().optional(),
    }),
  )
  .nullable();

/** Runs the tests beside the rules, with the same builtins. @throws OpaError with those that fail */
function runTests(opa: Opa, { folder, sources, capabilities }: RuleFolders): number {
  const options = ["--format", "json", "--timeout", "30s", "--capabilities", capabilities];
  const { code, stdout, stderr } = opa.try(["test", ...options, ...sources], folder);
  if (stdout.trim() === "" && code !== 0) throw new OpaError(`opa test failed:\n${stderr.trim() || "it was stopped"}`);
  const results = testsSchema.parse(JSON.parse(stdout || "[]")) ?? [];
  const bad = results.filter(({ fail, error }) => fail === true || error !== undefined);
  if (bad.length > 0 || code !== 0) {
    const lines = bad.map(({ location, name }) => `  ${location.file}:${location.row}: ${name}`);
    throw new OpaError(`${bad.length} of ${results.length} tests failed:\n${lines.join("\n")}${stderr.trim()}`);
  }
  return results.filter(({ skip }) => skip !== true).length;
}

function fileOf(rules: readonly Rule[], files: FolderFiles, wasm: Buffer, opa: Opa): OwnRulesFile {
  const file = {
    version: 1,
    opa: opa.version,
    facts: FACTS_VERSION,
    sources: sourcesDigest(files),
    wasm: wasmDigest(wasm),
    rules,
  };
  const parsed = ownRulesFileSchema.safeParse(file);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OpaError(`rules.json would not be valid: ${issue?.path.join(".")}: ${issue?.message}`);
}

function untested(rules: readonly Rule[], files: FolderFiles): string[] {
  const tested = new Set([...files.keys()].map((path) => basename(path)));
  return rules.map(({ name }) => name).filter((name) => !tested.has(`${name}${TEST_ENDING}`));
}
