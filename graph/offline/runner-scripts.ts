import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The scripts that this package runs in processes of their own. */
export interface RunnerScripts {
  readonly runner: string;
  readonly checker: string;
}

/** Where those scripts are: beside this file once built; from source, they are bundled to a cache folder first. */
export function runnerScripts(cacheFolder: string | undefined): RunnerScripts {
  scripts ??= findScripts(cacheFolder);
  return scripts;
}

let scripts: RunnerScripts | undefined;

function findScripts(cacheFolder: string | undefined): RunnerScripts {
  const built = {
    runner: path.join(__dirname, "runner", "main.js"),
    checker: path.join(__dirname, "runner", "type-checker.js"),
  };
  if (fs.existsSync(built.runner)) return built;
  // Only in a checkout, where esbuild is a development dependency.
  const esbuild = require("esbuild") as typeof import("esbuild");
  const folder = path.join(cacheFolder ?? os.tmpdir(), `runner-${process.pid}`);
  esbuild.buildSync({
    entryPoints: [path.join(__dirname, "runner", "main.ts"), path.join(__dirname, "runner", "type-checker.ts")],
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
  });
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return { runner: path.join(folder, "main.js"), checker: path.join(folder, "type-checker.js") };
}
