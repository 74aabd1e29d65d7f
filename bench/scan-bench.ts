import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { tool } from "../test/testbed/tools";
import { median } from "./median";
import { versionOf } from "./previews";
import { machineTable, newTable, print, progress } from "./report";
import { BLOCK, EXPRESSION, type MadeTree, makeScanTree } from "./scan-tree";

const CLI = join(resolve(__dirname, ".."), "dist", "cli", "main.js");
const RUNS = 7;
const FILES = 10_000;
/** Bytes of a file on average: of a tree of configuration, and of one with logs and data beside it. */
const SIZES = [6_000, 25_000];
const LEASES = [1, 10, 100, 1_000];
const SEED = 203;
/** RFC 2544's range for benchmarks: leases beside the one that is found are /25s of it. */
const OTHERS = (198 << 24) + (18 << 16);

/** Where something was found, as `file:line:column text`, sorted. */
type Places = readonly string[];

/** A command that searches a tree. */
interface Contender {
  readonly name: string;
  run(tree: string): Places;
}

/**
 * `leasehold scan` against ripgrep with the equivalent expression: whole processes on the same trees, in turn.
 * @throws Error where they find different references: then their times must not be compared
 */
export async function benchScan(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-bench-"));
  try {
    const machine = machineTable();
    machine.push(
      { ripgrep: versionOf(tool("rg"), "--version") },
      { leasehold: versionOf(process.execPath, CLI, "--version") },
      { method: `whole processes; medians of ${RUNS} runs in turn after one that warms caches` },
      { asserts: "the same file, line, column and text of every reference" },
    );
    print(machine);
    for (const [index, meanBytes] of SIZES.entries()) {
      const tree = join(folder, `tree-${index}`);
      mkdirSync(tree);
      progress(`making ${FILES} files of ${meanBytes} bytes on average …`);
      const made = makeScanTree(tree, FILES, meanBytes, SEED + index);
      const table = newTable("tree", "references", "contender", "time", "× ripgrep", "goal");
      table.push(...measure(tree, made, contenders(folder)));
      print(table);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(tree: string, made: MadeTree, all: readonly Contender[]): string[][] {
  const found = all.map((one) => one.run(tree));
  const different = found.findIndex((places) => !isDeepStrictEqual(places, found[0]));
  if (different >= 0) throw new Error(`${all[0]?.name} and ${all[different]?.name} found different references`);
  if (found[0]?.length !== made.references) throw new Error(`${made.references} references were planted`);
  const seconds = all.map((): number[] => []);
  for (let run = 1; run <= RUNS; run++) {
    progress(`run ${run} of ${RUNS} …`);
    for (const [index, one] of all.entries()) seconds[index]?.push(timed(() => one.run(tree)));
  }
  const medians = seconds.map(median);
  const size = `${made.files.toLocaleString("en")} files, ${Math.round(made.bytes / 1e6)} MB`;
  return all.map(({ name }, index) => {
    const time = medians[index] as number;
    const ratio = time / (medians[0] as number);
    return [size, `${made.references}`, name, `${time.toFixed(3)} s`, ratio.toFixed(2), index === 0 ? "" : "≤ 2"];
  });
}

function timed(work: () => unknown): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

/** ripgrep first. */
function contenders(folder: string): Contender[] {
  return [ripgrep(), ...LEASES.map((count) => leasehold(folder, count))];
}

function ripgrep(): Contender {
  const options = ["--hidden", "--no-heading", "--line-number", "--column", "--only-matching", "--color", "never"];
  return {
    name: "ripgrep",
    run(tree) {
      const { stdout } = spawnSync(tool("rg"), [...options, "--regexp", EXPRESSION, "."], output(tree));
      const places = stdout.split("\n").filter(Boolean);
      return places.map((line) => line.replace(/^\.\//, "").replace(/^([^:]+:\d+:\d+):/, "$1 ")).sort();
    },
  };
}

function leasehold(folder: string, count: number): Contender {
  const register = join(folder, `leases-${count}.json`);
  writeFileSync(register, JSON.stringify({ version: 1, leases: leases(count) }));
  const report = join(folder, "hits.json");
  return {
    name: `leasehold, ${count.toLocaleString("en")} ${count === 1 ? "lease" : "leases"}`,
    run(tree) {
      const options = ["scan", ".", "--register", register, "--format", "json", "--output", report];
      const { status, stderr } = spawnSync(process.execPath, [CLI, ...options], output(tree));
      if (status !== 1) throw new Error(`leasehold scan ended with ${status}: ${stderr}`);
      const { hits } = JSON.parse(readFileSync(report, "utf8")) as { hits: Record<string, string>[] };
      return hits.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text}`).sort();
    },
  };
}

function output(cwd: string) {
  return { cwd, encoding: "utf8", maxBuffer: 256 * 1024 * 1024, env: { ...process.env, CI: "true" } } as const;
}

function leases(count: number): object[] {
  const term = { start: "2024-01-01", end: "2025-12-31" };
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const first = OTHERS + index * 128;
    const address = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".");
    return { id: `other-${index}`, prefix: `${address}/25`, status: "active", term };
  });
  return [{ id: "office", prefix: BLOCK, status: "released", term }, ...others];
}
