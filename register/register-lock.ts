import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { hostname } from "node:os";
import * as path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { lock as lockFile } from "proper-lockfile";
import { errorCode } from "./error-code";
import { RegisterError } from "./register-error";

/** How long to wait for others. */
export interface LockOptions {
  /** Milliseconds to wait for a lock that another process holds. @default 10000 */
  readonly waitMs?: number;
  /** Milliseconds without a sign of life after which a lock is abandoned, at least 2000. @default 10000 */
  readonly staleMs?: number;
}

/** Who holds a lock, as the file in it says. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it was taken, ISO 8601. */
  readonly since: string;
  /** Tells this holding of the lock from every other one. */
  readonly token: string;
}

/** A lock that is held. */
export interface HeldLock {
  /** @throws RegisterError where another process took it over meanwhile, because this one slept too long. */
  assertHeld(): void;
  release(): Promise<void>;
}

const WAIT_MS = 10_000;
const STALE_MS = 10_000;
/** A holder shows that it lives this often, in milliseconds. */
const SIGN_OF_LIFE_MS = 2_000;
/** Taking over is a matter of milliseconds; proper-lockfile allows no less. */
const TAKEOVER_STALE_MS = 2_000;
/** proper-lockfile takes over what is older; here that is decided by `isAbandoned`, one taker at a time. */
const NEVER_MS = 2 ** 40;

/**
 * Takes the lock of a register for a change: a folder `<file>.lock`, and in it a file that says who has it.
 * The lock of a process that is gone from this machine is taken over at once, that of any other after `staleMs`.
 * @throws RegisterError that names the holder, after `waitMs`; or where the folder cannot be written.
 */
export async function lockRegister(file: string, options: LockOptions = {}): Promise<HeldLock> {
  const { waitMs = WAIT_MS, staleMs = STALE_MS } = options;
  const deadline = Date.now() + waitMs;
  for (;;) {
    const held = await tryLock(file);
    if (held !== undefined) return held;
    if (await takeOver(file, staleMs)) continue;
    if (Date.now() >= deadline) throw new RegisterError(file, [heldMessage(file, waitMs)]);
    await wait(20 + Math.random() * 60);
  }
}

async function tryLock(file: string): Promise<HeldLock | undefined> {
  let compromised = false;
  const release = await attempt(file, NEVER_MS, () => {
    compromised = true;
  });
  if (release === undefined) return undefined;
  const token = randomBytes(8).toString("hex");
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString(), token };
  try {
    writeHolder(file, holder);
    removeLeftTakeover(file);
  } catch (error) {
    await release();
    throw cannotLock(file, error);
  }
  const isHeld = () => !compromised && readHolder(file)?.token === token;
  return {
    assertHeld() {
      if (isHeld()) return;
      throw new RegisterError(file, [
        "was taken over by another process while this one was held up; nothing was changed: run it again",
      ]);
    },
    async release() {
      // Another's holding is left to it.
      if (!isHeld()) return;
      fs.rmSync(holderFile(file), { force: true });
      await release();
    },
  };
}

/** Removes an abandoned lock. One process at a time looks and removes, so that nobody removes a lock that was just taken. */
async function takeOver(file: string, staleMs: number): Promise<boolean> {
  if (!isAbandoned(file, staleMs)) return false;
  const release = await attempt(`${file}.takeover`, TAKEOVER_STALE_MS, () => undefined);
  if (release === undefined) return false;
  try {
    if (!isAbandoned(file, staleMs)) return false;
    fs.rmSync(holderFile(file), { force: true });
    fs.rmdirSync(`${file}.lock`);
    return true;
  } catch (error) {
    // Whoever was thought gone has just released it.
    if (errorCode(error) === "ENOENT") return true;
    throw cannotLock(file, error);
  } finally {
    await release();
  }
}

/** What a process left that was killed while it took over. */
function removeLeftTakeover(file: string): void {
  const left = `${file}.takeover.lock`;
  const stats = fs.statSync(left, { throwIfNoEntry: false });
  if (stats !== undefined && stats.mtimeMs < Date.now() - TAKEOVER_STALE_MS)
    fs.rmSync(left, { recursive: true, force: true });
}

function isAbandoned(file: string, staleMs: number): boolean {
  const stats = fs.statSync(`${file}.lock`, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const holder = readHolder(file);
  if (holder !== undefined && holder.host === hostname() && !isAlive(holder.pid)) return true;
  return stats.mtimeMs < Date.now() - staleMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return errorCode(error) !== "ESRCH";
  }
}

/** Makes the folder `<file>.lock`. @returns what releases the lock; undefined where it is held. */
async function attempt(
  file: string,
  stale: number,
  onCompromised: () => void,
): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockFile(file, { realpath: false, stale, update: SIGN_OF_LIFE_MS, onCompromised });
  } catch (error) {
    if (errorCode(error) === "ELOCKED") return undefined;
    throw cannotLock(file, error);
  }
}

function cannotLock(file: string, error: unknown): RegisterError {
  const code = errorCode(error) ?? "unknown error";
  return new RegisterError(file, [
    code === "ENOENT"
      ? "cannot be locked: its folder does not exist; make the folder first"
      : `cannot be locked (${code}); its folder has to be one that can be written`,
  ]);
}

function holderFile(file: string): string {
  return path.join(`${file}.lock`, "holder.json");
}

/** proper-lockfile knows its folder by the time of its last change. */
function writeHolder(file: string, holder: Holder): void {
  const { atime, mtime } = fs.statSync(`${file}.lock`);
  fs.writeFileSync(holderFile(file), `${JSON.stringify(holder)}\n`);
  fs.utimesSync(`${file}.lock`, atime, mtime);
}

/** Undefined where nobody is named, or what stands there is half written. */
function readHolder(file: string): Holder | undefined {
  try {
    const stats = fs.statSync(holderFile(file), { throwIfNoEntry: false });
    if (stats === undefined || stats.size > 4096) return undefined;
    const value: unknown = JSON.parse(fs.readFileSync(holderFile(file), "utf8"));
    return isHolder(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return undefined;
    throw cannotLock(file, error);
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, since, token } = value as Record<string, unknown>;
  return Number.isInteger(pid) && [host, since, token].every((text) => typeof text === "string");
}

function heldMessage(file: string, waitMs: number): string {
  const holder = readHolder(file);
  const who =
    holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return `is being changed by ${who}, and was for the ${waitMs / 1000} s that this waited; try again`;
}
