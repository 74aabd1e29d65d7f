/** Checks the types of one program in a process of its own, and answers over the IPC channel. */
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as TypeScript from "typescript";
import { cacheCompiledCode } from "./compile-cache";
import { findCompiler } from "./transpile";

export interface CheckSettings {
  readonly entry: string;
  readonly folder: string;
  readonly tsconfig: string;
}

export interface CheckResult {
  readonly errors: readonly string[];
  /** The files that the verdict rests on: the user's own, configurations, and the descriptions of packages. */
  readonly files: readonly string[];
}

/** Files that the compiler is asked about need not be in its `include`, and there may be none. As in ts-node. */
const IGNORED_CODES = new Set([6059, 18002, 18003, 5107, 5101]);

process.once("message", (settings: CheckSettings) => {
  const result = check(settings);
  process.send?.(result, () => process.disconnect());
});
process.on("disconnect", () => process.exit());
cacheCompiledCode(process.env.LEASEHOLD_PROGRAM_CACHE || undefined, "type-checker", process.cwd());

function check({ entry, folder, tsconfig }: CheckSettings): CheckResult {
  const sdk = path.dirname(createRequire(path.join(folder, "index.js")).resolve("@pulumi/pulumi/package.json"));
  const compiler = findCompiler(folder, sdk);
  const ts = createRequire(compiler.file)(compiler.file) as typeof TypeScript;
  const configs = new Set<string>();
  const options = checkOptions(ts, tsconfig, configs);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram({ rootNames: [entry], options: options, host });
  const own = program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !file.fileName.includes("/node_modules/"));
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ].filter((d) => d.category === ts.DiagnosticCategory.Error && !IGNORED_CODES.has(d.code));
  return {
    errors: diagnostics.map((diagnostic) => describe(ts, diagnostic)),
    files: [
      ...new Set([
        ...configs,
        tsconfig,
        compiler.file,
        ...program.getSourceFiles().map((file) => stands(file.fileName)),
      ]),
    ],
  };
}

/** Pulumi's defaults under the program's own options. */
function checkOptions(ts: typeof TypeScript, tsconfig: string, read: Set<string>): TypeScript.CompilerOptions {
  const nodeNext = (ts.ModuleKind as { NodeNext?: number }).NodeNext;
  const defaults: TypeScript.CompilerOptions = {
    target: ts.ScriptTarget.ES2020,
    module: nodeNext ?? ts.ModuleKind.CommonJS,
    moduleResolution: nodeNext === undefined ? ts.ModuleResolutionKind.Node10 : ts.ModuleResolutionKind.NodeNext,
  };
  if (!ts.sys.fileExists(tsconfig)) return { ...defaults, noEmit: true };
  const readFile = (file: string): string | undefined => {
    read.add(file);
    return ts.sys.readFile(file);
  };
  const parsed = ts.parseJsonConfigFileContent(
    { ...ts.readConfigFile(tsconfig, readFile).config, files: [], include: [] },
    { ...ts.sys, readFile },
    path.dirname(tsconfig),
    undefined,
    tsconfig,
  ).options;
  const own = parsed.module === undefined ? defaults : { target: defaults.target };
  return {
    ...own,
    ...parsed,
    noEmit: true,
    composite: false,
    incremental: false,
    declaration: false,
    rootDir: undefined,
  };
}

/** A file of a package is as new as the package's own description. */
function stands(file: string): string {
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match ? `${match[1]}/package.json` : file;
}

function describe(ts: typeof TypeScript, diagnostic: TypeScript.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  if (!diagnostic.file || diagnostic.start === undefined) return `error TS${diagnostic.code}: ${text}`;
  const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
  return `${diagnostic.file.fileName}:${line + 1}:${character + 1}: error TS${diagnostic.code}: ${text}`;
}
