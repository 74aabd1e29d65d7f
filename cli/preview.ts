import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import type { Preview } from "../graph/offline/preview";
import type { Graph, Resource } from "../graph/resource";
import { STACK_TYPE } from "../graph/urn";
import type { Judgement } from "../policies/judge";
import type { OpenedSource } from "../policies/policy-files";
import { plainLines } from "../reports/plain-text";
import type { Report, ReportedResource } from "../reports/report";
import { exitCode } from "./fail-level";
import type { Io } from "./io";
import { isUrl, judgeSubject } from "./judged-by";
import { addJudgingOptions, type JudgingOptions, seconds } from "./options";
import { spin } from "./spinner";

interface PreviewCommandOptions extends JudgingOptions {
  readonly stack?: string;
  readonly fixtures?: string;
  readonly writeFixtures?: boolean;
  readonly env?: string[];
  readonly typeCheck: boolean;
  readonly timeout?: number;
  readonly state?: string;
}

/** `leasehold preview [DIR]`: runs a program offline and judges what it declares. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addJudgingOptions(command)
    .argument("[dir]", "folder of Pulumi.yaml", ".")
    .option("-s, --stack <name>", "stack whose configuration to use (default: the only one with a file, else dev)")
    .option("--fixtures <file>", "answers to function calls and stack references (default: leasehold.fixtures.json)")
    .option("--write-fixtures", "write the fixtures file with a place for every missing answer")
    .option("--env <name...>", "let the program see these environment variables too")
    .option("--no-type-check", "run the program without checking its types")
    .option("--state <file>", "compare with this output of pulumi stack export, and judge what changes")
    .option("--timeout <seconds>", "how long the program may take (default: 60)", seconds)
    .action(async (folder: string, options: PreviewCommandOptions) => done(await preview(folder, options, io)));
}

async function preview(folder: string, options: PreviewCommandOptions, io: Io): Promise<number> {
  const stop = spin("Running the program", io);
  let result: Preview;
  let judgement: Judgement;
  try {
    // The program's process starts first; what judges its resources loads while it runs.
    const { previewProgram } = require("../graph/offline/preview") as typeof import("../graph/offline/preview");
    const running = previewProgram({
      folder: path.resolve(io.folder, folder),
      stack: options.stack,
      fixtures: options.fixtures && path.resolve(io.folder, options.fixtures),
      writeFixtures: options.writeFixtures,
      allowEnvironment: options.env,
      typeCheck: options.typeCheck,
      timeout: options.timeout,
      environment: io.environment,
    });
    running.catch(() => undefined);
    require("../policies/judge");
    result = compared(await running, options, io);
    judgement = await judgeGraph(result, options, io);
  } finally {
    stop();
  }
  relayLogs(result, io);
  print(result, judgement, options, io);
  return exitCode(judgement.findings, options.failOn, options.strict ?? false);
}

/** With `--state`, each resource's operation, and what would be deleted. */
function compared(result: Preview, { state }: PreviewCommandOptions, io: Io): Preview {
  if (state === undefined) return result;
  const { compareWithState } = require("../graph/compare-state") as typeof import("../graph/compare-state");
  const { readInputFile } = require("../graph/read-input") as typeof import("../graph/read-input");
  const { readStackExport } = require("../graph/stack-export") as typeof import("../graph/stack-export");
  const deployed = readStackExport(readInputFile(path.resolve(io.folder, state), state), state, true);
  return { ...result, graph: compareWithState(result.graph, deployed, state) };
}

function judgeGraph(result: Preview, options: JudgingOptions, io: Io): Promise<Judgement> {
  return judgeSubject(
    {
      graph: result.graph,
      changes: [result.graph],
      folder: result.root,
      register: (opened) => configuredRegister(result, opened),
    },
    options,
    io,
  );
}

/** The project's files may be part of a pull request: with a base commit, its configuration says where the register is. */
function configuredRegister(result: Preview, { source }: OpenedSource): string | undefined {
  const files = require("../policies/policy-files") as typeof import("../policies/policy-files");
  if (source.commit !== undefined) {
    const atBase = files.configuredRegister(source, result.root, result.stack);
    if (atBase !== undefined) return atBase;
  }
  const configured = result.config["leasehold:register"];
  if (configured === undefined || isUrl(configured)) return configured;
  const file = path.resolve(result.workingDirectory, configured);
  // A program that declares its first lease has no register yet, as for the components that read the same setting.
  return fs.existsSync(file) ? file : undefined;
}

function print(result: Preview, judgement: Judgement, options: PreviewCommandOptions, io: Io): void {
  const { inProgramOrder, summarise } = require("../reports/report") as typeof import("../reports/report");
  const resources = inProgramOrder(result.graph.resources.map(reported));
  const kept = resources.filter(({ type, operation }) => type !== STACK_TYPE && operation !== "delete");
  const report: Report = {
    version: 1,
    summary: summarise(judgement.findings, kept.length),
    notRun: judgement.notRun,
    findings: judgement.findings,
    notices: judgement.notices,
    resources,
  };
  const { printReport } = require("./render") as typeof import("./render");
  const { project } = result.graph;
  const judged = {
    title: `Offline preview of ${project}, stack ${result.stack}`,
    project,
    stack: result.stack,
    folder: result.workingDirectory,
  };
  printReport(report, judgement, judged, options, io);
}

function reported({ operation, ...resource }: Resource): ReportedResource {
  const { urn, type, name, parent, custom, remote, location } = resource;
  const known = { urn, type, name, parent: parent ?? null, custom, remote, location: location ?? null };
  return operation === undefined ? known : { ...known, operation };
}

/** What the program says goes to stderr, so that stdout is the report alone. */
function relayLogs(result: Preview, io: Io): void {
  for (const { severity, message } of result.logs) io.stderr(`${severity}: ${plainLines(message.trimEnd())}\n`);
  if (result.output !== "") io.stderr(`${plainLines(result.output.trimEnd())}\n`);
  if (result.graph.resources.every(({ type }) => type === STACK_TYPE)) {
    io.stderr("warning: the program registers no resources; does `main` in Pulumi.yaml name the right file?\n");
  }
  if (result.graph.previous !== undefined) io.stderr(changesIn(result.graph));
  if (result.wroteFixtures) io.stderr(`Wrote ${result.wroteFixtures}: fill in what is empty.\n`);
}

/** One line such as `Against the state: 2 create, 1 delete, 1 not known yet, 9 same.` */
function changesIn({ resources }: Graph): string {
  const counts = new Map<string, number>();
  for (const { operation = "not known yet" } of resources) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const words = ["create", "update", "delete", "read", "not known yet", "same"].filter((word) => counts.has(word));
  return `Against the state: ${words.map((word) => `${counts.get(word)} ${word}`).join(", ")}.\n`;
}
