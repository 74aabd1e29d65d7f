import { createHash } from "node:crypto";
import { z } from "zod";
import type { FolderFiles } from "../base-commit/folder-files";
import { catalogue, OWN_PART, type Rule } from "../catalogue";
import { severitySchema } from "../finding";

/** What `leasehold rules build` writes beside the sources, and what it reads. */
export const RULES_FILE = "rules.json";
export const WASM_FILE = "rules.wasm";
export const SOURCE_ENDING = ".rego";
export const TEST_ENDING = "_test.rego";

/** The command that builds them, as errors name it. */
export const BUILD = "leasehold rules build";

const words = z.string().min(1).max(4096);
const digest = z.string().regex(/^sha256-[0-9a-f]{64}$/, "is no digest");

const ruleSchema = z.strictObject({
  name: z
    .string()
    .max(63)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "use lower-case words joined by hyphens, at most 63 letters"),
  part: z.literal(OWN_PART),
  severity: severitySchema,
  otherSeverity: severitySchema.optional(),
  scope: z.enum(["stack", "resource"]),
  title: words,
  why: words,
  fix: words,
  message: words,
  undetermined: words,
  subject: z.array(words).max(20),
  needs: z.enum(["changes", "approvals"]).optional(),
  nonWaivable: words.optional(),
  references: z.array(z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2048), title: words })).max(20),
});

/** `rules.json` of a folder of a team's own rules. */
export const ownRulesFileSchema = z.strictObject({
  version: z.literal(1),
  /** The OPA that built them. */
  opa: z.string().max(100),
  /** Version of the facts that they were written for. */
  facts: z.int(),
  /** Digest of the sources without their tests. */
  sources: digest,
  /** Digest of rules.wasm. */
  wasm: digest,
  rules: z.array(ruleSchema).min(1).max(500),
});
export type OwnRulesFile = z.output<typeof ownRulesFileSchema>;

/** Digest of the sources that go into rules.wasm; a checkout's line ends are the same to it. */
export function sourcesDigest(files: FolderFiles): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of files) {
    if (path.endsWith(TEST_ENDING)) continue;
    const text = unixLines(bytes);
    hash.update(`${path}\0${text.length}\0`).update(text);
  }
  return `sha256-${hash.digest("hex")}`;
}

export function wasmDigest(wasm: Uint8Array): string {
  return `sha256-${createHash("sha256").update(wasm).digest("hex")}`;
}

/** The bytes with the line ends that they have in a repository. */
export function unixLines(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

/** The first rule whose name cannot be beside those of the catalogue, and what is wrong with it; `undefined`: none. */
export function nameProblem(
  rules: readonly Pick<Rule, "name">[],
): { readonly name: string; readonly problem: string } | undefined {
  const taken = new Map(RESERVED.map((name) => [name, "is a word of the policy pack"]));
  for (const { name } of catalogue) {
    taken.set(name, "is a rule of leasehold");
    for (const suffix of SUFFIXES) taken.set(`${name}${suffix}`, `is what the policy pack makes of ${name}`);
  }
  for (const { name } of rules) {
    const reason = taken.get(name);
    if (reason !== undefined) return { name, problem: `${name} ${reason}: rename yours, file and package` };
    taken.set(name, "is there twice");
    for (const suffix of SUFFIXES) taken.set(`${name}${suffix}`, `is what the policy pack makes of ${name}`);
  }
  return undefined;
}

/** Policies of the pack that are no rules, and what the engine keeps for itself. */
const RESERVED = ["leasehold", "undetermined", "notices", "all"];
const SUFFIXES = ["-error", "-warning"];
