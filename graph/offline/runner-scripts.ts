import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The scripts that this package runs in processes of their own. */
export interface RunnerScripts {
  readonly runner: string;
  readonly checker: string;
}

/**
 * Where those scripts are: once built, beside this file, or, seen from the bundled command, in their own folder of dist;
 * from source, they are bundled to a cache folder first.
 */
export function runnerScripts(cacheFolder: string | undefined): RunnerScripts {
  const sources = path.join(__dirname, "runner");
  const places = [sources, path.join(__dirname, "..", "graph", "offline", "runner")];
  const built = places.find((place) => fs.existsSync(path.join(place, "main.js")));
  const folder = built ?? bundled(sources, cacheFolder ?? os.tmpdir());
  return { runner: path.join(folder, "main.js"), checker: path.join(folder, "type-checker.js") };
}

/** Only in a checkout, where esbuild is a development dependency. One bundle for each state of the sources. */
function bundled(sources: string, cacheFolder: string): string {
  const hash = createHash("sha256");
  for (const name of fs.readdirSync(sources).sort()) hash.update(fs.readFileSync(path.join(sources, name)));
  const folder = path.join(cacheFolder, `runner-${hash.digest("hex").slice(0, 16)}`);
  if (fs.existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  const esbuild = require("esbuild") as typeof import("esbuild");
  esbuild.buildSync({
    entryPoints: [path.join(sources, "main.ts"), path.join(sources, "type-checker.ts")],
    outdir: partial,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
  });
  if (fs.existsSync(folder)) fs.rmSync(partial, { recursive: true, force: true });
  else fs.renameSync(partial, folder);
  return folder;
}
