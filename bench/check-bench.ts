import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { catalogue } from "../policies/catalogue";
import { tool } from "../test/testbed/tools";
import { median } from "./median";
import { writePreview } from "./preview-document";
import { versionOf } from "./previews";
import { machineTable, newTable, print, progress } from "./report";
import { leases, resources } from "./synthetic";

const ROOT = resolve(__dirname, "..");
const CLI = join(ROOT, "dist", "cli", "main.js");
const REGO = join(ROOT, "bench", "conftest");

/** All sizes take a quarter of an hour; `LEASEHOLD_BENCH_SIZES=100,1000` takes a minute. */
const SIZES = process.env.LEASEHOLD_BENCH_SIZES?.split(",").map(Number) ?? [100, 1_000, 10_000, 100_000];
const RUNS = 7;
/** A run that takes longer is stopped, and its command not measured at larger sizes. */
const LONGEST_SECONDS = 120;
/** The rules that are written for both, and those of them that join resources. */
const FIVE = ["shared-egress", "risky-port", "unsegmented-address", "orphaned-reference", "loose-max-length"];
const JOINING = ["shared-egress", "risky-port"];

/** What a run found, as `rule urn`, sorted. */
type Decisions = readonly string[];

/** A command that judges the preview of a folder, as a user runs it. */
interface Contender {
  readonly name: string;
  readonly command: string;
  arguments(folder: string): readonly string[];
  decisions(output: string): Decisions;
}

const CONFTEST_FIVE = conftest("conftest, five rules", FIVE);
const LEASEHOLD_FIVE = leasehold("leasehold, five rules", FIVE);
const LEASEHOLD_ALL = leasehold(`leasehold, all ${catalogue.length}`, undefined);
const CONFTEST_JOINING = conftest("conftest, two that join", JOINING);
const LEASEHOLD_JOINING = leasehold("leasehold, two that join", JOINING);
const CONTENDERS = [CONFTEST_FIVE, LEASEHOLD_FIVE, LEASEHOLD_ALL, CONFTEST_JOINING, LEASEHOLD_JOINING];

/** `leasehold check` against conftest on the same preview: whole processes, the same decisions. */
export async function benchCheck(): Promise<void> {
  const machine = machineTable();
  machine.push(
    { conftest: versionOf(tool("conftest"), "--version") },
    { leasehold: versionOf(process.execPath, CLI, "--version") },
    { method: `whole processes; medians of ${RUNS} runs in turn after one that warms caches` },
    { "same decisions": `rule and URN of ${FIVE.join(", ")}` },
    { "rules that join resources": JOINING.join(", ") },
  );
  print(machine);
  const times = newTable("resources", "preview", ...CONTENDERS.map(({ name }) => name), "findings of the five");
  const ratios = newTable("resources", "five rules: times faster", "all rules: times faster", "two that join");
  const slow = new Set<Contender>();
  for (const size of SIZES) {
    const result = measure(size, slow);
    const count = size.toLocaleString("en");
    times.push([count, megabytes(result.bytes), ...CONTENDERS.map((one) => shown(result, one)), result.findings]);
    ratios.push([
      count,
      faster(result, CONFTEST_FIVE, LEASEHOLD_FIVE),
      faster(result, CONFTEST_FIVE, LEASEHOLD_ALL),
      faster(result, CONFTEST_JOINING, LEASEHOLD_JOINING),
    ]);
  }
  print(times);
  print(ratios);
}

interface Result {
  readonly bytes: number;
  readonly findings: number;
  readonly seconds: ReadonlyMap<Contender, readonly number[]>;
}

/** @param slow those that took too long at a smaller size; grows by those that do at this one */
function measure(size: number, slow: Set<Contender>): Result {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-bench-"));
  try {
    writeEstate(folder, size);
    const seconds = new Map<Contender, number[]>(CONTENDERS.map((contender) => [contender, []]));
    const decided = new Map<Contender, Decisions>();
    for (let run = 0; run <= RUNS; run++) {
      progress(`check of ${size} resources, run ${run} of ${RUNS} …`);
      for (const [contender, times] of seconds) {
        if (slow.has(contender)) continue;
        const result = judged(contender, folder);
        if (result === undefined) slow.add(contender);
        else {
          if (run > 0) times.push(result.seconds);
          decided.set(contender, result.decisions);
        }
      }
      if (run === 0) requireSame(size, decided);
    }
    return {
      bytes: statSync(join(folder, "preview.json")).size,
      findings: decided.get(LEASEHOLD_FIVE)?.length ?? 0,
      seconds,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeEstate(folder: string, size: number): void {
  writePreview(join(folder, "preview.json"), resources(size));
  const register = JSON.stringify({ version: 1, leases: leases(size) });
  // Conftest names data by the file's keys, and its folder of data by the folder alone.
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "register.json"), register);
  for (const rules of [FIVE, JOINING]) writeFileSync(settingsFile(folder, rules), settingsOf(rules));
}

const settingsFile = (folder: string, rules: readonly string[]): string => join(folder, `only-${rules.length}.yaml`);

function settingsOf(rules: readonly string[]): string {
  const others = catalogue.map(({ name }) => name).filter((name) => !rules.includes(name));
  return `severities:\n${others.map((name) => `  ${name}: "off"\n`).join("")}`;
}

function leasehold(name: string, rules: readonly string[] | undefined): Contender {
  return {
    name,
    command: process.execPath,
    arguments: (folder) => [
      ...[CLI, "check", "preview.json", "--register", join("data", "register.json"), "--as-of", "2026-11-30"],
      ...["--base", "none", "--fail-on", "never", "--format", "json"],
      ...(rules === undefined ? [] : ["--settings", settingsFile(folder, rules)]),
    ],
    decisions(output) {
      const { findings } = JSON.parse(output) as { findings: { rule: string; resource: { urn: string } | null }[] };
      return decisions(findings.map(({ rule, resource }) => [rule, resource?.urn]));
    },
  };
}

function conftest(name: string, rules: readonly string[]): Contender {
  return {
    name,
    command: tool("conftest"),
    arguments: () => [
      ...["test", "preview.json", "--data", "data", "--no-fail", "--output", "json"],
      ...["preview", ...rules].flatMap((rule) => ["--policy", join(REGO, `${rule}.rego`)]),
    ],
    decisions(output) {
      const files = JSON.parse(output) as { failures?: { metadata: { rule: string; urn: string } }[] }[];
      return decisions(
        files.flatMap(({ failures = [] }) => failures.map(({ metadata }) => [metadata.rule, metadata.urn])),
      );
    },
  };
}

function decisions(found: readonly (readonly [rule: string, urn: string | undefined])[]): Decisions {
  return found.map(([rule, urn]) => `${rule} ${urn}`).sort();
}

/** One run; undefined where it took too long and was stopped. */
function judged(contender: Contender, folder: string): { seconds: number; decisions: Decisions } | undefined {
  const started = process.hrtime.bigint();
  const { status, error, stdout, stderr } = spawnSync(contender.command, contender.arguments(folder), {
    cwd: folder,
    encoding: "utf8",
    timeout: LONGEST_SECONDS * 1000,
    maxBuffer: 2 ** 30,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT") return undefined;
  if (status !== 0) throw new Error(`${contender.name} ended with ${status}: ${stderr}`, { cause: error });
  return { seconds, decisions: contender.decisions(stdout) };
}

/** Times of commands that decide differently must not be compared. */
function requireSame(size: number, decided: ReadonlyMap<Contender, Decisions>): void {
  for (const [mine, other] of [
    [LEASEHOLD_FIVE, CONFTEST_FIVE],
    [LEASEHOLD_JOINING, CONFTEST_JOINING],
  ] as const) {
    const [ours, theirs] = [decided.get(mine) ?? [], decided.get(other)];
    if (ours.length === 0) throw new Error(`${mine.name} finds nothing in ${size} resources`);
    if (theirs === undefined || isDeepStrictEqual(ours, theirs)) continue;
    const extra = [
      ...ours.filter((one) => !theirs.includes(one)).map((one) => `${mine.name} alone: ${one}`),
      ...theirs.filter((one) => !ours.includes(one)).map((one) => `${other.name} alone: ${one}`),
    ];
    throw new Error(`${size} resources are decided differently:\n${extra.join("\n")}`);
  }
}

function shown({ seconds }: Result, contender: Contender): string {
  const times = seconds.get(contender) ?? [];
  if (times.length === 0) return `over ${LONGEST_SECONDS} s, stopped`;
  const runs = times.length < RUNS ? ` (${times.length} runs; others over ${LONGEST_SECONDS} s)` : "";
  return `${median(times).toFixed(3)} s${runs}`;
}

function faster({ seconds }: Result, peer: Contender, mine: Contender): string {
  const [theirs, ours] = [seconds.get(peer) ?? [], seconds.get(mine) ?? []];
  if (ours.length === 0) return "";
  if (theirs.length === 0) return `over ${(LONGEST_SECONDS / median(ours)).toFixed(1)}`;
  return (median(theirs) / median(ours)).toFixed(2);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
