import * as path from "node:path";
import type { Command } from "commander";
import type { Preview } from "../graph/offline/preview";
import type { Graph, Resource } from "../graph/resource";
import { STACK_TYPE } from "../graph/urn";
import type { Judgement } from "../policies/judge";
import type { Report, ReportedResource } from "../reports/report";
import { exitCode } from "./fail-level";
import type { Io } from "./io";
import { judgeSubject } from "./judged-by";
import { addJudgingOptions, type JudgingOptions } from "./options";
import { addProgramOptions, type ProgramOptions, programSubject, relayLogs, runProgram } from "./program";
import { spin } from "./spinner";

interface PreviewCommandOptions extends JudgingOptions, ProgramOptions {
  readonly state?: string;
}

/** `leasehold preview [DIR]`: runs a program offline and judges what it declares. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  addProgramOptions(addJudgingOptions(command))
    .argument("[dir]", "folder of Pulumi.yaml", ".")
    .option("--state <file>", "compare with this output of pulumi stack export, and judge what changes")
    .action(async (folder: string, options: PreviewCommandOptions) => done(await preview(folder, options, io)));
}

async function preview(folder: string, options: PreviewCommandOptions, io: Io): Promise<number> {
  const stop = spin("Running the program", io);
  let result: Preview;
  let judgement: Judgement;
  try {
    result = compared(await runProgram(folder, options, io), options, io);
    judgement = await judgeSubject(programSubject(result), options, io);
  } finally {
    stop();
  }
  relayLogs(result, io);
  if (result.graph.previous !== undefined) io.stderr(changesIn(result.graph));
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

function print(result: Preview, judgement: Judgement, options: PreviewCommandOptions, io: Io): void {
  const { inProgramOrder } = require("../reports/program-order") as typeof import("../reports/program-order");
  const { summarise } = require("../reports/summarise") as typeof import("../reports/summarise");
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

/** One line such as `Against the state: 2 create, 1 delete, 1 not known yet, 9 same.` */
function changesIn({ resources }: Graph): string {
  const counts = new Map<string, number>();
  for (const { operation = "not known yet" } of resources) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const words = ["create", "update", "delete", "read", "not known yet", "same"].filter((word) => counts.has(word));
  return `Against the state: ${words.map((word) => `${counts.get(word)} ${word}`).join(", ")}.\n`;
}
