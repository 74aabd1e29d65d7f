import { createHash } from "node:crypto";
import * as fs from "node:fs";
import Module from "node:module";
import * as path from "node:path";
import * as v8 from "node:v8";
import * as vm from "node:vm";
import { errorCode } from "../error-code";

/** Node's own cache of compiled code, where there is one (22.1 and later; sound since 22.8). */
const ownCache = Module as unknown as { enableCompileCache?: (folder: string) => unknown };

/**
 * Keeps V8's compiled code of libraries between runs: with Node's own cache where there is one, else in one file for each
 * installation of them. Nothing is cached without a folder.
 * @param installation what tells one installation from another, such as the SDK's folder
 * @param program folder whose own files change too often to be worth keeping
 */
export function cacheCompiledCode(folder: string | undefined, installation: string, program: string): void {
  if (folder === undefined) return;
  if (ownCache.enableCompileCache) ownCache.enableCompileCache(path.join(folder, "compiled"));
  else new CompiledCode(path.join(folder, "compiled", `${nameOf(installation)}.bin`), program).install();
}

function nameOf(installation: string): string {
  const key = [installation, process.version, process.arch, v8.cachedDataVersionTag()];
  return createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32);
}

interface Entry {
  /** Hash of the source text the code was compiled from. */
  readonly hash: string;
  readonly data: Buffer;
}

type Wrapper = (exports: unknown, require: unknown, module: unknown, file: string, folder: string) => unknown;
interface Internals {
  prototype: { _compile(this: NodeModule, source: string, file: string): unknown };
  wrap(source: string): string;
  _resolveFilename(request: string, parent: NodeModule, isMain: boolean, options?: object): string;
  _resolveLookupPaths(request: string, parent: NodeModule): string[] | null;
  _extensions: NodeJS.RequireExtensions;
  _cache: NodeJS.Dict<NodeModule>;
}
const internals = Module as unknown as Internals;

/** Columns of the first line are counted without the wrapper that stands before it. */
const WRAPPER_LENGTH = internals.wrap("").indexOf("\n");

/** Bytes of compiled code that one file may hold; @pulumi/pulumi and @pulumi/aws take 6 MB. */
const MAX_SIZE = 48 * 1024 * 1024;

class CompiledCode {
  readonly #file: string;
  readonly #known: Map<string, Entry>;
  readonly #used = new Map<string, { hash: string; script: vm.Script }>();
  #changed = false;

  constructor(
    file: string,
    private readonly program: string,
  ) {
    this.#file = file;
    this.#known = readEntries(file);
  }

  install(): void {
    const cached = this.#script.bind(this);
    const compile = internals.prototype._compile;
    internals.prototype._compile = function (source, file) {
      const script = cached(source, file);
      // Node itself says best what is wrong with a source that does not compile.
      if (script === undefined) return compile.call(this, source, file);
      const wrapper = script.runInThisContext() as Wrapper;
      return wrapper.call(this.exports, this.exports, requireOf(this), this, file, path.dirname(file));
    };
    process.once("exit", () => this.#write());
  }

  #script(source: string, file: string): vm.Script | undefined {
    if (file.startsWith(this.program) && !file.includes("node_modules")) return undefined;
    // Code that V8 takes from a cache has lost the way to Node's loader of ES modules.
    if (source.includes("import(")) return undefined;
    const text = source.replace(/^#!.*/, "");
    // Fast, and ample for noticing that a file changed.
    const hash = createHash("md5").update(text).digest("base64");
    const entry = this.#known.get(file);
    const cachedData = entry?.hash === hash ? entry.data : undefined;
    let script: vm.Script;
    try {
      script = new vm.Script(internals.wrap(text), {
        filename: file,
        columnOffset: -WRAPPER_LENGTH,
        cachedData,
        importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
    this.#used.set(file, { hash, script });
    if (cachedData === undefined || script.cachedDataRejected) this.#changed = true;
    return script;
  }

  /** Written once the program has run, so that the functions it called are there compiled, not only parsed. */
  #write(): void {
    if (!this.#changed || process.exitCode) return;
    const entries = new Map<string, Entry>();
    let total = 0;
    for (const [file, { hash, script }] of this.#used) {
      const data =
        script.cachedDataRejected === false ? (this.#known.get(file)?.data as Buffer) : script.createCachedData();
      entries.set(file, { hash, data });
      total += data.length;
    }
    // Other programs of this installation use other modules; theirs stay, as long as the file does not grow for ever.
    for (const [file, entry] of this.#known) {
      if (entries.has(file) || total + entry.data.length > MAX_SIZE) continue;
      entries.set(file, entry);
      total += entry.data.length;
    }
    const names = [...entries].map(([file, { hash, data }]) => [file, hash, data.length]);
    const parts = [...entries.values()].map(({ data }) => data);
    const head = Buffer.from(JSON.stringify(names));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(head.length);
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      const partial = `${this.#file}.${process.pid}`;
      fs.writeFileSync(partial, Buffer.concat([size, head, ...parts]), { mode: 0o600 });
      fs.renameSync(partial, this.#file);
    } catch (error) {
      // A cache that cannot be written costs time, nothing else.
      if (!errorCode(error)) throw error;
    }
  }
}

function readEntries(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  try {
    const bytes = fs.readFileSync(file);
    const headLength = bytes.readUInt32LE(0);
    const names = JSON.parse(bytes.toString("utf8", 4, 4 + headLength)) as [string, string, number][];
    let at = 4 + headLength;
    for (const [name, hash, length] of names) {
      entries.set(name, { hash, data: bytes.subarray(at, at + length) });
      at += length;
    }
    if (at !== bytes.length) entries.clear();
  } catch {
    // Absent or cut short: it is written again. V8 itself rejects data that does not fit.
    entries.clear();
  }
  return entries;
}

const mainModule = require.main;

function requireOf(module: NodeModule): NodeJS.Require {
  const require = ((request: string) => module.require(request)) as NodeJS.Require;
  const resolve = (request: string, options?: object): string =>
    internals._resolveFilename(request, module, false, options);
  require.resolve = Object.assign(resolve, {
    paths: (request: string) => internals._resolveLookupPaths(request, module),
  });
  require.main = mainModule;
  require.extensions = internals._extensions;
  require.cache = internals._cache;
  return require;
}
