// What `npm run bench` prints: offline preview against the engine on the same programs, then the rules alone by size.
import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { tool } from "../test/testbed/tools";
import { median } from "./median";
import { comparePreviews, versionOf } from "./previews";

const RUNS = 5;
const SIZES = [1_000, 10_000, 100_000];

interface RulesRun {
  readonly count: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly findings: number;
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  printMachine();
  if (wanted.length === 0 || wanted.includes("preview")) await printPreviews();
  if (wanted.length === 0 || wanted.includes("rules")) printRules();
}

function printMachine(): void {
  const processors = cpus();
  const version = (name: string): string => require(`${name}/package.json`).version;
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    { machine: `${processors.length} × ${processors[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB` },
    { Node: process.version },
    { "Pulumi engine": versionOf(tool("pulumi"), "version") },
    { "@pulumi/pulumi, aws, policy": ["pulumi", "aws", "policy"].map((name) => version(`@pulumi/${name}`)).join(", ") },
    { TypeScript: version("typescript") },
    { method: `medians of ${RUNS} runs in turn after one that warms caches` },
  );
  print(table);
}

async function printPreviews(): Promise<void> {
  const table = new Table({
    head: ["preview of", "type checks", "leasehold preview", "pulumi preview + pack", "times faster", "same findings"],
    style: { head: [], border: [] },
  });
  for (const [program, resources] of [
    ["ten", 10],
    ["thousand", 1_000],
  ] as const) {
    for (const typeChecks of [true, false]) {
      process.stderr.write(`previews of ${resources} resources, type checks ${typeChecks ? "on" : "off"} …\n`);
      const result = await comparePreviews(program, resources, typeChecks, RUNS);
      table.push([
        `${resources} resources`,
        typeChecks ? "on" : "off",
        `${result.offlineSeconds.toFixed(2)} s`,
        `${result.engineSeconds.toFixed(2)} s`,
        (result.engineSeconds / result.offlineSeconds).toFixed(1),
        String(result.findings),
      ]);
    }
  }
  print(table);
}

function printRules(): void {
  const bySize = new Map<number, RulesRun[]>(SIZES.map((size) => [size, []]));
  process.stderr.write(`rules alone on ${SIZES.join(", ")} resources …\n`);
  for (let run = 0; run < RUNS; run++) {
    for (const [size, runs] of bySize) runs.push(rulesAlone(size));
  }
  const table = new Table({
    head: ["rules alone, 100 leases", "time", "times the size before", "peak memory", "findings"],
    style: { head: [], border: [] },
  });
  let before: number | undefined;
  for (const [size, runs] of bySize) {
    const seconds = median(runs.map((run) => run.seconds));
    table.push([
      `${size.toLocaleString("en")} resources`,
      `${seconds.toFixed(3)} s`,
      before === undefined ? "" : (seconds / before).toFixed(1),
      `${median(runs.map((run) => run.peakMegabytes)).toFixed(0)} MB`,
      String(runs[0]?.findings ?? ""),
    ]);
    before = seconds;
  }
  print(table);
}

function rulesAlone(size: number): RulesRun {
  const args = ["--require", join(__dirname, "register.cjs"), join(__dirname, "rules-alone.ts"), String(size)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`the rules alone on ${size} resources ended with ${status}`);
  return JSON.parse(stdout) as RulesRun;
}

const print = (table: Table.Table): void => {
  process.stdout.write(`${table.toString()}\n\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
