import * as fs from "node:fs";
import * as path from "node:path";
import { isMap, parseDocument } from "yaml";
import { PreviewError } from "./preview-error";

/** What Pulumi.yaml says, as far as running the program needs it. */
export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml; locations are relative to it. */
  readonly root: string;
  readonly workingDirectory: string;
  /** File or folder inside the working directory; `.` lets package.json decide. */
  readonly entry: string;
  readonly typescript: boolean;
  /** Relative to the working directory. */
  readonly tsconfig: string;
  /** Flags for node, from `runtime.options.nodeargs`. */
  readonly nodeArgs: readonly string[];
  /** Folder of the stack files. */
  readonly stackFolder: string;
  /** Configuration of the project itself: full keys to their settings. */
  readonly config: Readonly<Record<string, unknown>>;
}

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/**
 * Reads the Pulumi project in a folder.
 * @throws PreviewError where there is none, it is not valid, or its program is not for Node.
 */
export function readProject(folder: string): Project {
  const root = path.resolve(folder);
  const file = PROJECT_FILES.map((name) => path.join(root, name)).find((candidate) => fs.existsSync(candidate));
  if (file === undefined) {
    const hint = fs.existsSync(root) ? "" : " The folder does not exist.";
    throw new PreviewError(`There is no Pulumi.yaml in ${root}.${hint} Give the folder of a Pulumi project.`);
  }
  const content = readYaml(file);
  const name = content.name;
  if (typeof name !== "string" || name === "")
    throw new PreviewError(`${file}: \`name\` is missing. Give the project one.`);
  const { workingDirectory, entry } = findEntry(root, content.main, file);
  const options = runtimeOptions(content.runtime, file);
  return {
    name,
    root,
    workingDirectory,
    entry,
    typescript: options.typescript !== false,
    tsconfig: typeof options.tsconfig === "string" ? options.tsconfig : "tsconfig.json",
    nodeArgs: typeof options.nodeargs === "string" ? options.nodeargs.split(/\s+/).filter(Boolean) : [],
    stackFolder: stackFolderOf(root, content),
    config: isRecord(content.config) ? content.config : {},
  };
}

/** Reads a YAML (or JSON) file whose top is a mapping; an empty file is an empty one. Errors name line and column. */
export function readYaml(file: string): Record<string, unknown> {
  const document = parseDocument(fs.readFileSync(file, "utf8"), { prettyErrors: true });
  const error = document.errors[0];
  if (error) {
    const at = error.linePos?.[0];
    const reason = error.message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "");
    throw new PreviewError(`${file}${at ? `:${at.line}:${at.col}` : ""}: ${reason}`);
  }
  if (document.contents === null) return {};
  if (!isMap(document.contents))
    throw new PreviewError(`${file}: expected settings (key: value), found something else.`);
  return document.toJS() as Record<string, unknown>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function runtimeOptions(runtime: unknown, file: string): Record<string, unknown> {
  const name = isRecord(runtime) ? runtime.name : runtime;
  if (name !== "nodejs" && name !== "node") {
    throw new PreviewError(
      `${file}: runtime ${JSON.stringify(name ?? null)} cannot run offline. \`leasehold preview\` runs nodejs programs; for others, give \`leasehold check\` the output of \`pulumi preview --json\`.`,
    );
  }
  return isRecord(runtime) && isRecord(runtime.options) ? runtime.options : {};
}

function findEntry(root: string, main: unknown, file: string): { workingDirectory: string; entry: string } {
  if (main === undefined || main === null || main === "") return { workingDirectory: root, entry: "." };
  if (typeof main !== "string") throw new PreviewError(`${file}: \`main\` must be a path.`);
  const target = path.resolve(root, main);
  if (fs.existsSync(target) && fs.statSync(target).isDirectory()) return { workingDirectory: target, entry: "." };
  if (!fs.existsSync(path.dirname(target)))
    throw new PreviewError(`${file}: \`main\` names ${main}, which does not exist.`);
  return { workingDirectory: path.dirname(target), entry: path.basename(target) };
}

function stackFolderOf(root: string, content: Record<string, unknown>): string {
  const given = content.stackConfigDir ?? (typeof content.config === "string" ? content.config : undefined);
  return typeof given === "string" ? path.resolve(root, given) : root;
}
