// `npm test`: every test, from a fresh clone with Node and npm alone. `--unit` and `--e2e` run one half; everything after
// `--` goes to jest. Off CI an end-to-end test whose real part is not installed says so and is skipped; with CI=true
// nothing may be skipped. Ends with the line `N passed, N failed`, counted by jest.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const separator = process.argv.indexOf("--");
const own = process.argv.slice(2, separator === -1 ? undefined : separator);
const forJest = separator === -1 ? [] : process.argv.slice(separator + 1);
const projects = ["unit", "e2e"].filter((project) => own.length === 0 || own.includes(`--${project}`));

if (projects.length === 0) {
  console.error("usage: npm test -- [--unit] [--e2e] [-- jest arguments]");
  process.exit(2);
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status ?? 1;
}

function setUp() {
  if (
    !existsSync(join(root, "node_modules", ".package-lock.json")) &&
    run("npm", ["ci", "--no-audit", "--no-fund"]) !== 0
  ) {
    throw new Error("npm ci failed");
  }
  // Programs under test import the package by its own name, which leads to dist.
  if (run(process.execPath, [join(root, "scripts", "build.mjs")]) !== 0) throw new Error("the build failed");
}

/** Runs one jest project and answers with jest's own counts. A run that gives none counts as one failure. */
function runProject(project, scratch) {
  const report = join(scratch, `${project}.json`);
  // Each end-to-end test drives whole engines, with folders and ports of its own: two files at once keep two cores busy.
  const workers = project === "e2e" ? ["--maxWorkers=2"] : ["--maxWorkers=100%"];
  const jest = join(root, "node_modules", "jest", "bin", "jest.js");
  const args = [jest, "--selectProjects", project, ...workers, "--json", `--outputFile=${report}`, ...forJest];
  // With --json, jest prints the report on stdout as well: only what is for people is passed on.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = JSON.parse(readFileSync(report, "utf8"));
  // A suite that did not run (a syntax error, say) has no tests to count.
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  return {
    passed: counts.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: counts.numPendingTests + counts.numTodoTests,
  };
}

const total = { passed: 0, failed: 0, skipped: 0 };
const scratch = mkdtempSync(join(tmpdir(), "leasehold-test-"));
try {
  setUp();
  for (const project of projects) {
    const counts = runProject(project, scratch);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
} catch (error) {
  console.error(error.message);
  total.failed += 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (process.env.CI === "true" && total.skipped > 0) {
  console.error(`${total.skipped} tests were skipped; with CI=true none may be`);
  total.failed += total.skipped;
  total.skipped = 0;
}
// .ci/run adds these to its own and prints one line for all.
if (process.env.LEASEHOLD_COUNTS) writeFileSync(process.env.LEASEHOLD_COUNTS, `${total.passed} ${total.failed}\n`);
else
  console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exit(total.failed === 0 ? 0 : 1);
