import { InputError } from "./input-error";

/** What the workflow's `with:` says; each is described in action.yml. */
export interface ActionInputs {
  readonly command: "check" | "preview";
  /** Folder of the Pulumi project, relative to the workspace; every other path is relative to it. */
  readonly directory: string;
  readonly files: readonly string[];
  /** Options of the command that are passed on as they are, without the dashes, in this order. */
  readonly options: readonly (readonly [name: string, value: string])[];
  readonly strict: boolean;
  /** Further reports, each FORMAT=FILE. */
  readonly reports: readonly string[];
  readonly comment: boolean;
  readonly annotations: boolean;
  readonly sarif: boolean;
  readonly token: string;
  /** Most seconds that may go by in all in waiting for GitHub's rate limits. */
  readonly patience: number;
}

/** Inputs that are options of the same name, and of which commands. */
const OPTIONS: readonly { readonly name: string; readonly of: "both" | "preview" }[] = [
  { name: "stack", of: "preview" },
  { name: "state", of: "preview" },
  { name: "fixtures", of: "preview" },
  { name: "register", of: "both" },
  { name: "settings", of: "both" },
  { name: "baseline", of: "both" },
  { name: "base", of: "both" },
  { name: "fail-on", of: "both" },
  { name: "as-of", of: "both" },
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the inputs as the runner gives them: `with: fail-on` is the variable `INPUT_FAIL-ON`. @throws InputError */
export function readInputs(environment: Environment): ActionInputs {
  const text = (name: string): string => (environment[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  const command = text("command") || "preview";
  if (command !== "check" && command !== "preview") {
    throw new InputError(`command: ${command} is not known; give check or preview.`);
  }
  const given = OPTIONS.map(({ name, of }) => ({ name, of, value: text(name) })).filter(({ value }) => value !== "");
  const other = given.find(({ of }) => of === "preview" && command !== "preview");
  if (other) throw new InputError(`${other.name}: is for command: preview; ${command} judges the files it is given.`);
  const files = lines(text("files"));
  checkFiles(files, command);
  return {
    command,
    directory: text("directory") || ".",
    files,
    options: given.map(({ name, value }) => [name, value] as const),
    strict: flag("strict", text("strict"), false),
    reports: lines(text("reports")),
    comment: flag("comment", text("comment"), true),
    annotations: flag("annotations", text("annotations"), true),
    sarif: flag("sarif", text("sarif"), false),
    token: text("token"),
    patience: seconds(text("patience")),
  };
}

function checkFiles(files: readonly string[], command: "check" | "preview"): void {
  if (command === "check" && files.length === 0) {
    throw new InputError("files: is missing; name what pulumi preview --json --show-sames wrote, one file a line.");
  }
  if (command === "preview" && files.length > 0) {
    throw new InputError("files: is for command: check; preview runs the program itself.");
  }
  if (files.includes("-")) throw new InputError("files: - stands for stdin, and a workflow's step has none.");
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function flag(name: string, text: string, byDefault: boolean): boolean {
  if (text === "") return byDefault;
  const word = text.toLowerCase();
  if (word !== "true" && word !== "false") throw new InputError(`${name}: ${text} is neither true nor false.`);
  return word === "true";
}

/** Half a day is longer than any job's limits make sense. */
const MOST_PATIENCE = 43_200;

function seconds(text: string): number {
  const value = text === "" ? 120 : Number(text);
  if (!/^\d*$/.test(text) || value > MOST_PATIENCE) {
    throw new InputError(`patience: ${text} is no whole number of seconds up to ${MOST_PATIENCE}.`);
  }
  return value;
}
