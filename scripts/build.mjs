// Builds dist/ from the TypeScript sources: JavaScript by esbuild at once, then declarations by the compiler, which takes
// seconds and also checks the types. What users and the policy pack import stays one file a module; the command becomes
// a small entry, which answers the version, and one file with all the rest. `--quick` leaves a dist/ that is newer than its sources as it is. Safe to call from
// several processes at once: one builds, the others wait, and every file is replaced whole.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleOptions } from "./bundle-options.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, "dist");
const FOLDERS = [
  "lease",
  "register",
  "graph",
  "facts",
  "policies",
  "components",
  "provider",
  "drift",
  "reports",
  "cli",
];
/** Only the command uses these; its bundle holds them. */
const BUNDLED_FOLDERS = ["reports", "cli"];
/** Files beside the sources that built code reads when it runs. */
const ASSETS = ["policies/rules.wasm", "policies/rules.json"];
const CONFIGURATION = [
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "scripts/build.mjs",
  "scripts/bundle-options.mjs",
];

/** Builds where needed. @param quick do nothing where dist/ is current @returns whether it built */
export async function build({ quick = false, log = console.log } = {}) {
  if (quick && isCurrent()) return false;
  const unlock = lock();
  try {
    // Another process may have built while this one waited for it.
    if (quick && isCurrent()) return false;
    const started = Date.now();
    const stamp = fingerprint();
    const files = await emitJavaScript();
    emitDeclarations(log);
    copyAssets();
    removeLeftovers(files);
    replaceFile(path.join(dist, ".stamp"), stamp);
    log(`built dist/ in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return true;
  } finally {
    unlock();
  }
}

function sources() {
  return FOLDERS.filter((folder) => fs.existsSync(path.join(root, folder))).flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
      .map((file) => path.join(folder, file)),
  );
}

function isCurrent() {
  const stamp = path.join(dist, ".stamp");
  return fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === fingerprint();
}

/** Names, sizes and times of all that goes into dist/: it takes milliseconds, where hashing the contents would not. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of [...sources(), ...ASSETS, ...CONFIGURATION].sort()) {
    const stat = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
    hash.update(`${file} ${stat?.size} ${stat?.mtimeMs}\n`);
  }
  return hash.digest("hex");
}

async function emitJavaScript() {
  const esbuild = await import("esbuild");
  const results = await Promise.all([
    esbuild.build({
      absWorkingDir: root,
      entryPoints: sources().filter((file) => !BUNDLED_FOLDERS.includes(file.split(path.sep)[0])),
      outbase: root,
      outdir: dist,
      format: "cjs",
      platform: "node",
      target: "node20",
      sourcemap: true,
      // Maps name the sources; they need not hold them again.
      sourcesContent: false,
      write: false,
      logLevel: "error",
      tsconfig: path.join(root, "tsconfig.build.json"),
    }),
    bundleCommand(esbuild),
  ]);
  const outputFiles = results.flatMap((result) => result.outputFiles);
  for (const file of outputFiles) replaceFile(file.path, file.contents);
  fs.chmodSync(path.join(dist, "cli", "main.js"), 0o755);
  return new Set(outputFiles.map((file) => file.path));
}

/** The entry knows what its other file holds, so that it can keep compiled code of it. */
async function bundleCommand(esbuild) {
  const run = await bundle(esbuild, "cli/run.ts", {});
  const { contents } = run.outputFiles.find((file) => file.path.endsWith(".js"));
  const digest = createHash("sha256").update(contents).digest("hex").slice(0, 32);
  const main = await bundle(esbuild, "cli/main.ts", {
    define: { RUN_DIGEST: JSON.stringify(digest) },
    external: [...bundleOptions.external, "./run"],
  });
  return { outputFiles: [...run.outputFiles, ...main.outputFiles] };
}

function bundle(esbuild, entry, options) {
  return esbuild.build({
    ...bundleOptions,
    entryPoints: [entry],
    outfile: path.join(dist, entry.replace(/\.ts$/, ".js")),
    tsconfig: path.join(root, "tsconfig.build.json"),
    write: false,
    ...options,
  });
}

function emitDeclarations(log) {
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["-p", path.join(root, "tsconfig.build.json"), "--emitDeclarationOnly", "--sourceMap", "false"];
  const result = spawnSync(process.execPath, [compiler, ...options], { cwd: root, encoding: "utf8" });
  if (result.status === 0) return;
  log(result.stdout.trimEnd());
  throw new Error("the sources have type errors");
}

function copyAssets() {
  for (const asset of ASSETS) {
    const source = path.join(root, asset);
    if (fs.existsSync(source)) replaceFile(path.join(dist, asset), fs.readFileSync(source));
  }
}

/** What an earlier build left of sources that are gone. */
function removeLeftovers(current) {
  for (const file of fs.readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const source = file.replace(/\.(js|js\.map|d\.ts)$/, "");
    const isOutput = source !== file;
    if (isOutput && !current.has(path.join(dist, `${source}.js`))) fs.rmSync(path.join(dist, file), { force: true });
  }
}

function replaceFile(file, content) {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(Buffer.from(content))) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  fs.writeFileSync(partial, content);
  fs.renameSync(partial, file);
}

/** One build at a time. A lock whose owner is gone is taken over. @returns what releases it */
function lock() {
  const file = path.join(root, "node_modules", ".leasehold-build.lock");
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAbandoned(file)) fs.rmSync(file, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function isAbandoned(file) {
  try {
    const owner = Number(fs.readFileSync(file, "utf8"));
    // Written a moment ago, and its owner's number still to come.
    if (owner === 0) return Date.now() - fs.statSync(file).mtimeMs > 10_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    return error.code === "ESRCH";
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  build({ quick: process.argv.includes("--quick") }).catch((error) => {
    console.error(`build: ${error.message}`);
    process.exitCode = 1;
  });
}
