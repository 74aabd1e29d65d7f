import * as fs from "node:fs";
import * as path from "node:path";
import type { RecognisedInput } from "../graph/recognise";
import type { Graph } from "../graph/resource";
import { STACK_TYPE } from "../graph/urn";
import type { OpenedSource } from "../policies/base-commit/policy-files";
import type { Notice } from "../policies/notice";
import { UsageError } from "./failure";
import type { Io } from "./io";
import type { Subject } from "./judged-by";
import { isUrl, resolveSource } from "./source";

const STDIN = "-";

/** A file that Pulumi wrote about a stack. */
export interface Input extends RecognisedInput {
  /** As the user named it. */
  readonly source: string;
}

/** The stacks of the files as one subject of a judgement; what they leave out of view is said on stderr too. */
export async function readSubject(
  files: readonly string[],
  io: Io,
): Promise<{ readonly inputs: readonly Input[]; readonly subject: Subject; readonly unseen: readonly Notice[] }> {
  const inputs = await readInputs(files, io);
  const { mergeGraphs } = require("../graph/merge-graphs") as typeof import("../graph/merge-graphs");
  const graph = mergeGraphs(inputs);
  const unseen = unseenIn(inputs);
  for (const { level, message } of unseen) io.stderr(`${level === "info" ? "note" : level}: ${message}\n`);
  const subject: Subject = {
    graph,
    // A state is what is: nobody approves it any more.
    changes: inputs.filter(({ format }) => format !== "state").map((input) => input.graph),
    folder: io.folder,
    stacks: inputs.map((input) => input.graph.stack),
    register: (opened) => configuredRegister(inputs, opened, io),
  };
  return { inputs, subject, unseen };
}

/** No stack at all: what the register says is all there is. */
export function registerAlone(io: Io): Subject {
  return {
    graph: { project: "", stack: "", resources: [] },
    changes: [],
    folder: io.folder,
    stacks: [],
    register: () => undefined,
  };
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
function unseenIn(inputs: readonly Input[]): Notice[] {
  return inputs.flatMap(({ source, format, graph, hiddenSecrets }) => {
    const notices: Notice[] = [];
    const say = (level: Notice["level"], message: string) => notices.push({ about: "input", level, message });
    if (resourcesOf(graph).length === 0) say("warning", `${source} holds no resources.`);
    if (hiddenSecrets > 0) {
      say("info", `${source} hides secrets: what could be decided by the text of one is undetermined.`);
    }
    if (format === "events") {
      const better = "pulumi preview --json --show-sames says both";
      say(
        "info",
        `${source} says neither what depends on what nor where in the program it is: references that cannot be followed are undetermined; ${better}.`,
      );
    }
    return notices;
  });
}

/** The register that the previews' own configuration names; with a base commit, the one that its configuration names. */
function configuredRegister(inputs: readonly Input[], { source }: OpenedSource, io: Io): string | undefined {
  const files =
    require("../policies/base-commit/configured-register") as typeof import("../policies/base-commit/configured-register");
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

/** The resources that a report counts: neither the stack itself nor what is gone. */
export function resourcesOf(graph: Graph): Graph["resources"] {
  return graph.resources.filter(({ type, operation }) => type !== STACK_TYPE && operation !== "delete");
}

/** Whether a place is a folder, which holds a program; a file is what Pulumi wrote. */
export function isFolder(place: string, io: Io): boolean {
  return (
    place !== STDIN && fs.statSync(path.resolve(io.folder, place), { throwIfNoEntry: false })?.isDirectory() === true
  );
}

/** Names of projects or stacks as one: several stacks have one report, keyed by all of them. */
export function distinct(names: readonly string[]): string {
  return [...new Set(names)].sort().join("+");
}
