import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Knot } from "../test/testbed/knot";
import { Rbldnsd } from "../test/testbed/rbldnsd";
import { tool } from "../test/testbed/tools";
import type { SweepRun } from "./dns-sweep-run";
import { median } from "./median";
import { machineTable, newTable, print, progress } from "./report";

const RUNS = 7;
const ZONES = Array.from({ length: 10 }, (_, at) => `list-${at}.example`);
/** A /22: four times 256 addresses. */
const THIRDS = [112, 113, 114, 115];
const ADDRESSES = THIRDS.flatMap((third) => Array.from({ length: 256 }, (_, last) => [203, 0, third, last]));

interface Sweep {
  readonly name: string;
  readonly server: string;
  readonly type: "A" | "PTR";
  readonly names: readonly string[];
}

type Decisions = SweepRun["decisions"];
interface Times {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/**
 * Sweeps a /22: ten blocklist zones on rbldnsd, and its PTR records on Knot, both on loopback, against `dig -f` with the same
 * questions, sides in turn.
 * @throws Error where the two do not decide every name the same
 */
export async function benchDnsSweep(): Promise<void> {
  const lists = await Rbldnsd.start(ZONES);
  const knot = await startKnot();
  const folder = mkdtempSync(join(tmpdir(), "leasehold-bench-"));
  try {
    // Every zone lists another part of the block.
    for (const [at, zone] of ZONES.entries()) {
      await lists.list(zone, `203.0.112.${at * 16}/28`, { code: "127.0.0.3" });
      await lists.list(zone, `203.0.115.${at}`, { code: "127.0.0.4" });
    }
    const machine = machineTable();
    machine.push({ dig: spawnSync(tool("dig"), ["-v"], { encoding: "utf8" }).stderr.trim() });
    machine.push({ method: `medians of ${RUNS} runs in turn; the sweep alone, without either process's start` });
    print(machine);
    const table = newTable("sweep", "questions", "leasehold", "dig -f", "times as long", "CPU times as long", "goal");
    const sweeps = [blocklistSweep(lists.address), pointerSweep(knot.address)];
    const results = sweeps.map((sweep) => compare(sweep, join(folder, sweep.type)));
    for (const result of results) table.push(row(result, ""));
    table.push(row(together(results), "≤ 1.5"));
    print(table);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await lists.stop();
    await knot.stop();
  }
}

function startKnot(): Promise<Knot> {
  return Knot.start(
    THIRDS.map((third) => ({
      name: `${third}.0.203.in-addr.arpa`,
      records: Array.from({ length: 128 }, (_, at) => `${at * 2} PTR host-${third}-${at}.example.com.`),
    })),
  );
}

function blocklistSweep(server: string): Sweep {
  const names = ZONES.flatMap((zone) => ADDRESSES.map((octets) => `${[...octets].reverse().join(".")}.${zone}`));
  return { name: "10 blocklist zones (rbldnsd)", server, type: "A", names };
}

function pointerSweep(server: string): Sweep {
  const names = ADDRESSES.map((octets) => `${[...octets].reverse().join(".")}.in-addr.arpa`);
  return { name: "PTR records (Knot)", server, type: "PTR", names };
}

/** Medians of one sweep. */
interface Result {
  readonly name: string;
  readonly questions: number;
  readonly ours: Times;
  readonly theirs: Times;
}

function compare(sweep: Sweep, file: string): Result {
  writeFileSync(file, `${sweep.names.join("\n")}\n`);
  // dig's batch file has a type beside each name.
  writeFileSync(`${file}.dig`, `${sweep.names.map((name) => `${name} ${sweep.type}`).join("\n")}\n`);
  const ours: Times[] = [];
  const theirs: Times[] = [];
  for (let run = 1; run <= RUNS; run++) {
    progress(`${sweep.name}: run ${run} of ${RUNS} …`);
    const own = runLeasehold(sweep, file);
    const peer = runDig(sweep, `${file}.dig`);
    assertSame(own.decisions, peer.decisions, sweep);
    ours.push(own);
    theirs.push(peer);
  }
  return { name: sweep.name, questions: sweep.names.length, ours: medians(ours), theirs: medians(theirs) };
}

function medians(times: readonly Times[]): Times {
  return {
    seconds: median(times.map(({ seconds }) => seconds)),
    cpuSeconds: median(times.map(({ cpuSeconds }) => cpuSeconds)),
  };
}

function together(results: readonly Result[]): Result {
  const add = (pick: (result: Result) => number) => results.reduce((sum, result) => sum + pick(result), 0);
  return {
    name: "both",
    questions: add(({ questions }) => questions),
    ours: { seconds: add(({ ours }) => ours.seconds), cpuSeconds: add(({ ours }) => ours.cpuSeconds) },
    theirs: { seconds: add(({ theirs }) => theirs.seconds), cpuSeconds: add(({ theirs }) => theirs.cpuSeconds) },
  };
}

function row({ name, questions, ours, theirs }: Result, goal: string): string[] {
  const times = (key: keyof Times) => (ours[key] / theirs[key]).toFixed(2);
  const seconds = ({ seconds }: Times) => `${seconds.toFixed(2)} s`;
  return [name, `${questions}`, seconds(ours), seconds(theirs), times("seconds"), times("cpuSeconds"), goal];
}

function runLeasehold({ server, type }: Sweep, file: string): SweepRun {
  const args = ["--require", join(__dirname, "register.cjs"), join(__dirname, "dns-sweep-run.ts"), server, type, file];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`leasehold's sweep ended with ${status}`);
  return JSON.parse(stdout) as SweepRun;
}

/** dig starts in hundredths of a second, which are left in. */
function runDig({ server }: Sweep, file: string): SweepRun {
  const [host = "", port = ""] = server.split(":");
  const args = [`@${host}`, "-p", port, "+noall", "+question", "+answer", "-f", file];
  const before = childSeconds();
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(tool("dig"), args, { encoding: "utf8", maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`dig ended with ${status}: ${stderr.slice(0, 500)}`);
  return { seconds, cpuSeconds: childSeconds() - before, decisions: readDig(stdout) };
}

/** A question as `;name. IN A`, then its answers as `name. ttl IN A data`. */
function readDig(text: string): Decisions {
  const decisions: Record<string, string[]> = {};
  for (const line of text.split("\n")) {
    const words = line.split(/\s+/);
    const name = (words[0] ?? "").replace(/^;/, "").replace(/\.$/, "");
    if (line.startsWith(";;")) throw new Error(`dig: ${line}`);
    if (line.startsWith(";")) decisions[name] = [];
    else if (words.length >= 5)
      decisions[name] = [...(decisions[name] ?? []), (words[4] as string).replace(/\.$/, "")].sort();
  }
  return decisions;
}

function assertSame(ours: Decisions, theirs: Decisions, { names, name }: Sweep): void {
  for (const one of names) {
    if (JSON.stringify(ours[one]) !== JSON.stringify(theirs[one]))
      throw new Error(
        `${name}: ${one} is ${JSON.stringify(ours[one])} for leasehold, ${JSON.stringify(theirs[one])} for dig`,
      );
  }
}

/** Processor time of this process's children that ended, from /proc: user and system, in hundredths. */
function childSeconds(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}
