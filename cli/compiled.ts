import { isAscii } from "node:buffer";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vm from "node:vm";
import { cacheFolder } from "../graph/offline/cache-folder";
import { errorCode } from "../graph/offline/error-code";

type Environment = Readonly<Record<string, string | undefined>>;
type Wrapper = (exports: unknown, require: NodeJS.Require, module: unknown, file: string, folder: string) => void;

/** A module that was loaded, and what is left to do once it has run. */
export interface Loaded<Exports> {
  readonly exports: Exports;
  /** Keeps the code that V8 compiled meanwhile, where none was kept yet. */
  keep(): void;
}

const WRAPPER = ["(function (exports, require, module, __filename, __dirname) {", "\n})"] as const;

/**
 * Loads a CommonJS file with the code that V8 compiled in an earlier run, which spares it most of the start of a large
 * bundle. Kept in the user's cache folder; where there is none, the file is loaded as any other.
 * @param file absolute path; it must not use `import()`, whose way to Node's loader kept code has lost
 * @param digest tells this content of the file from any other: V8 itself compares nothing but its length
 * @param purpose runs of one purpose call the same functions; each has code of its own
 * @param require that of the calling module
 */
export function loadCompiled<Exports>(
  file: string,
  digest: string,
  purpose: string,
  environment: Environment,
  require: NodeJS.Require,
): Loaded<Exports> {
  const folder = traceable() ? undefined : cacheFolder(environment);
  if (folder === undefined) return { exports: require(file) as Exports, keep: () => undefined };
  const name = ["cli", /^[a-z]{1,20}$/.test(purpose) ? purpose : "", digest, process.versions.v8, process.arch];
  const code = path.join(folder, "compiled", `${name.join("-")}.bin`);
  const kept = readKept(code);
  const script = new vm.Script(WRAPPER.join(readSource(file)), {
    filename: file,
    columnOffset: -WRAPPER[0].length,
    cachedData: kept,
  });
  const loaded = { exports: {} };
  const wrapper = script.runInThisContext() as Wrapper;
  wrapper.call(loaded.exports, loaded.exports, require, loaded, file, path.dirname(file));
  const isKept = kept !== undefined && !script.cachedDataRejected;
  return {
    exports: loaded.exports as Exports,
    keep: () => {
      if (!isKept) write(code, script.createCachedData());
    },
  };
}

/** Node maps positions to the sources for what it loads itself only, and somebody wants them. */
function traceable(): boolean {
  return "sourceMapsEnabled" in process && process.sourceMapsEnabled === true;
}

/** A text of ASCII alone is read, held and looked at in half the time where Node is told. */
function readSource(file: string): string {
  const bytes = fs.readFileSync(file);
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

function readKept(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    // Not there yet, or not readable: the source is.
    if (errorCode(error)) return undefined;
    throw error;
  }
}

function write(file: string, code: Buffer): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const partial = `${file}.${process.pid}`;
    fs.writeFileSync(partial, code, { mode: 0o600 });
    fs.renameSync(partial, file);
  } catch (error) {
    // A cache that cannot be written costs time, nothing else.
    if (!errorCode(error)) throw error;
  }
}
