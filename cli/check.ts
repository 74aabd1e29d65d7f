import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import type { InputFormat, RecognisedInput } from "../graph/recognise";
import type { Graph } from "../graph/resource";
import { STACK_TYPE } from "../graph/urn";
import type { Judgement } from "../policies/judge";
import type { OpenedSource } from "../policies/policy-files";
import type { Report } from "../reports/report";
import { exitCode } from "./fail-level";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { isUrl, judgeSubject, resolveSource } from "./judged-by";
import { addJudgingOptions, type JudgingOptions } from "./options";

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
  const inputs = await readInputs(files, io);
  const { mergeGraphs } = require("../graph/merge-graphs") as typeof import("../graph/merge-graphs");
  const graph = mergeGraphs(inputs);
  warnOfUnseen(inputs, io);
  const judgement = await judgeSubject(
    {
      graph,
      // A state is what is: nobody approves it any more.
      changes: inputs.filter(({ format }) => format !== "state").map((input) => input.graph),
      folder: io.folder,
      register: (opened) => configuredRegister(inputs, opened, io),
    },
    options,
    io,
  );
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

/** What keeps a report without findings from saying that all is well. */
function warnOfUnseen(inputs: readonly Input[], io: Io): void {
  for (const { source, format, graph, hiddenSecrets } of inputs) {
    if (resourcesOf(graph).length === 0) io.stderr(`warning: ${source} holds no resources.\n`);
    if (hiddenSecrets > 0) io.stderr(`note: ${source} hides secrets: addresses in them are out of view.\n`);
    if (format === "events") {
      io.stderr(`note: ${source} does not say what depends on what; pulumi preview --json --show-sames does.\n`);
    }
  }
}

/** The register that the previews' own configuration names; with a base commit, the one that its configuration names. */
function configuredRegister(inputs: readonly Input[], { source }: OpenedSource, io: Io): string | undefined {
  const files = require("../policies/policy-files") as typeof import("../policies/policy-files");
  const named = inputs.map(({ config, graph }) => {
    const atBase = source.commit && files.configuredRegister(source, io.folder, graph.stack);
    return atBase || config["leasehold:register"];
  });
  const configured = new Set(named.filter(isText));
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
    return undefined;
  }
  const register = resolveSource(only, io);
  if (!isUrl(register) && !fs.existsSync(register) && source.read(register) === undefined) {
    const by = inputs[named.indexOf(only)];
    throw new UsageError(
      `${by?.source}: the configuration names the register ${only}, which is not in this folder; check in the project's folder, or give --register FILE.`,
    );
  }
  return register;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
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
    notices: judgement.notices,
  };
  const { printReport } = require("./render") as typeof import("./render");
  const judged = {
    title: `Check of ${inputs.map(describe).join("; ")}`,
    project: distinct(inputs.map((input) => input.graph.project)),
    stack: distinct(inputs.map((input) => input.graph.stack)),
    folder: io.folder,
  };
  printReport(report, judgement, judged, options, io);
}

/** Several stacks have one report, keyed by all of them. */
function distinct(names: readonly string[]): string {
  return [...new Set(names)].sort().join("+");
}

const WORDS: Readonly<Record<InputFormat, string>> = { preview: "a preview", events: "a preview", state: "the state" };

function describe({ format, graph }: Input): string {
  return `${WORDS[format]} of ${graph.project}, stack ${graph.stack}`;
}
