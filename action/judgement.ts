import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { InputError } from "./input-error";
import type { ActionInputs } from "./inputs";
import type { RunnerFiles } from "./runner-files";
import type { WorkflowRun } from "./workflow-run";

/** What `leasehold` said, once, in every format that is needed. */
export interface Judgement {
  /** 0 nothing at or above the fail level, 1 findings. */
  readonly code: 0 | 1;
  readonly counts: Readonly<Record<CountName, number>>;
  readonly markdown: string;
  /** Workflow commands, one a line. */
  readonly annotations: string;
  readonly sarifFile: string;
  readonly jsonFile: string;
}

/** Nothing could be judged. */
export interface FailedJudgement {
  readonly code: 2;
  /** What `leasehold` said about it. */
  readonly said: string;
}

export const COUNTS = ["errors", "warnings", "undetermined", "waived"] as const;
type CountName = (typeof COUNTS)[number];

/** The command beside this file, as the build puts it there. */
const COMMAND = path.join(__dirname, "leasehold.js");

/** Runs `leasehold` once, in a process of its own and without a shell. What it prints goes to the log as text. */
export async function runLeasehold(
  inputs: ActionInputs,
  run: WorkflowRun,
  environment: Readonly<Record<string, string | undefined>>,
  runner: RunnerFiles,
): Promise<Judgement | FailedJudgement> {
  const folder = path.resolve(run.workspace, inputs.directory);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(
      `directory: ${inputs.directory} is no folder of the workspace; is the repository checked out?`,
    );
  }
  const scratch = fs.mkdtempSync(path.join(environment.RUNNER_TEMP || os.tmpdir(), "leasehold-"));
  const file = (name: string): string => path.join(scratch, name);
  const args = commandLine(inputs, file);
  const ended = await runner.quote((print) => execute(args, folder, withoutSecrets(environment), print));
  if (ended.code !== 0 && ended.code !== 1) return { code: 2, said: ended.said };
  return {
    code: ended.code,
    counts: readCounts(file("report.json")),
    markdown: fs.readFileSync(file("report.md"), "utf8"),
    annotations: fs.readFileSync(file("annotations.txt"), "utf8"),
    sarifFile: file("leasehold.sarif"),
    jsonFile: file("report.json"),
  };
}

/** A value is one word with its option, so that none is ever taken for an option itself. */
function commandLine(inputs: ActionInputs, file: (name: string) => string): string[] {
  return [
    inputs.command,
    ...inputs.options.map(([name, value]) => `--${name}=${value}`),
    ...(inputs.strict ? ["--strict"] : []),
    `--report=json=${file("report.json")}`,
    `--report=markdown=${file("report.md")}`,
    `--report=github=${file("annotations.txt")}`,
    `--report=sarif=${file("leasehold.sarif")}`,
    ...inputs.reports.map((report) => `--report=${report}`),
    "--",
    ...(inputs.command === "check" ? inputs.files : ["."]),
  ];
}

/** The command needs no token; and what it runs must not find one. */
function withoutSecrets(environment: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(INPUT_|ACTIONS_)|TOKEN$/i.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}

/** As much of stderr is kept for the summary. */
const KEPT = 8_000;

function execute(
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  print: (text: string) => void,
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", print);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = `${said}${text}`.slice(-KEPT);
      print(text);
    });
    const stop = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.once("SIGINT", stop).once("SIGTERM", stop);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      resolve({ code, said: signal === null ? said : `${said}\nleasehold was ended by ${signal}.` });
    });
  });
}

function readCounts(file: string): Record<CountName, number> {
  const { summary } = JSON.parse(fs.readFileSync(file, "utf8")) as { summary: Record<CountName, number> };
  return {
    errors: summary.errors,
    warnings: summary.warnings,
    undetermined: summary.undetermined,
    waived: summary.waived,
  };
}
