import { readFileSync, type Stats, statSync } from "node:fs";
import { errorCode } from "./error-code";
import { fetchText } from "./fetch-text";
import { parseRegister, type Register } from "./register";
import { RegisterError, shownSource } from "./register-error";

export interface LoadOptions {
  /** Milliseconds for the whole of an https load, redirects included. @default 10000 */
  readonly timeoutMs?: number;
  /** Longest text that is read, in bytes. @default 16777216, enough for some 10,000 leases */
  readonly maxBytes?: number;
  /** The HTTP client, where not Node's own. */
  readonly fetch?: typeof fetch;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/**
 * Loads a register from a path or an https URL. A URL may carry user and password (sent as basic authorisation, to its
 * own host only); they and the query never appear in a message.
 * @throws RegisterError where it cannot be read in the time and size allowed, or is no register.
 */
export async function loadRegister(source: string, options: LoadOptions = {}): Promise<Register> {
  // A letter before the colon is a drive of Windows, not a scheme.
  if (!/^[a-z][a-z0-9+.-]+:/i.test(source)) return readRegisterFile(source, options);
  const { timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES, fetch: client = fetch } = options;
  if (!/^https:\/\//i.test(source) || !URL.canParse(source)) {
    throw new RegisterError(shownSource(source), ["is neither a path nor an https URL; give one of these"]);
  }
  return parseRegister(await fetchText(source, { timeoutMs, maxBytes, client }), source);
}

/**
 * Reads a register from a file, at once: for constructors, which cannot wait.
 * @throws RegisterError where it cannot be read or is no register.
 */
export function readRegisterFile(path: string, options: LoadOptions = {}): Register {
  return parseRegister(readRegisterText(path, options), path);
}

/** The text of a register's file. @throws RegisterError where it cannot be read in the size allowed */
export function readRegisterText(path: string, { maxBytes = DEFAULT_MAX_BYTES }: LoadOptions = {}): string {
  const stats = attempt(path, () => statSync(path));
  if (!stats.isFile()) throw new RegisterError(shownSource(path), [`is ${kindOf(stats)}; give the path of a file`]);
  if (stats.size > maxBytes) {
    throw new RegisterError(shownSource(path), [`has ${stats.size} bytes; at most ${maxBytes} are read`]);
  }
  const bytes = attempt(path, () => readFileSync(path));
  return decodeUtf8(bytes, path);
}

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    const problem =
      code === "ENOENT"
        ? 'does not exist; give the path of leases.json, or create it with {"version": 1, "leases": []}'
        : `cannot be read (${code}); check the path and its permissions`;
    throw new RegisterError(shownSource(path), [problem]);
  }
}

function kindOf(stats: Stats): string {
  return stats.isDirectory() ? "a folder" : "no regular file";
}

function decodeUtf8(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RegisterError(shownSource(source), ["is not UTF-8 text; save it as UTF-8"]);
  }
}
