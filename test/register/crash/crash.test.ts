import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { changeRegister, readStored } from "../../../register/register-store";
import { verifyRegister } from "../../../register/verify-register";
import { adding, exampleLease, newFolder, removeFolders } from "../example-leases";

jest.setTimeout(300_000);
afterAll(removeFolders);

/** Plain JavaScript, so that a writer is up in a fraction of the time that a test runner takes. */
let built: string;
beforeAll(() => {
  built = newFolder();
  const entryPoints = ["writer.ts", "kill-at.ts"].map((name) => join(__dirname, name));
  buildSync({ entryPoints, outdir: built, bundle: true, platform: "node", target: "node20", logLevel: "error" });
});

interface Ended {
  /** Acknowledged: `added w0-1`. */
  readonly done: readonly string[];
  /** Names of the calls that change the file system, where they were to be told. */
  readonly calls: readonly string[];
  readonly killed: boolean;
}

/** Where to kill a writer. */
interface KillPoint {
  readonly KILL_AT: string;
  readonly KILL_SHARE?: string;
}

function write(
  file: string,
  writer: number,
  count: number,
  environment: Readonly<Record<string, string>> | KillPoint = {},
  killAfter?: number,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const args = ["--require", join(built, "kill-at.js"), join(built, "writer.js"), file, `${writer}`, `${count}`];
    const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...environment } });
    const output = { out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      output.out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output.err += chunk.toString();
    });
    if (killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL") return reject(new Error(output.err));
      const lines = output.out.split("\n").filter((line) => line !== "");
      const calls = lines.filter((line) => line.startsWith("call ")).map((line) => line.slice(5));
      return resolve({ done: lines.filter((line) => !line.startsWith("call ")), calls, killed: signal === "SIGKILL" });
    });
  });
}

/** What a register says was done, in the words of the writer. */
function told(file: string): string[] {
  return readStored(file).register.leases.flatMap(({ id, status }) => {
    if (!id.startsWith("w")) return [];
    return status === "released" ? [`added ${id}`, `released ${id}`] : [`added ${id}`];
  });
}

function errorsOf(file: string): string[] {
  const { problems } = verifyRegister(readStored(file), "2026-11-22");
  return problems.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

/** The lock of a writer that died before it wrote its name into it is left to its age; here it ages at once. */
function age(file: string): void {
  const then = new Date(Date.now() - 60_000);
  for (const lock of [`${file}.lock`, `${file}.takeover.lock`]) {
    if (fs.existsSync(lock)) fs.utimesSync(lock, then, then);
  }
}

/** A register of one lease that never had a history. */
function begun(): string {
  const file = join(newFolder(), "leases.json");
  fs.writeFileSync(file, JSON.stringify({ version: 1, leases: [exampleLease(1)] }));
  return file;
}

/** All that holds after a writer was killed: before and after the next change. */
async function expectSound(file: string, done: readonly string[], inFlight: number): Promise<void> {
  const seen = told(file);
  expect(seen).toEqual(expect.arrayContaining([...done]));
  expect(seen.length).toBeLessThanOrEqual(done.length + inFlight);
  expect(errorsOf(file)).toEqual([]);
  age(file);
  await changeRegister(file, { by: "next" }, () => adding(exampleLease(200)));
  expect(errorsOf(file)).toEqual([]);
  expect(told(file)).toEqual(seen);
  expect(readStored(file)).toMatchObject({ standing: { is: "settled" }, tail: { torn: 0 } });
  expect(fs.readdirSync(join(file, "..")).sort()).toEqual(["leases.history.jsonl", "leases.json"]);
}

/** As many at once as there are cores to share. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all([lane(), lane(), lane()]);
}

/** Before every call, and before the last byte of every write. */
function killPoints(calls: readonly string[]): KillPoint[] {
  return calls.flatMap((name, at) => {
    const point = { KILL_AT: `${at + 1}` };
    const shares = name === "writeSync" ? ["0.999"] : [];
    return [point, ...shares.map((KILL_SHARE) => ({ ...point, KILL_SHARE }))];
  });
}

test("killed at any call that changes the file system, a writer leaves a register that is whole and loses nothing done", async () => {
  const { calls, done } = await write(begun(), 0, 6, { TELL_CALLS: "1" });
  expect(done).toHaveLength(8);
  const points = killPoints(calls);
  expect(points.length).toBeGreaterThanOrEqual(200);
  const acknowledged = new Set<number>();
  await inLanes(points, async (point) => {
    const file = begun();
    const ended = await write(file, 0, 6, point);
    expect(ended.killed).toBe(true);
    acknowledged.add(ended.done.length);
    await expectSound(file, ended.done, 1);
  });
  // From before the first change was done until before the last was.
  expect(acknowledged).toEqual(new Set(done.keys()));
});

test("killed while it puts right what another left, a writer leaves that to the next", async () => {
  const { calls } = await write(begun(), 0, 1, { TELL_CALLS: "1" });
  const states: string[] = [];
  for (const point of killPoints(calls).slice(0, 30)) {
    const file = begun();
    await write(file, 0, 1, point);
    const { standing, tail } = readStored(file);
    if (standing.is === "interrupted" || tail.torn > 0) states.push(file);
  }
  expect(states.length).toBeGreaterThan(8);
  await inLanes([...states.entries()], async ([at, file]) => {
    const folder = newFolder();
    fs.cpSync(join(file, ".."), folder, { recursive: true });
    const copy = join(folder, "leases.json");
    age(copy);
    const { done, killed } = await write(copy, 1, 1, { KILL_AT: `${4 + at}` });
    expect(killed).toBe(true);
    await expectSound(copy, done, 2);
  });
});

test("killed at any time, a writer leaves a register that is whole", async () => {
  const times = Array.from({ length: 20 }, (_, at) => 40 + at * 7);
  await inLanes(times, async (time) => {
    const file = begun();
    const { done } = await write(file, 0, 20, {}, time);
    await expectSound(file, done, 1);
  });
});

test("writers at once add all of theirs to one chain", async () => {
  const file = begun();
  const ended = await Promise.all([1, 2, 3, 4].map((writer) => write(file, writer, 6)));
  const done = ended.flatMap((one) => one.done);
  expect(done).toHaveLength(32);
  await expectSound(file, done, 0);
  // The adoption, the writers' changes, and the one that looked whether all is well.
  expect(readStored(file).tail.last?.sequence).toBe(34);
});

test("writers at once, some of which are killed at any call, lose nothing of what was done", async () => {
  for (let round = 0; round < 3; round++) {
    const file = begun();
    const killing = [1, 2, 3].map((writer) => write(file, writer, 6, { KILL_AT: `${17 * writer + 11 * round + 9}` }));
    const ended = await Promise.all([...killing, write(file, 4, 4)]);
    await expectSound(
      file,
      ended.flatMap((one) => one.done),
      3,
    );
  }
});
