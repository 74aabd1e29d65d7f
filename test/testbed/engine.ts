import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { type EngineEvent, type Verdict, verdictsOf } from "./policy-events";
import { TOOLS, tool } from "./tools";

const STAND_INS = resolve(__dirname, "bin");

/** Programs run without type checks, which take ten seconds each: the types of the stacks are a check of their own. */
export const TRANSPILE_ONLY = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/** Which policy pack an operation runs, and what it is configured with. */
export interface Pack {
  readonly folder: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

export interface ProjectOptions {
  /** Stack name; default "dev". */
  readonly stack?: string;
  /** Stack configuration, laid over the project's own Pulumi.STACK.yaml. Nothing is written into the project's folder. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly pack?: Pack;
  /** Further environment of the engine and of everything it starts. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How an operation of the engine ended. */
export interface Run {
  /** The exit code; 0 is success. */
  readonly code: number;
  /** Everything it printed, for a person who looks at a failed test. */
  readonly output: string;
  /** Its standard output alone, such as the JSON of `--json`. */
  readonly stdout: string;
  readonly events: readonly EngineEvent[];
  /** Findings of the policy pack, each once, sorted. */
  readonly verdicts: readonly Verdict[];
  /** What policies said that is no finding: a crash, or a policy that did not run. */
  readonly policyProblems: readonly string[];
  /** Number of resources by operation, for example `{create: 3}`. */
  readonly changes: Readonly<Record<string, number>>;
}

interface Operation {
  /** Kills the engine and all that it started once this resolves, as a lost machine would. */
  readonly killedAfter?: Promise<unknown>;
  /** Run the project's policy pack; default true where one is configured. */
  readonly pack?: boolean;
  readonly arguments?: readonly string[];
}

/**
 * The real Pulumi engine with a home and a state of its own in a temporary folder: no network, no account, no update
 * check, the stand-in plugins of `test/testbed/bin` on PATH.
 */
export class Engine {
  readonly home = mkdtempSync(join(tmpdir(), "leasehold-engine-"));
  private projects = 0;

  constructor(private readonly env: Readonly<Record<string, string>> = {}) {
    for (const folder of ["home", "state", "events"]) mkdirSync(join(this.home, folder));
  }

  /** A stack of the project in `folder` (which holds its Pulumi.yaml), with nothing deployed yet. */
  project(folder: string, options: ProjectOptions = {}): Project {
    return new Project(this, resolve(folder), join(this.home, `project-${this.projects++}`), options);
  }

  /** Removes the temporary folder. */
  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
    const path = [STAND_INS, join(TOOLS, "bin"), process.env.PATH].join(":");
    return {
      HOME: process.env.HOME,
      PATH: path,
      PULUMI_HOME: join(this.home, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.home, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "for-tests-alone",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Makes --event-log available.
      PULUMI_DEBUG_COMMANDS: "true",
      ...this.env,
      ...extra,
    };
  }
}

/** One stack. Operations run one after the other. */
export class Project {
  private readonly stack: string;
  private readonly configFile: string;
  private operations = 0;

  constructor(
    private readonly engine: Engine,
    private readonly folder: string,
    private readonly scratch: string,
    private readonly options: ProjectOptions,
    isNew = true,
  ) {
    mkdirSync(scratch);
    this.stack = options.stack ?? "dev";
    this.configFile = join(scratch, `Pulumi.${this.stack}.yaml`);
    this.writeConfig();
    this.writeProject();
    if (isNew) this.writeEmptyState();
  }

  /** The same stack with other options; what is deployed stays. */
  with(options: ProjectOptions): Project {
    const scratch = `${this.scratch}-${this.operations++}`;
    return new Project(this.engine, this.folder, scratch, { stack: this.stack, ...options }, false);
  }

  preview(operation: Operation = {}): Promise<Run> {
    return this.run("preview", operation);
  }

  up(operation: Operation & { skipPreview?: boolean; expectNoChanges?: boolean } = {}): Promise<Run> {
    const flags = ["--yes", "--suppress-progress"];
    if (operation.skipPreview === true) flags.push("--skip-preview");
    if (operation.expectNoChanges === true) flags.push("--expect-no-changes");
    return this.run("up", { ...operation, arguments: [...flags, ...(operation.arguments ?? [])] });
  }

  /** Compares the state with the cloud and changes nothing; with `keep`, writes what it saw into the state. */
  refresh({ keep = false }: { keep?: boolean } = {}): Promise<Run> {
    const flags = keep ? ["--yes", "--suppress-progress"] : ["--preview-only", "--expect-no-changes"];
    return this.run("refresh", { pack: false, arguments: flags });
  }

  /** Takes what exists already into the state: `pulumi import TYPE NAME ID`. */
  import(type: string, name: string, id: string): Promise<Run> {
    const flags = ["--yes", "--protect=false", "--generate-code=false", "--suppress-progress"];
    return this.run("import", { pack: false, arguments: [type, name, id, ...flags] });
  }

  /** Takes away the lock of an operation that was killed. */
  cancel(): Promise<Run> {
    return this.run("cancel", { pack: false, arguments: ["--yes"] });
  }

  destroy(): Promise<Run> {
    return this.run("destroy", { pack: false, arguments: ["--yes", "--suppress-progress"] });
  }

  /** Takes the protection off every resource of the state, as an operator does before a destroy. */
  unprotect(): Promise<Run> {
    return this.run("state", { pack: false, arguments: ["unprotect", "--all", "--yes"] });
  }

  /** The state as `pulumi stack export` writes it. */
  async exportState(
    flags: readonly string[] = [],
  ): Promise<{ deployment: { resources?: { urn: string; type: string; id?: string }[] } }> {
    const file = join(this.scratch, "state.json");
    const run = await this.run("stack", { pack: false, arguments: ["export", "--file", file, ...flags] });
    if (run.code !== 0) throw new Error(run.output);
    return JSON.parse(readFileSync(file, "utf8"));
  }

  private writeConfig(): void {
    const own = join(this.folder, `Pulumi.${this.stack}.yaml`);
    const file: { config?: Record<string, unknown> } = existsSync(own) ? (parse(readFileSync(own, "utf8")) ?? {}) : {};
    // Only the configuration: a salt that some other passphrase made would be refused.
    writeFileSync(this.configFile, stringify({ config: { ...file.config, ...this.options.config } }));
  }

  private get name(): string {
    return (parse(readFileSync(join(this.folder, "Pulumi.yaml"), "utf8")) as { name: string }).name;
  }

  /** Commands on the state alone take no --config-file and would write one into the project: they run here instead. */
  private writeProject(): void {
    writeFileSync(join(this.scratch, "Pulumi.yaml"), stringify({ name: this.name, runtime: "nodejs" }));
  }

  /** Writes the stack as `pulumi stack init` would, which takes a third of a second and writes into the project. */
  private writeEmptyState(): void {
    const { name } = this;
    const folder = join(this.engine.home, "state", ".pulumi", "stacks", name);
    mkdirSync(folder, { recursive: true });
    const checkpoint = { version: 3, checkpoint: { stack: `organization/${name}/${this.stack}`, latest: null } };
    writeFileSync(join(folder, `${this.stack}.json`), JSON.stringify(checkpoint));
  }

  private packArguments(): string[] {
    const { pack } = this.options;
    if (pack === undefined) return [];
    const file = join(this.scratch, "pack.json");
    writeFileSync(file, JSON.stringify(pack.config ?? {}));
    return ["--policy-pack", pack.folder, "--policy-pack-config", file];
  }

  private run(command: string, operation: Operation): Promise<Run> {
    const eventLog = join(this.scratch, `events-${this.operations++}.json`);
    const runsProgram = command === "preview" || command === "up";
    const onStateAlone = ["state", "stack", "cancel"].includes(command);
    const args = [
      command,
      ...(operation.arguments ?? []),
      "--stack",
      this.stack,
      "--non-interactive",
      ...(onStateAlone ? [] : ["--config-file", this.configFile, "--event-log", eventLog]),
      ...(runsProgram && operation.pack !== false ? this.packArguments() : []),
    ];
    const env = this.engine.environment(this.options.env ?? {});
    return new Promise((resolveRun, reject) => {
      const child = spawn(tool("pulumi"), args, {
        cwd: onStateAlone ? this.scratch : this.folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
        // A group of its own, so that it can be killed with its plugins.
        detached: operation.killedAfter !== undefined,
      });
      operation.killedAfter?.then(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), reject);
      const chunks: Buffer[] = [];
      const stdout: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        stdout.push(chunk);
      });
      child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
      child.once("error", reject);
      child.once("close", (code) => {
        const events = readEvents(eventLog);
        const { verdicts, problems } = verdictsOf(events);
        const changes =
          events.findLast((event) => event.summaryEvent !== undefined)?.summaryEvent?.resourceChanges ?? {};
        const output = Buffer.concat(chunks).toString("utf8");
        resolveRun({
          code: code ?? 1,
          output,
          stdout: Buffer.concat(stdout).toString("utf8"),
          events,
          verdicts,
          policyProblems: problems,
          changes,
        });
      });
    });
  }
}

function readEvents(file: string): EngineEvent[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as EngineEvent);
}
