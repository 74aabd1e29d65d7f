import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./median";
import { machineTable, newTable, print, progress } from "./report";
import { makeRoutes, makeVrps, routinatorJson, seeded } from "./vrp-document";
import { SIDES, type SideName, type VrpsRun } from "./vrps-run";

const RUNS = 7;
const VRPS = 700_000;
const ROUTES = 100_000;
const SEED = 6811;

/**
 * Loads the whole RPKI, as many payloads as it holds, and validates a tenth of a full table: against the npm package
 * rpki-validator, both from the same file, each run in a process of its own, in turn.
 * @throws Error where the two do not give every route the same verdict: then their times must not be compared
 */
export async function benchVrps(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-bench-"));
  try {
    const files = makeFiles(folder);
    const machine = machineTable();
    machine.push({ "rpki-validator": (require("rpki-validator/package.json") as { version: string }).version });
    machine.push({ document: `${VRPS} VRPs, ${Math.round(statSync(files.document).size / 1e6)} MB; ${ROUTES} routes` });
    machine.push({ method: `medians of ${RUNS} runs, sides in turn, each in a process of its own` });
    print(machine);
    const bySide = new Map<SideName, VrpsRun[]>(SIDES.map((side) => [side, []]));
    for (let run = 1; run <= RUNS; run++) {
      progress(`run ${run} of ${RUNS} …`);
      for (const [side, runs] of bySide) runs.push(runSide(side, files));
    }
    printResults(bySide);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly document: string;
  readonly routes: string;
}

function makeFiles(folder: string): Files {
  const random = seeded(SEED);
  const vrps = makeVrps(VRPS, random);
  const files = { document: join(folder, "vrps.json"), routes: join(folder, "routes.json") };
  writeFileSync(files.document, routinatorJson(vrps, new Date()));
  writeFileSync(files.routes, JSON.stringify(makeRoutes(ROUTES, vrps, random)));
  return files;
}

function runSide(side: SideName, { document, routes }: Files): VrpsRun {
  const args = ["--require", join(__dirname, "register.cjs"), join(__dirname, "vrps-run.ts"), side, document, routes];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${side} ended with ${status}`);
  return JSON.parse(stdout) as VrpsRun;
}

function printResults(bySide: ReadonlyMap<SideName, readonly VrpsRun[]>): void {
  const runsOf = (side: SideName): readonly VrpsRun[] => bySide.get(side) ?? [];
  const verdicts = new Set([...runsOf("leasehold"), ...runsOf("rpki-validator")].map(({ digest }) => digest));
  if (verdicts.size !== 1) throw new Error("the two sides gave some route different verdicts");
  const of = (side: SideName, figure: (run: VrpsRun) => number) => median(runsOf(side).map(figure));
  const row = (
    name: string,
    sides: readonly SideName[],
    figure: (run: VrpsRun) => number,
    unit: (value: number) => string,
    goal: string,
  ) => {
    const [ours, theirs] = sides.map((side) => of(side, figure)) as [number, number];
    table.push([name, unit(ours), `${unit(theirs)} (${sides[1]})`, (theirs / ours).toFixed(1), goal]);
  };
  const table = newTable("", "leasehold", "peer", "times better", "goal");
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  const each = (value: number) => `${((value / ROUTES) * 1e6).toFixed(2)} µs a route`;
  const megabytes = (value: number) => `${value.toFixed(0)} MB`;
  row("read, parse, index", ["leasehold", "JSON.parse"], (run) => run.loadSeconds, seconds, "≥ 0.67");
  row("read, parse, index", ["leasehold", "rpki-validator"], (run) => run.loadSeconds, seconds, "");
  row("verdicts", ["leasehold", "rpki-validator"], (run) => run.validateSeconds, each, "≥ 20");
  row("verdicts, CPU time", ["leasehold", "rpki-validator"], (run) => run.validateCpuSeconds, each, "");
  row("verdicts with covering VRPs", ["leasehold", "rpki-validator"], (run) => run.explainSeconds, each, "");
  row("peak memory", ["leasehold", "rpki-validator"], (run) => run.peakMegabytes, megabytes, "≥ 1");
  print(table);
  const { valid, invalid, "not-found": notFound } = (runsOf("leasehold")[0] as VrpsRun).counts;
  progress(`all verdicts are the same: ${valid} valid, ${invalid} invalid, ${notFound} not found`);
}
