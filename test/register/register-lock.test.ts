import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { lockRegister } from "../../register/register-lock";
import { newFolder, removeFolders } from "./example-leases";

afterAll(removeFolders);

function lockIn() {
  const file = join(newFolder(), "leases.json");
  const lock = `${file}.lock`;
  return {
    file,
    lock,
    /** As a process leaves it that was killed. */
    leave(holder: Record<string, unknown> | string | undefined, age = 0) {
      fs.mkdirSync(lock);
      const text = typeof holder === "string" ? holder : JSON.stringify(holder);
      if (holder !== undefined) fs.writeFileSync(join(lock, "holder.json"), text);
      const then = new Date(Date.now() - age);
      fs.utimesSync(lock, then, then);
    },
  };
}

/** The number of a process that was there and is gone. */
function gonePid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

const HOLDER = { pid: process.pid, host: hostname(), since: "2026-11-22T10:00:00.000Z", token: "0123456789abcdef" };

test("one at a time holds the lock, the next one when it is free", async () => {
  const { file, lock } = lockIn();
  const order: string[] = [];
  const hold = async (name: string) => {
    const held = await lockRegister(file);
    order.push(`${name} in`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    held.assertHeld();
    order.push(`${name} out`);
    await held.release();
  };
  await Promise.all(["a", "b", "c"].map(hold));
  for (let at = 0; at < order.length; at += 2) expect(order[at]?.[0]).toBe(order[at + 1]?.[0]);
  expect(fs.existsSync(lock)).toBe(false);
});

test("a lock that another holds is waited for, then named with its holder", async () => {
  const { file } = lockIn();
  const held = await lockRegister(file);
  await expect(lockRegister(file, { waitMs: 50 })).rejects.toThrow(
    new RegExp(`is being changed by process ${process.pid} on ${hostname()} since 2\\d{3}-`),
  );
  await held.release();
});

test("the lock of a process that is gone is taken over at once, however fresh", async () => {
  const { file, leave, lock } = lockIn();
  leave({ ...HOLDER, pid: gonePid() });
  const held = await lockRegister(file, { waitMs: 0 });
  await held.release();
  expect(fs.existsSync(lock)).toBe(false);
});

test.each([
  ["of another machine", { ...HOLDER, host: "another.example", pid: 1 }],
  ["of a process that lives", HOLDER],
  ["of nobody that is named", undefined],
  ["of a name that is half written", '{"pid": 12'],
  ["of a name that is none", '{"pid": "root"}'],
])("a lock %s stays while it is fresh, and is taken over without a sign of life", async (_, holder) => {
  const fresh = lockIn();
  fresh.leave(holder);
  await expect(lockRegister(fresh.file, { waitMs: 0 })).rejects.toThrow("is being changed by");
  const old = lockIn();
  old.leave(holder, 11_000);
  await (await lockRegister(old.file, { waitMs: 0 })).release();
});

test("who lost the lock writes nothing, and leaves it to who has it now", async () => {
  const { file, lock, leave } = lockIn();
  const lost = await lockRegister(file);
  fs.rmSync(lock, { recursive: true });
  leave({ ...HOLDER, pid: 1 });
  expect(() => lost.assertHeld()).toThrow("was taken over by another process while this one was held up");
  await lost.release();
  expect(fs.existsSync(join(lock, "holder.json"))).toBe(true);
});

test("holding on for long shows signs of life and stays one's own", async () => {
  const { file, lock } = lockIn();
  const held = await lockRegister(file);
  const past = new Date(Date.now() - 5_000);
  const before = fs.statSync(lock).mtimeMs;
  expect(before).toBeGreaterThan(past.getTime());
  await new Promise((resolve) => setTimeout(resolve, 2_600));
  expect(fs.statSync(lock).mtimeMs).toBeGreaterThan(before);
  held.assertHeld();
  await held.release();
});
