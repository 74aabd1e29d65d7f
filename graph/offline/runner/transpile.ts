import { createHash } from "node:crypto";
import * as fs from "node:fs";
import Module, { createRequire } from "node:module";
import * as path from "node:path";
import type * as TypeScript from "typescript";
import { errorCode } from "../error-code";
import type { SourceMaps } from "./stack-traces";

export interface TranspileSettings {
  /** The program's working directory: where its tsconfig is. */
  readonly folder: string;
  readonly tsconfig: string;
  /** Folder of @pulumi/pulumi, which ships a TypeScript for programs that have none. */
  readonly sdk: string;
  readonly cacheFolder?: string;
}

interface Transpiled {
  readonly code: string;
  readonly map: string;
}

/** Changes whenever transpiled code from an earlier version of this file must not be used again. */
const FORMAT = 1;

/**
 * Lets `require` load TypeScript, transpiled by the program's own compiler with the options Pulumi would give it. Types are
 * checked elsewhere, at the same time. Transpiled code is kept by the hash of all it depends on, so a program that did not
 * change needs no compiler.
 */
export function loadTypeScript(settings: TranspileSettings): SourceMaps {
  const compiler = findCompiler(settings.folder, settings.sdk);
  const options = configText(path.resolve(settings.folder, settings.tsconfig));
  const maps = new Map<string, string>();
  const compile = (module: NodeModule, file: string): void => {
    const source = fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    const key = createHash("sha256")
      .update(JSON.stringify([FORMAT, compiler, options, file, source]))
      .digest("hex");
    const cached = settings.cacheFolder && path.join(settings.cacheFolder, "transpiled", `${key}.json`);
    let result = cached ? readCached(cached) : undefined;
    if (result === undefined) {
      result = transpile(compiler.file, settings, file, source);
      if (cached) writeCached(cached, result);
    }
    maps.set(file, result.map);
    (module as unknown as { _compile(code: string, file: string): void })._compile(result.code, file);
  };
  const extensions = (Module as unknown as { _extensions: Record<string, typeof compile> })._extensions;
  for (const extension of [".ts", ".tsx", ".cts"]) {
    const fallback = extensions[".js"] as typeof compile;
    extensions[extension] = (module, file) =>
      /[\\/]node_modules[\\/]/.test(file) ? fallback(module, file) : compile(module, file);
  }
  return (file) => maps.get(file);
}

/** The program's own TypeScript, or the one that @pulumi/pulumi ships, with its version. */
export function findCompiler(folder: string, sdk: string): { file: string; version: string } {
  try {
    const load = createRequire(path.join(folder, "index.js"));
    return { file: load.resolve("typescript"), version: load("typescript/package.json").version };
  } catch (error) {
    if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    return { file: path.join(sdk, "vendor", "typescript@3.8.3", "typescript.js"), version: "3.8.3" };
  }
}

/** The text of a tsconfig and of all that it extends: what decides the compiler's options. */
function configText(file: string): string[] {
  const texts: string[] = [];
  let next: string | undefined = file;
  while (next !== undefined && fs.existsSync(next) && texts.length < 16) {
    const text: string = fs.readFileSync(next, "utf8");
    texts.push(text);
    const parent: string | undefined = /"extends"\s*:\s*"([^"]+)"/.exec(text)?.[1];
    next = parent === undefined ? undefined : resolveExtended(parent, next);
  }
  return texts;
}

function resolveExtended(parent: string, from: string): string | undefined {
  if (parent.startsWith(".") || path.isAbsolute(parent)) {
    const file = path.resolve(path.dirname(from), parent);
    return file.endsWith(".json") ? file : `${file}.json`;
  }
  try {
    return createRequire(from).resolve(parent);
  } catch (error) {
    // A base configuration that is not installed is the compiler's to report.
    if (errorCode(error)) return undefined;
    throw error;
  }
}

function transpile(compilerFile: string, settings: TranspileSettings, file: string, source: string): Transpiled {
  const ts = createRequire(compilerFile)(compilerFile) as typeof TypeScript;
  const output = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: runOptions(ts, path.resolve(settings.folder, settings.tsconfig)),
  });
  const errors = (output.diagnostics ?? []).filter((d) => d.category === ts.DiagnosticCategory.Error && d.file);
  if (errors.length > 0) throw syntaxError(ts, errors, settings.folder);
  return {
    code: output.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    map: output.sourceMapText ?? "",
  };
}

/** Pulumi's defaults under the program's own options; always CommonJS, since `require` loads the result. */
function runOptions(ts: typeof TypeScript, tsconfig: string): TypeScript.CompilerOptions {
  const given = fs.existsSync(tsconfig)
    ? ts.parseJsonConfigFileContent(
        { ...ts.readConfigFile(tsconfig, ts.sys.readFile).config, files: [], include: [] },
        ts.sys,
        path.dirname(tsconfig),
        undefined,
        tsconfig,
      ).options
    : {};
  return {
    target: ts.ScriptTarget.ES2020,
    esModuleInterop: given.module === undefined || given.module > ts.ModuleKind.ESNext,
    ...given,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: undefined,
    verbatimModuleSyntax: false,
    sourceMap: true,
    inlineSourceMap: false,
    inlineSources: false,
    sourceRoot: undefined,
    mapRoot: undefined,
    declaration: false,
    composite: false,
    incremental: false,
    noEmit: false,
    outDir: undefined,
  };
}

/** Named as ts-node names it, so that Pulumi's runner shows it without its stack. */
function syntaxError(ts: typeof TypeScript, errors: readonly TypeScript.Diagnostic[], folder: string): Error {
  const text = ts.formatDiagnostics(errors, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => "\n",
  });
  const error = new Error(`Unable to compile TypeScript:\n${text.trimEnd()}`);
  error.name = "TSError";
  return error;
}

function readCached(file: string): Transpiled | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Transpiled;
  } catch {
    // Absent, or cut short by a crash: it is written again.
    return undefined;
  }
}

function writeCached(file: string, result: Transpiled): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const partial = `${file}.${process.pid}`;
    fs.writeFileSync(partial, JSON.stringify(result), { mode: 0o600 });
    fs.renameSync(partial, file);
  } catch (error) {
    // A cache that cannot be written costs time, nothing else.
    if (!errorCode(error)) throw error;
  }
}
