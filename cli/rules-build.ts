import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import type { FolderFiles } from "../policies/base-commit/folder-files";
import type { BuiltOwnRules } from "../policies/own-rules/build-own-rules";
import type { Opa } from "../policies/own-rules/opa";
import { UsageError } from "./failure";
import type { Io } from "./io";

interface BuildOptions {
  readonly settings?: string;
  readonly check?: boolean;
  readonly opa?: string;
  readonly test: boolean;
  readonly verbose?: boolean;
}

/** `leasehold rules build`: tests and compiles the rules of one's own, so that nobody else needs OPA. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  command
    .option("--settings <file>", "the leasehold.yaml that names the folder (default: the one in this folder)")
    .option("--check", "write nothing; exit 1 where what is built is not what the sources give")
    .option("--opa <path>", "the OPA to build with (default: LEASEHOLD_OPA, then opa on PATH)")
    .option("--no-test", "do not run the tests beside the rules")
    .option("--verbose", "say more, also about errors")
    .action((options: BuildOptions) => done(build(options, io)));
}

function build(options: BuildOptions, io: Io): number {
  const { folder, name } = rulesFolder(options, io);
  const { workingTree } =
    require("../policies/base-commit/policy-source") as typeof import("../policies/base-commit/policy-source");
  const files = workingTree.list(folder, ".rego");
  if (files === undefined)
    throw new UsageError(`${name}: there is no such folder; correct \`ownRules:\` in leasehold.yaml.`);
  const opa = findOpa(options, io);
  const { buildOwnRules } =
    require("../policies/own-rules/build-own-rules") as typeof import("../policies/own-rules/build-own-rules");
  const built = buildOwnRules(folder, files, { opa, test: options.test });
  noteWhatIsLeftOut(built, folder, files, name, io);
  return options.check ? check(built, folder, name, opa, io) : write(built, folder, name, io);
}

/** The folder that leasehold.yaml on the disk names: what is built is what somebody works on. */
export function rulesFolder({ settings: given }: { settings?: string }, io: Io): { folder: string; name: string } {
  const { ownRulesFolder, readSettings } =
    require("../policies/base-commit/policy-files") as typeof import("../policies/base-commit/policy-files");
  const { workingTree } =
    require("../policies/base-commit/policy-source") as typeof import("../policies/base-commit/policy-source");
  const settingsFile = path.resolve(io.folder, given ?? "leasehold.yaml");
  const settings = readSettings(workingTree, settingsFile, given !== undefined);
  const folder = ownRulesFolder(settings, settingsFile);
  if (folder === undefined || settings.ownRules === undefined) {
    throw new UsageError(
      `${given ?? "leasehold.yaml"} names no folder of rules: add a line such as \`ownRules: ./rules\` to it.`,
    );
  }
  return { folder, name: settings.ownRules };
}

function findOpa({ opa }: BuildOptions, io: Io): Opa {
  const opas = require("../policies/own-rules/opa") as typeof import("../policies/own-rules/opa");
  const named = opa ?? (io.environment.LEASEHOLD_OPA || undefined);
  const isPath = named !== undefined && /[\\/]/.test(named);
  return opas.Opa.find(isPath ? path.resolve(io.folder, named) : named);
}

/** What somebody may believe to be part of the rules, and is not. */
function noteWhatIsLeftOut(built: BuiltOwnRules, folder: string, files: FolderFiles, name: string, io: Io): void {
  for (const rule of built.untested) io.stderr(`note: ${rule} has no ${rule}_test.rego.\n`);
  if (built.tests === 0) io.stderr("note: there are no tests; `leasehold rules new` shows how they look.\n");
  const folders = new Set(["", ...[...files.keys()].map((file) => path.posix.dirname(file))]);
  for (const at of folders) {
    for (const entry of fs.readdirSync(path.join(folder, at))) {
      if (!/\.(json|ya?ml)$/.test(entry) || entry === "rules.json") continue;
      io.stderr(`note: ${path.posix.join(name, at, entry)} is not read: write data as Rego.\n`);
    }
  }
}

function write({ wasm, file, tests }: BuiltOwnRules, folder: string, name: string, io: Io): number {
  const { RULES_FILE, WASM_FILE } =
    require("../policies/own-rules/own-rules-file") as typeof import("../policies/own-rules/own-rules-file");
  try {
    replaceFile(path.join(folder, WASM_FILE), wasm);
    replaceFile(path.join(folder, RULES_FILE), `${JSON.stringify(file, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${name} cannot be written to (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`);
  }
  const tested = tests === undefined ? "tests not run" : `${tests} tests passed`;
  const names = file.rules.map((rule) => rule.name).join(", ");
  io.stdout(`${count(file.rules.length, "rule")} built in ${name} (${names}), ${tested}.\n`);
  io.stdout(`Commit ${RULES_FILE} and ${WASM_FILE} with the sources.\n`);
  return 0;
}

function check({ wasm, file }: BuiltOwnRules, folder: string, name: string, opa: Opa, io: Io): number {
  const { BUILD, ownRulesFileSchema, RULES_FILE, WASM_FILE } =
    require("../policies/own-rules/own-rules-file") as typeof import("../policies/own-rules/own-rules-file");
  const { workingTree } =
    require("../policies/base-commit/policy-source") as typeof import("../policies/base-commit/policy-source");
  const { canonicalJson } = require("../lease/canonical-json") as typeof import("../lease/canonical-json");
  const committed = parsed(workingTree.read(path.join(folder, RULES_FILE)));
  const known = ownRulesFileSchema.safeParse(committed);
  if (known.success && known.data.opa !== opa.version) {
    throw new UsageError(
      `${name} was built by OPA ${known.data.opa}, and ${opa.command} is ${opa.version}: another OPA gives other bytes. ` +
        `Check with ${known.data.opa}, or build anew.`,
    );
  }
  const bytes = workingTree.readBytes(path.join(folder, WASM_FILE));
  const different = [
    ...(bytes !== undefined && wasm.equals(bytes) ? [] : [WASM_FILE]),
    ...(known.success && canonicalJson(known.data) === canonicalJson(file) ? [] : [RULES_FILE]),
  ];
  for (const each of different) {
    io.stderr(`${path.posix.join(name, each)} is not what the sources give; run: ${BUILD}, and commit the result\n`);
  }
  if (different.length === 0) io.stdout(`${count(file.rules.length, "rule")} in ${name} as built.\n`);
  return different.length === 0 ? 0 : 1;
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function replaceFile(file: string, content: string | Buffer): void {
  const partial = `${file}.${process.pid}.partial`;
  fs.writeFileSync(partial, content);
  fs.renameSync(partial, file);
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
