import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import { UsageError } from "./failure";
import { readSubject } from "./inputs";
import type { Io } from "./io";
import { openQuestion, type Subject } from "./judged-by";
import { addSourceOptions, deliver, type SourceOptions } from "./options";
import { addProgramOptions, type ProgramOptions, programSubject, relayLogs, runProgram } from "./program";
import { addVrpOptions, observedVrps, type VrpOptions } from "./vrp-options";

interface FactsOptions extends SourceOptions, ProgramOptions, VrpOptions {
  readonly asInput?: boolean;
  readonly output?: string;
  readonly verbose?: boolean;
}

/** `leasehold facts FILE…` or `leasehold facts DIR`: what rules see of a stack, as JSON (schemas/facts.schema.json). */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addProgramOptions(addVrpOptions(addSourceOptions(command)))
    .argument(
      "<source...>",
      "a folder whose program is run offline; or pulumi preview --json, streamed events or a stack export, - for stdin",
    )
    .option("--as-input", "print what a rule takes as its input: the facts by kind, with the day and the settings")
    .option("--output <file>", "write to a file instead of stdout")
    .option("--verbose", "say more, also about errors")
    .addHelpText("after", "\nOptions on how a program is run mean nothing for files.")
    .action(async (sources: string[], options: FactsOptions) => done(await facts(sources, options, io)));
}

async function facts(sources: readonly string[], options: FactsOptions, io: Io): Promise<number> {
  const subject = await readFolderOrFiles(sources, options, io);
  const { judging } = await openQuestion(subject, options, io);
  const { vrps, notices } = await observedVrps(options, io);
  for (const { message } of notices) io.stderr(`warning: ${message}\n`);
  const { factsOf } = require("../policies/judge") as typeof import("../policies/judge");
  const { FACTS_VERSION } = require("../facts/fact") as typeof import("../facts/fact");
  const { facts, problems } = factsOf({ ...judging, vrps });
  deliver(asJson(options.asInput ? ruleInput() : { version: FACTS_VERSION, facts, problems }), options, io);
  for (const problem of problems) io.stderr(`error: ${problem}\n`);
  return problems.length > 0 ? 2 : 0;

  function ruleInput(): object {
    const { inputOf } = require("../policies/evaluate") as typeof import("../policies/evaluate");
    const { defaultSettings } = require("../policies/settings") as typeof import("../policies/settings");
    return inputOf(facts, { today: judging.today, settings: judging.settings ?? defaultSettings });
  }
}

function asJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function readFolderOrFiles(sources: readonly string[], options: FactsOptions, io: Io): Promise<Subject> {
  const folders = sources.filter((source) => isFolder(path.resolve(io.folder, source)));
  const [folder] = folders;
  if (folder === undefined) return (await readSubject(sources, io)).subject;
  if (sources.length > 1) throw new UsageError(`${folder} is a folder: give it alone, or files only.`);
  const result = await runProgram(folder, options, io);
  relayLogs(result, io);
  return programSubject(result);
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
