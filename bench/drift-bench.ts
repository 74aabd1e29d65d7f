import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "../drift/compare/compare";
import type { DriftAlone } from "./drift-alone";
import { type DriftDocuments, makeDriftDocuments } from "./drift-documents";
import { median } from "./median";
import { machineTable, newTable, print, progress } from "./report";

const RUNS = 7;
const LEASES = 1000;
const SIZES = [10_000, 100_000, 200_000];
/** So many items are compared with each other one by one too. */
const SAMPLE = 2000;

interface Files {
  readonly declared: string;
  readonly seen: string;
  readonly megabytes: number;
}

/**
 * What a drift run does between looking and printing, by the number of observed facts, beside the parsing of its inputs.
 * @throws Error where the comparison of a sample is not that of a naive one, or two runs find different things
 */
export async function benchDrift(): Promise<void> {
  assertLikeNaive(makeDriftDocuments(SAMPLE / 10, SAMPLE));
  const folder = mkdtempSync(join(tmpdir(), "leasehold-bench-"));
  try {
    const files = new Map(SIZES.map((size) => [size, makeFiles(folder, size)]));
    const machine = machineTable();
    machine.push({ method: `medians of ${RUNS} runs, sizes in turn, each in a process of its own` });
    machine.push({ sample: `${SAMPLE} items: the same differences as comparing each with each` });
    print(machine);
    const bySize = new Map<number, DriftAlone[]>(SIZES.map((size) => [size, []]));
    for (let run = 1; run <= RUNS; run++) {
      progress(`run ${run} of ${RUNS} on ${SIZES.join(", ")} facts …`);
      for (const [size, runs] of bySize) runs.push(driftAlone(files.get(size) as Files));
    }
    printResults(bySize, files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFiles(folder: string, size: number): Files {
  const { declared, ...observed } = makeDriftDocuments(LEASES, size);
  const files = { declared: join(folder, `declared-${size}.json`), seen: join(folder, `seen-${size}.json`) };
  writeFileSync(files.declared, JSON.stringify(declared));
  writeFileSync(files.seen, JSON.stringify(observed));
  const bytes = statSync(files.declared).size + statSync(files.seen).size;
  return { ...files, megabytes: bytes / 1e6 };
}

function driftAlone({ declared, seen }: Files): DriftAlone {
  const args = ["--require", join(__dirname, "register.cjs"), join(__dirname, "drift-alone.ts"), declared, seen];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`the comparison ended with ${status}`);
  return JSON.parse(stdout) as DriftAlone;
}

function printResults(bySize: ReadonlyMap<number, readonly DriftAlone[]>, files: ReadonlyMap<number, Files>): void {
  const table = newTable("", "parsing its inputs", "comparison", "of parsing", "a fact", "peak memory", "findings");
  for (const [size, runs] of bySize) {
    if (new Set(runs.map(({ digest }) => digest)).size !== 1) throw new Error(`runs on ${size} facts differ`);
    const parse = median(runs.map((run) => run.parseSeconds));
    const seconds = median(runs.map((run) => run.compareSeconds));
    table.push([
      `${LEASES.toLocaleString("en")} leases, ${size.toLocaleString("en")} facts, ${files.get(size)?.megabytes.toFixed(0)} MB`,
      `${parse.toFixed(3)} s`,
      `${seconds.toFixed(3)} s`,
      `${(seconds / parse).toFixed(2)} times (goal: at most 5)`,
      `${((seconds / size) * 1e6).toFixed(2)} µs`,
      `${median(runs.map((run) => run.peakMegabytes)).toFixed(0)} MB`,
      String(runs[0]?.findings),
    ]);
  }
  print(table);
}

/** Each declared item with each that was seen, and field with field as text. */
function assertLikeNaive({ declared, seen, unseen }: DriftDocuments): void {
  const observation = { items: seen, unseen };
  const { differences } = compare(declared, [{ observer: { name: "aws", extra: "unmanaged" }, observation }]);
  const found = differences.map(({ change, item }) => `${change} ${item.type} ${item.id}`).sort();
  const expected: string[] = unseen.map(({ covers }) => `unobserved ${covers?.type} ${covers?.id}`);
  for (const item of declared) {
    const other = seen.find(({ type, id }) => type === item.type && id === item.id);
    if (other === undefined) {
      const isHidden = unseen.some(({ covers }) => covers?.type === item.type && covers?.id === item.id);
      if (!isHidden) expected.push(`removed ${item.type} ${item.id}`);
    } else if (JSON.stringify(item.fields) !== JSON.stringify(other.fields))
      expected.push(`changed ${item.type} ${item.id}`);
  }
  for (const item of seen) {
    if (!declared.some(({ type, id }) => type === item.type && id === item.id)) {
      expected.push(`unmanaged ${item.type} ${item.id}`);
    }
  }
  if (JSON.stringify(found) !== JSON.stringify(expected.sort())) {
    throw new Error(`the comparison finds ${found.length} differences in the sample, a naive one ${expected.length}`);
  }
}
