import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { type FakeGithub, TOKEN } from "./fake-github";

const ROOT = path.resolve(__dirname, "../..");

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** action.yml, as the runner reads it. */
export const metadata = parse(fs.readFileSync(path.join(ROOT, "action.yml"), "utf8")) as Metadata;

const folders: string[] = [];

/** A folder with these files, which `removeFolders` removes. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-action-")));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** A workflow command that the runner would obey. */
export interface Command {
  readonly name: string;
  readonly properties: string;
  readonly message: string;
}

export interface Step {
  readonly code: number | null;
  readonly log: string;
  readonly commands: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface StepOptions {
  readonly github?: FakeGithub;
  readonly workspace: string;
  /** `with:` of the workflow; what it leaves out has the default of action.yml. */
  readonly with: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  readonly environment?: Readonly<Record<string, string>>;
}

export const PULL_REQUEST = { name: "pull_request", payload: { number: 7, pull_request: { number: 7 } } };

/** Runs a step with this action as the runner of GitHub does: by action.yml, with inputs, event and files in variables. */
export function runStep(options: StepOptions): Promise<Step> {
  const runner = folderOf({ "event.json": options.event?.payload ?? PULL_REQUEST.payload, output: "", summary: "" });
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: options.github?.url ?? "http://127.0.0.1:9",
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: "acme/network",
    GITHUB_RUN_ID: "17",
    GITHUB_SHA: "a".repeat(40),
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_WORKFLOW: "leasehold",
    GITHUB_JOB: "judge",
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_EVENT_NAME: options.event?.name ?? PULL_REQUEST.name,
    GITHUB_EVENT_PATH: path.join(runner, "event.json"),
    GITHUB_OUTPUT: path.join(runner, "output"),
    GITHUB_STEP_SUMMARY: path.join(runner, "summary"),
    RUNNER_TEMP: runner,
    ...inputVariables(options.with),
    ...options.environment,
  };
  return new Promise((resolve, reject) => {
    const main = path.join(ROOT, metadata.runs.main);
    const child = spawn(process.execPath, [main], {
      env: environment,
      cwd: options.workspace,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        log += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      const read = (name: string): string => fs.readFileSync(path.join(runner, name), "utf8");
      resolve({ code, log, commands: commandsOf(log), outputs: outputsOf(read("output")), summary: read("summary") });
    });
  });
}

function inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => metadata.inputs[name] === undefined);
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(", ")}`);
  const entries = Object.entries(metadata.inputs).map(([name, input]) => {
    const value = given[name] ?? input.default.replace(/^\$\{\{ github\.token \}\}$/, TOKEN);
    return [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value];
  });
  return Object.fromEntries(entries);
}

/** What the runner obeys in a log: lines that begin with `::`, except between stop-commands and the word it gave. */
function commandsOf(log: string): Command[] {
  const commands: Command[] = [];
  let word: string | undefined;
  for (const line of log.split("\n").map((text) => text.trim())) {
    const match = /^::([a-z-]+)(?: ([^:]*(?:%3A[^:]*)*))?::(.*)$/.exec(line);
    if (word !== undefined) {
      if (line === `::${word}::`) word = undefined;
    } else if (match?.[1] === "stop-commands") word = match[3];
    else if (match) commands.push({ name: match[1] ?? "", properties: match[2] ?? "", message: match[3] ?? "" });
    else if (line.startsWith("::") || line.includes("##[")) throw new Error(`the runner would stumble over ${line}`);
  }
  if (word !== undefined) throw new Error("commands were stopped and never allowed again");
  return commands;
}

/** GITHUB_OUTPUT holds NAME<<WORD, lines, WORD. */
function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  while (lines.length > 1) {
    const [name = "", word] = (lines.shift() ?? "").split("<<");
    const end = word === undefined ? -1 : lines.indexOf(word);
    if (end < 0) throw new Error(`the runner cannot read the outputs: ${text}`);
    outputs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join("\n");
  }
  return outputs;
}
