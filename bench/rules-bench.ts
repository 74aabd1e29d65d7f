import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./median";
import { machineTable, newTable, print, progress } from "./report";

const RUNS = 5;
const SIZES = [1_000, 10_000, 100_000];

interface RulesRun {
  readonly count: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly findings: number;
}

/** Facts, rules and findings of graphs of growing size, without reading or printing anything. */
export async function benchRules(): Promise<void> {
  const machine = machineTable();
  machine.push({ method: `medians of ${RUNS} runs, sizes in turn` });
  print(machine);
  const bySize = new Map<number, RulesRun[]>(SIZES.map((size) => [size, []]));
  for (let run = 1; run <= RUNS; run++) {
    progress(`run ${run} of ${RUNS} on ${SIZES.join(", ")} resources …`);
    for (const [size, runs] of bySize) runs.push(rulesAlone(size));
  }
  const table = newTable("rules alone, 100 leases", "time", "times the size before", "peak memory", "findings");
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
