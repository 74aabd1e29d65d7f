import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "./error-code";
import { isRecord, type Project } from "./project";
import type { CheckResult, CheckSettings } from "./runner/type-checker";

/** A check that runs beside the program. */
export interface TypeCheck {
  /** Diagnostics as the compiler writes them; none where the program is sound. */
  readonly errors: Promise<readonly string[]>;
  stop(): void;
}

/**
 * Type-checks a program as Pulumi does before it runs one: the entry file and all it imports. The verdict is kept with the
 * fingerprints of every file it rests on; while none changed, nothing is checked again.
 */
export function checkTypes(
  project: Project,
  settings: { readonly checker: string; readonly cacheFolder?: string; readonly environment: Record<string, string> },
): TypeCheck {
  const entry = findEntry(project);
  if (entry === undefined) return { errors: Promise.resolve([]), stop: () => undefined };
  const question: CheckSettings = {
    entry,
    folder: project.workingDirectory,
    tsconfig: path.resolve(project.workingDirectory, project.tsconfig),
  };
  const verdictFile =
    settings.cacheFolder && path.join(settings.cacheFolder, "types", `${hash(JSON.stringify(question))}.json`);
  if (verdictFile !== undefined && isKnownGood(verdictFile))
    return { errors: Promise.resolve([]), stop: () => undefined };
  const child = spawn(process.execPath, [settings.checker], {
    cwd: project.workingDirectory,
    env: { ...settings.environment, LEASEHOLD_PROGRAM_CACHE: settings.cacheFolder ?? "" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const errors = new Promise<readonly string[]>((resolve, reject) => {
    let stopped = false;
    child.once("message", (result: CheckResult) => {
      stopped = true;
      // Errors may be of what is not installed yet, which no file that was read stands for: they are looked for again.
      if (verdictFile !== undefined && result.errors.length === 0) keepVerdict(verdictFile, result.files);
      resolve(result.errors);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (!stopped && signal === null) reject(new Error(`the type checker ended with code ${code}`));
      else resolve([]);
    });
  });
  child.send(question);
  return { errors, stop: () => void child.kill("SIGKILL") };
}

/** The TypeScript file that the program starts from, found as Pulumi finds it; `undefined` for a JavaScript program. */
function findEntry(project: Project): string | undefined {
  const named = path.resolve(project.workingDirectory, project.entry);
  const target = project.entry === "." ? (mainOf(project.workingDirectory) ?? named) : named;
  const candidates = isFile(target)
    ? [target]
    : [`${target}.js`, `${target}.ts`, path.join(target, "index.js"), path.join(target, "index.ts")];
  const found = candidates.find(isFile);
  return found !== undefined && /\.[cm]?tsx?$/.test(found) ? found : undefined;
}

/** What the nearest package.json names as its entry, where that exists. */
function mainOf(folder: string): string | undefined {
  const file = path.join(folder, "package.json");
  if (!isFile(file)) {
    const parent = path.dirname(folder);
    return parent === folder ? undefined : mainOf(parent);
  }
  const { exports, main } = JSON.parse(fs.readFileSync(file, "utf8")) as { exports?: unknown; main?: unknown };
  const exported = isRecord(exports) ? exports["."] : exports;
  const entry = isRecord(exported) ? (exported.default ?? exported.require ?? exported.import) : (exported ?? main);
  const target = typeof entry === "string" ? path.join(folder, entry) : undefined;
  return target !== undefined && fs.existsSync(target) ? target : undefined;
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** That a program has no type errors, as long as these files are as they were. */
interface Verdict {
  readonly version: 2;
  readonly files: Readonly<Record<string, string>>;
}

function isKnownGood(file: string): boolean {
  let verdict: Verdict;
  try {
    verdict = JSON.parse(fs.readFileSync(file, "utf8")) as Verdict;
  } catch {
    // Absent or cut short: the check runs.
    return false;
  }
  return verdict.version === 2 && Object.entries(verdict.files).every(([name, print]) => fingerprint(name) === print);
}

function keepVerdict(file: string, read: readonly string[]): void {
  const files = Object.fromEntries(read.map((name) => [name, fingerprint(name)]));
  const verdict: Verdict = { version: 2, files };
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const partial = `${file}.${process.pid}`;
    fs.writeFileSync(partial, JSON.stringify(verdict), { mode: 0o600 });
    fs.renameSync(partial, file);
  } catch (error) {
    // A cache that cannot be written costs time, nothing else.
    if (!errorCode(error)) throw error;
  }
}

/** The hash of a user's own file; of a package's description, which stands for the package, its size and time. */
function fingerprint(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  if (file.includes("node_modules")) return `${stat.size} ${stat.mtimeMs}`;
  return hash(fs.readFileSync(file));
}

function hash(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
