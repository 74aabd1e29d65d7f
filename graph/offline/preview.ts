import * as fs from "node:fs";
import * as path from "node:path";
import type { Graph } from "../resource";
import { cacheFolder, pruneCache } from "./cache-folder";
import { allowedEnvironment } from "./environment";
import { PreviewError } from "./preview-error";
import { Program } from "./program";
import { programError } from "./program-errors";
import { type Project, readProject } from "./project";
import { runnerScripts } from "./runner-scripts";
import type { LogMessage } from "./services";
import { defaultStack, readStackConfig, type StackConfig } from "./stack-config";
import { checkTypes } from "./type-check";

export interface PreviewOptions {
  /** Folder of Pulumi.yaml. */
  readonly folder: string;
  /** Default: the only stack that has a file, else `dev`. */
  readonly stack?: string;
  /** Default: `leasehold.fixtures.json` beside Pulumi.yaml, where there is one. */
  readonly fixtures?: string;
  /** Instead of failing on calls that nothing answers, write the fixtures file with a place for each. */
  readonly writeFixtures?: boolean;
  /** Further environment variables that the program may see. */
  readonly allowEnvironment?: readonly string[];
  /** Default true, as Pulumi does. */
  readonly typeCheck?: boolean;
  /** Milliseconds until the program counts as never ending; default 60,000. */
  readonly timeout?: number;
  /** Default 50,000. */
  readonly maxResources?: number;
  readonly debug?: boolean;
  /** Default: this process's own. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface Preview {
  readonly graph: Graph;
  /** Folder of Pulumi.yaml, which locations are relative to. */
  readonly root: string;
  /** Folder the program ran in, which paths in its configuration are relative to. */
  readonly workingDirectory: string;
  readonly stack: string;
  /** What the program logged through Pulumi. */
  readonly logs: readonly LogMessage[];
  /** What it printed. */
  readonly output: string;
  /** Fixtures file that was written, where one was. */
  readonly wroteFixtures?: string;
  /** Full stack configuration, secrets unknown: for `leasehold:register` and the like. */
  readonly config: Readonly<Record<string, string>>;
}

export const DEFAULT_TIMEOUT = 60_000;

/**
 * Runs a Pulumi program of TypeScript or JavaScript without the Pulumi CLI, a cloud account or a network, and gives the
 * resources it declares.
 * @throws PreviewError with one clear message where that is not possible.
 */
export async function previewProgram(options: PreviewOptions): Promise<Preview> {
  const project = readProject(options.folder);
  const stack = options.stack ?? defaultStack(project);
  const environment = options.environment ?? process.env;
  const cache = cacheFolder(environment);
  const scripts = runnerScripts(cache);
  const allowed = allowedEnvironment(environment, options.allowEnvironment);
  // Started before anything else is loaded or read: its own start-up is the longest part of all.
  const program = new Program({
    runner: scripts.runner,
    workingDirectory: project.workingDirectory,
    environment: allowed,
    nodeArgs: project.nodeArgs,
    cacheFolder: cache,
  });
  const check =
    options.typeCheck !== false && project.typescript
      ? checkTypes(project, { checker: scripts.checker, cacheFolder: cache, environment: allowed })
      : undefined;
  // Noticed later, below; until then it must not count as unhandled.
  check?.errors.catch(() => undefined);
  try {
    const config = readStackConfig(project, stack, options.stack !== undefined);
    const preview = await runProgram(program, project, stack, config, options, cache, check?.errors);
    const errors = (await check?.errors) ?? [];
    if (errors.length > 0) throw typeErrors(errors, project);
    if (cache !== undefined) pruneCache(cache, Date.now());
    return preview;
  } finally {
    program.kill();
    check?.stop();
  }
}

async function runProgram(
  program: Program,
  project: Project,
  stack: string,
  config: StackConfig,
  options: PreviewOptions,
  cache: string | undefined,
  typeErrorsFound: Promise<readonly string[]> | undefined,
): Promise<Preview> {
  // gRPC and the schemas load while the program's own process starts.
  const { serve } = require("./services") as typeof import("./services");
  const { Monitor, DEFAULT_LIMITS } = require("./monitor") as typeof import("./monitor");
  const { FixtureAnswers, readFixtures, FIXTURES_FILE } = require("./fixtures") as typeof import("./fixtures");
  const fixturesFile = options.fixtures ?? path.join(project.root, FIXTURES_FILE);
  const given = options.fixtures !== undefined && !options.writeFixtures;
  const fixtures = given || fs.existsSync(fixturesFile) ? readFixtures(fixturesFile) : {};
  const answers = new FixtureAnswers(fixtures, config.values["aws:region"]);
  const limits = { ...DEFAULT_LIMITS, resources: options.maxResources ?? DEFAULT_LIMITS.resources };
  const monitor = new Monitor(project.name, stack, project.root, answers, limits);
  const logs: LogMessage[] = [];
  const services = await serve(monitor, (message) => {
    if (logs.length < MAX_LOGS) logs.push(message);
  });
  try {
    program.run({
      address: services.address,
      project: project.name,
      stack,
      organization: "organization",
      root: project.root,
      workingDirectory: project.workingDirectory,
      entry: project.entry,
      config: config.values,
      secretKeys: config.secretKeys,
      encryptedKeys: config.encryptedKeys,
      typescript: project.typescript,
      tsconfig: project.tsconfig,
      cacheFolder: cache,
      debug: options.debug ?? false,
    });
    const ending = await untilEnd(program, options.timeout ?? DEFAULT_TIMEOUT);
    if (answers.missing.length > 0) {
      if (!options.writeFixtures) throw missingCalls(answers.missing, fixturesFile);
      fs.writeFileSync(fixturesFile, `${JSON.stringify(answers.skeleton(), null, 2)}\n`);
    }
    if (monitor.failure) throw monitor.failure;
    const failed = logs.find((message) => message.severity === "error");
    if (failed || ending.code !== 0 || !monitor.finished) {
      if (options.writeFixtures && answers.missing.length > 0) return { ...base(), wroteFixtures: fixturesFile };
      const errors = (await typeErrorsFound) ?? [];
      if (errors.length > 0) throw typeErrors(errors, project);
      throw failed ? programError(failed.message, project) : endedEarly(program, ending);
    }
    return { ...base(), wroteFixtures: answers.missing.length > 0 ? fixturesFile : undefined };
  } finally {
    services.close();
  }

  function base(): Preview {
    const { root, workingDirectory } = project;
    return { graph: monitor.graph, root, workingDirectory, stack, logs, output: program.output, config: config.values };
  }
}

const MAX_LOGS = 10_000;

async function untilEnd(program: Program, timeout: number): Promise<{ code: number | null; signal: string | null }> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      program.kill();
      reject(
        new PreviewError(
          `The program did not end within ${timeout / 1000} seconds. It may wait for something that cannot be had offline; --timeout SECONDS gives it longer.`,
          tail(program.output),
        ),
      );
    }, timeout);
  });
  try {
    return await Promise.race([program.ended, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function endedEarly(program: Program, ending: { code: number | null; signal: string | null }): PreviewError {
  const said = tail(program.output);
  if (ending.signal) return new PreviewError(`The program was ended by ${ending.signal}.`, said);
  if (ending.code === 0) {
    return new PreviewError(
      "The program ended before all its resources were registered: does it call process.exit?",
      said,
    );
  }
  const last = said?.trim().split("\n").slice(0, 3).join("\n");
  return new PreviewError(`The program ended with exit code ${ending.code}${last ? `:\n${last}` : "."}`, said);
}

function tail(output: string): string | undefined {
  return output === "" ? undefined : output.slice(-4000);
}

/** More than these are not shown; the first ones usually cause the rest. */
const MAX_TYPE_ERRORS = 10;

function typeErrors(errors: readonly string[], project: Project): PreviewError {
  const shown = errors.slice(0, MAX_TYPE_ERRORS).map((error) => `  ${error.replace(project.root + path.sep, "")}`);
  const rest = errors.length > MAX_TYPE_ERRORS ? [`  … and ${errors.length - MAX_TYPE_ERRORS} more`] : [];
  const count = errors.length === 1 ? "1 type error" : `${errors.length} type errors`;
  return new PreviewError(
    `The program has ${count} (--no-type-check skips the check):\n${[...shown, ...rest].join("\n")}`,
  );
}

function missingCalls(
  missing: readonly { section: string; name: string; args: Record<string, unknown> }[],
  file: string,
): PreviewError {
  const lines = missing.map(({ section, name, args }) =>
    section === "stackReferences"
      ? `  stack reference ${name}`
      : `  ${name}${Object.keys(args).length > 0 ? ` with ${Object.keys(args).sort().join(", ")}` : ""}`,
  );
  return new PreviewError(
    `The program asks for what cannot be known offline:\n${lines.join("\n")}\nGive answers in ${file}; --write-fixtures writes it with a place for each.`,
  );
}
