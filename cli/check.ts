import type { Command } from "commander";
import type { InputFormat } from "../graph/recognise";
import type { Graph } from "../graph/resource";
import type { Judgement } from "../policies/judge";
import type { Report } from "../reports/report";
import { exitCode } from "./fail-level";
import { distinct, type Input, readSubject, resourcesOf } from "./inputs";
import type { Io } from "./io";
import { judgeSubject } from "./judged-by";
import { addJudgingOptions, type JudgingOptions } from "./options";

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
  const { inputs, subject, unseen } = await readSubject(files, io);
  const judgement = await judgeSubject(subject, options, io);
  const notices = [...unseen, ...judgement.notices];
  print(inputs, subject.graph, { ...judgement, notices }, options, io);
  return exitCode(judgement.findings, options.failOn, options.strict ?? false);
}

function print(inputs: readonly Input[], graph: Graph, judgement: Judgement, options: JudgingOptions, io: Io): void {
  const { summarise } = require("../reports/summarise") as typeof import("../reports/summarise");
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

const WORDS: Readonly<Record<InputFormat, string>> = { preview: "a preview", events: "a preview", state: "the state" };

function describe({ format, graph }: Input): string {
  return `${WORDS[format]} of ${graph.project}, stack ${graph.stack}`;
}
