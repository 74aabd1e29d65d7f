// `npm run bench [-- NAME…]`: builds the package, then runs the benches of bench/main.ts. Peers come from .ci/install.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

if (!existsSync(join(root, "node_modules", ".package-lock.json"))) run("npm", ["ci", "--no-audit", "--no-fund"]);
run(process.execPath, [join(root, "scripts", "build.mjs")]);
const bench = join(root, "bench");
run(process.execPath, ["--require", join(bench, "register.cjs"), join(bench, "main.ts"), ...process.argv.slice(2)]);
