import { join } from "node:path";
import { z } from "zod";
import { FACTS_VERSION } from "../../facts/fact";
import { ownRulesFolder } from "../base-commit/policy-files";
import type { PolicySource } from "../base-commit/policy-source";
import type { Rule } from "../catalogue";
import { evidenceValue } from "../finding";
import type { RawFinding } from "../raw-finding";
import { RuleError } from "../rule-error";
import type { Settings } from "../settings";
import { WasmPolicy } from "../wasm-policy";
import {
  BUILD,
  nameProblem,
  type OwnRulesFile,
  ownRulesFileSchema,
  RULES_FILE,
  SOURCE_ENDING,
  sourcesDigest,
  TEST_ENDING,
  WASM_FILE,
  wasmDigest,
} from "./own-rules-file";
import { hasOwnMemory } from "./wasm-sections";

/** Rules of one's own that cannot be used as they are: what is wrong, and how to mend it. */
export class OwnRulesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OwnRulesError";
  }
}

/** A team's own rules, ready to run beside the catalogue. */
export interface OwnRules {
  readonly rules: readonly Rule[];
  /** Everything they find on the facts of one evaluation, as JSON. Throws `RuleError`. */
  evaluate(input: ArrayBuffer): RawFinding[];
}

/** Most memory that they get. Our 47 rules take 2 MB for the 250 facts of one evaluation. */
const MAX_MEGABYTES = 128;

/**
 * Reads the rules that a leasehold.yaml names; `undefined` where it names none.
 * @throws OwnRulesError where they are missing, not built, or built from something else than what lies there
 */
export function readOwnRules(source: PolicySource, settings: Settings, settingsFile: string): OwnRules | undefined {
  const folder = ownRulesFolder(settings, settingsFile);
  if (folder === undefined || settings.ownRules === undefined) return undefined;
  const where = `${settings.ownRules}${source.commit === undefined ? "" : ` of the base commit ${source.commit.slice(0, 12)}`}`;
  const { file, wasm } = readBuilt(source, folder, where);
  return new BuiltRules(file.rules, wasm, where);
}

function readBuilt(source: PolicySource, folder: string, where: string): { file: OwnRulesFile; wasm: Uint8Array } {
  const refuse = (problem: string, remedy = rebuild(source)): OwnRulesError =>
    new OwnRulesError(`The rules in ${where} cannot be used: ${problem}. ${remedy}`);
  const sources = source.list(folder, SOURCE_ENDING);
  if (sources === undefined) throw refuse("there is no such folder", "Correct `ownRules:` in leasehold.yaml.");
  if ([...sources.keys()].every((path) => path.endsWith(TEST_ENDING))) {
    throw refuse("there is no Rego in it", "`leasehold rules new NAME` writes a rule to start from.");
  }
  const [text, wasm] = [source.read(join(folder, RULES_FILE)), source.readBytes(join(folder, WASM_FILE))];
  if (text === undefined || wasm === undefined) {
    throw refuse(`they are not built (${text === undefined ? RULES_FILE : WASM_FILE} is missing)`);
  }
  const file = parseFile(text, refuse);
  if (file.facts !== FACTS_VERSION) {
    throw refuse(`they were built for version ${file.facts} of the facts, and this is version ${FACTS_VERSION}`);
  }
  if (sourcesDigest(sources) !== file.sources) throw refuse("their sources changed since they were built");
  if (wasmDigest(wasm) !== file.wasm) throw refuse(`${WASM_FILE} is not the one that ${RULES_FILE} is about`);
  if (hasOwnMemory(wasm)) throw refuse(`${WASM_FILE} has memory of its own, which nothing would limit`);
  const problem = nameProblem(file.rules);
  if (problem !== undefined) throw refuse(problem.problem, "");
  return { file, wasm };
}

function rebuild({ commit }: PolicySource): string {
  const build = `Run \`${BUILD}\` and commit ${RULES_FILE} and ${WASM_FILE}`;
  if (commit === undefined) return `${build}.`;
  return `${build} there; until then, --base none judges by the files on the disk.`;
}

function parseFile(text: string, refuse: (problem: string) => OwnRulesError): OwnRulesFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse(`${RULES_FILE} is not JSON`);
  }
  const parsed = ownRulesFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`${RULES_FILE}: ${issue?.path.join(".") || "the file"}: ${issue?.message}`);
}

/** Theirs are checked one by one: they may make findings by hand. */
const rawFindingSchema = z.strictObject({
  rule: z.string(),
  status: z.enum(["violation", "undetermined"]),
  fact: z.string(),
  args: z.record(z.string(), evidenceValue),
  other_severity: z.boolean().optional(),
  field: z.string().optional(),
  unknown: z.array(z.string()).optional(),
});

class BuiltRules implements OwnRules {
  readonly #policy: WasmPolicy;
  readonly #names: ReadonlySet<string>;

  constructor(
    readonly rules: readonly Rule[],
    wasm: Uint8Array,
    private readonly where: string,
  ) {
    this.#policy = new WasmPolicy(`the rules in ${where}`, () => wasm, MAX_MEGABYTES);
    this.#names = new Set(rules.map(({ name }) => name));
  }

  evaluate(input: ArrayBuffer): RawFinding[] {
    return this.#policy.evaluate(input).map((found) => {
      const parsed = rawFindingSchema.safeParse(found);
      if (!parsed.success) throw this.#noFinding(found, parsed.error);
      if (this.#names.has(parsed.data.rule)) return parsed.data;
      throw new RuleError(`the rules in ${this.where} gave a finding of ${parsed.data.rule}, which is none of them`);
    });
  }

  #noFinding(found: unknown, { issues: [issue] }: z.ZodError): RuleError {
    const rule = typeof found === "object" && found !== null && "rule" in found ? String(found.rule) : "a rule";
    const problem = [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
    return new RuleError(
      `${rule} of the rules in ${this.where} gave what is no finding (${problem}): make it with data.leasehold.result`,
    );
  }
}
