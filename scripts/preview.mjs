// `npm run preview [DIR] [OPTIONS]`: previews a stack from a checkout with nothing but Node and npm present. Installs what
// is missing, builds what is old, then runs `leasehold preview`, whose exit code it passes on. Without DIR it previews the
// project of the checkout itself. All but the preview's own output goes to stderr.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

installDependencies();
await buildSources();
process.exitCode = preview(process.argv.slice(2));

/** Installs where node_modules is missing or was installed from another lock file. */
function installDependencies() {
  const lockFile = path.join(root, "package-lock.json");
  const lock = createHash("sha256").update(fs.readFileSync(lockFile)).digest("hex");
  const note = path.join(root, "node_modules", ".leasehold-lock");
  const installed = path.join(root, "node_modules", ".package-lock.json");
  if (fs.existsSync(note) ? fs.readFileSync(note, "utf8") === lock : isNewer(installed, lockFile)) return;
  console.error("Installing dependencies, once…");
  // `npm ci` refuses a lock file that lacks another platform's optional packages, which a registry need not serve;
  // `npm install` then takes the same versions and leaves the lock file as it is.
  const exact = npm("ci");
  const result = exact.status === 0 ? exact : npm("install", "--no-save");
  if (result.status !== 0) {
    console.error(`${exact.stderr}${result.stderr}\nThe dependencies could not be installed; see above.`);
    process.exit(2);
  }
  fs.writeFileSync(note, lock);
}

/** Says what is wrong also where npm itself was called with --silent. */
function npm(...args) {
  return spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    // npm is a script there, which only a shell starts.
    shell: process.platform === "win32",
  });
}

function isNewer(file, than) {
  return fs.existsSync(file) && fs.statSync(file).mtimeMs >= fs.statSync(than).mtimeMs;
}

async function buildSources() {
  const { build } = await import(pathToFileURL(path.join(root, "scripts", "build.mjs")).href);
  try {
    await build({ quick: true, log: console.error });
  } catch (error) {
    console.error(`build: ${error.message}`);
    process.exit(2);
  }
}

/** Folders are meant from where npm was called, not from the checkout npm goes to. */
function preview(given) {
  const from = process.env.INIT_CWD ?? process.cwd();
  const named = given.length > 0 && !given[0].startsWith("-");
  const target = named ? path.resolve(from, given[0]) : root;
  const rest = named ? given.slice(1) : given;
  const command = path.join(root, "dist", "cli", "main.js");
  const result = spawnSync(process.execPath, [command, "preview", target, ...rest], { cwd: from, stdio: "inherit" });
  return result.status ?? 2;
}
