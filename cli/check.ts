import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import type { InputFormat, RecognisedInput } from "../graph/recognise";
import type { Graph } from "../graph/resource";
import { STACK_TYPE } from "../graph/urn";
import type { Judgement } from "../policies/judge";
import type { Register } from "../register/register";
import type { Report } from "../reports/report";
import { exitCode } from "./fail-level";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { addJudgingOptions, deliver, type JudgingOptions, judgedDay, wantsColour } from "./options";

const STDIN = "-";

interface Input extends RecognisedInput {
  /** As the user named it. */
  readonly source: string;
}

/** `leasehold check FILE…`: judges what Pulumi wrote about one stack or several, in whatever language its program is. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addJudgingOptions(command)
    .argument("<file...>", "pulumi preview --json --show-sames, streamed events or a stack export; - for stdin")
    .addHelpText(
      "after",
      "\nSeveral files are several stacks, judged as one: what one allocates, another may refer to.",
    )
    .action(async (files: string[], options: JudgingOptions) => done(await check(files, options, io)));
}

async function check(files: readonly string[], options: JudgingOptions, io: Io): Promise<number> {
  const today = judgedDay(options, io);
  const inputs = await readInputs(files, io);
  const { mergeGraphs } = require("../graph/merge-graphs") as typeof import("../graph/merge-graphs");
  const graph = mergeGraphs(inputs);
  warnOfEmpty(inputs, io);
  const register = await findRegister(inputs, options, io);
  const settings = findSettings(options, io);
  const { judge } = require("../policies/judge") as typeof import("../policies/judge");
  const judgement = await judge({ graph, register, settings, today });
  if (judgement.problems.length > 0) throw new UsageError(judgement.problems.join("\n"));
  print(inputs, graph, judgement, options, io);
  return exitCode(judgement.findings, options.failOn, options.strict ?? false);
}

async function readInputs(files: readonly string[], io: Io): Promise<Input[]> {
  const { readInputFile, readInputStream } = require("../graph/read-input") as typeof import("../graph/read-input");
  const { readGraph } = require("../graph/recognise") as typeof import("../graph/recognise");
  if (files.filter((file) => file === STDIN).length > 1)
    throw new UsageError("- can be given once: there is one stdin.");
  const inputs: Input[] = [];
  for (const file of files) {
    const source = file === STDIN ? "stdin" : file;
    const bytes =
      file === STDIN
        ? await readInputStream(io.stdin ?? process.stdin, source)
        : readInputFile(path.resolve(io.folder, file), source);
    inputs.push({ source, ...readGraph(bytes, source) });
  }
  return inputs;
}

function warnOfEmpty(inputs: readonly Input[], io: Io): void {
  for (const { source, graph } of inputs) {
    if (resourcesOf(graph).length === 0) io.stderr(`warning: ${source} holds no resources.\n`);
  }
}

/** `--register`, else the environment's, else the one that the previews' own configuration names. */
async function findRegister(inputs: readonly Input[], options: JudgingOptions, io: Io): Promise<Register> {
  const { loadRegister } = require("../register/load") as typeof import("../register/load");
  const given = options.register ?? io.environment.LEASEHOLD_REGISTER;
  if (given) return loadRegister(resolveSource(given, io));
  const configured = new Set(inputs.map(({ config }) => config["leasehold:register"]).filter(isText));
  const [only] = configured;
  if (configured.size > 1) {
    throw new UsageError(
      `The stacks name ${configured.size} registers in their configuration: choose one, --register FILE.`,
    );
  }
  if (only === undefined) {
    io.stderr(
      "note: no register of leases is given (--register FILE): only leases that the files declare are known.\n",
    );
    return { version: 1, leases: [] };
  }
  const source = resolveSource(only, io);
  if (!isUrl(source) && !fs.existsSync(source)) {
    const [by] = inputs.filter(({ config }) => config["leasehold:register"] === only);
    throw new UsageError(
      `${by?.source}: the configuration names the register ${only}, which is not in this folder; check in the project's folder, or give --register FILE.`,
    );
  }
  return loadRegister(source);
}

function resolveSource(source: string, io: Io): string {
  return isUrl(source) ? source : path.resolve(io.folder, source);
}

function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function findSettings(options: JudgingOptions, io: Io) {
  const { defaultSettings, loadSettings } = require("../policies/settings") as typeof import("../policies/settings");
  if (options.settings !== undefined) return loadSettings(path.resolve(io.folder, options.settings));
  const file = path.join(io.folder, "leasehold.yaml");
  return fs.existsSync(file) ? loadSettings(file) : defaultSettings;
}

function resourcesOf(graph: Graph): Graph["resources"] {
  return graph.resources.filter(({ type, operation }) => type !== STACK_TYPE && operation !== "delete");
}

function print(inputs: readonly Input[], graph: Graph, judgement: Judgement, options: JudgingOptions, io: Io): void {
  const { summarise } = require("../reports/report") as typeof import("../reports/report");
  const report: Report = {
    version: 1,
    summary: summarise(judgement.findings, resourcesOf(graph).length),
    notRun: judgement.notRun,
    findings: judgement.findings,
  };
  if (options.format === "json") {
    const { renderJson } = require("../reports/json") as typeof import("../reports/json");
    deliver(renderJson(report), options, io);
    return;
  }
  const { renderPretty } = require("../reports/pretty") as typeof import("../reports/pretty");
  const title = `Check of ${inputs.map(describe).join("; ")}`;
  deliver(renderPretty(report, { title, colour: wantsColour(options, io), verbose: options.verbose }), options, io);
}

const WORDS: Readonly<Record<InputFormat, string>> = { preview: "a preview", events: "a preview", state: "the state" };

function describe({ format, graph }: Input): string {
  return `${WORDS[format]} of ${graph.project}, stack ${graph.stack}`;
}
