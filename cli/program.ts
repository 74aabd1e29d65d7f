import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "commander";
import type { Preview } from "../graph/offline/preview";
import { STACK_TYPE } from "../graph/urn";
import type { OpenedSource } from "../policies/base-commit/policy-files";
import { plainLines } from "../reports/plain-text";
import type { Io } from "./io";
import type { Subject } from "./judged-by";
import { seconds } from "./options";
import { isUrl } from "./source";

/** How a program is run offline. */
export interface ProgramOptions {
  readonly stack?: string;
  readonly fixtures?: string;
  readonly writeFixtures?: boolean;
  readonly env?: string[];
  readonly typeCheck: boolean;
  readonly timeout?: number;
}

export function addProgramOptions(command: Command): Command {
  return command
    .option("-s, --stack <name>", "stack whose configuration to use (default: the only one with a file, else dev)")
    .option("--fixtures <file>", "answers to function calls and stack references (default: leasehold.fixtures.json)")
    .option("--write-fixtures", "write the fixtures file with a place for every missing answer")
    .option("--env <name...>", "let the program see these environment variables too")
    .option("--no-type-check", "run the program without checking its types")
    .option("--timeout <seconds>", "how long the program may take (default: 60)", seconds);
}

/** Runs the program of a folder; meanwhile loads what judges its resources. Throws `PreviewError`. */
export function runProgram(folder: string, options: ProgramOptions, io: Io): Promise<Preview> {
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
  return running;
}

/** What a program declares, as the subject of a judgement. */
export function programSubject(result: Preview): Subject {
  return {
    graph: result.graph,
    changes: [result.graph],
    folder: result.root,
    stacks: [result.stack],
    register: (opened) => configuredRegister(result, opened),
  };
}

/** The project's files may be part of a pull request: with a base commit, its configuration says where the register is. */
function configuredRegister(result: Preview, { source }: OpenedSource): string | undefined {
  const files =
    require("../policies/base-commit/configured-register") as typeof import("../policies/base-commit/configured-register");
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

/** What the program says goes to stderr, so that stdout is the report alone. */
export function relayLogs(result: Preview, io: Io): void {
  for (const { severity, message } of result.logs) io.stderr(`${severity}: ${plainLines(message.trimEnd())}\n`);
  if (result.output !== "") io.stderr(`${plainLines(result.output.trimEnd())}\n`);
  if (result.graph.resources.every(({ type }) => type === STACK_TYPE)) {
    io.stderr("warning: the program registers no resources; does `main` in Pulumi.yaml name the right file?\n");
  }
  if (result.wroteFixtures) io.stderr(`Wrote ${result.wroteFixtures}: fill in what is empty.\n`);
}
