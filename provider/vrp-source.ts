import { readFile, stat } from "node:fs/promises";
import type { VrpIndex } from "../lease/rpki/route-origin";
import { parseVrps, VrpJsonError, WHEN_MADE } from "../lease/rpki/vrp-json";
import { errorCode } from "../register/error-code";
import { FetchError, type FetchedBytes, fetchBytes, isAllowed } from "../register/fetch-bytes";
import { shownSource } from "../register/register-error";

export interface VrpSourceOptions {
  /** Oldest data that is looked at, in minutes. @default 120 */
  readonly maxAgeMinutes?: number;
  /**
   * Take the payloads for what was so when they were made: of any age, none where there are none, without those that had
   * lapsed by then. For questions about a file, not about now. @default false
   */
  readonly asMade?: boolean;
  /** Milliseconds for the whole of a download. @default 60000 */
  readonly timeoutMs?: number;
  /** Longest text that is read, in bytes. @default 536870912: some five times the whole RPKI */
  readonly maxBytes?: number;
  /** Ends a download. */
  readonly signal?: AbortSignal;
  /** The time to judge age by, and whether a payload has lapsed. @default now */
  readonly now?: Date;
}

/** The validated payloads that a relying party knew at one time. */
export interface VrpSnapshot {
  readonly index: VrpIndex;
  /** How many payloads count. */
  readonly size: number;
  /** How many had lapsed, and do not count. */
  readonly expired: number;
  /** When the relying party made it: by its metadata, else by the server or the file system. */
  readonly takenAt?: Date;
  /** Path, or URL without what may be secret in it. */
  readonly source: string;
}

/**
 * Payloads that cannot be looked at: unreachable, malformed, stale or empty. What they would have said is unknown; never
 * take it for there being no ROA. The message names the source without its secrets, and the way out.
 */
export class VrpSourceError extends Error {
  constructor(
    readonly source: string,
    problem: string,
  ) {
    super(`VRPs from ${source}: ${problem}`);
    this.name = "VrpSourceError";
  }
}

/** Minutes after which data no longer tells what relying parties see: they refresh at least every hour. */
export const DEFAULT_MAX_AGE_MINUTES = 120;
const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;
/** How far ahead a relying party's clock may be. */
const CLOCK_SKEW_MINUTES = 10;

/**
 * Loads validated payloads from a file, an https URL or an http URL of this machine: Routinator's `/json`, rpki-client's
 * JSON, StayRTR's, or a bare list. A URL's user and password are sent as basic authorisation.
 * @throws VrpSourceError
 */
export async function loadVrps(source: string, options: VrpSourceOptions = {}): Promise<VrpSnapshot> {
  const shown = shownSource(source);
  try {
    const now = options.now ?? new Date();
    const { bytes, lastModified } = await read(source, options);
    const at = options.asMade ? WHEN_MADE : Math.floor(now.getTime() / 1000);
    const { index, count, expired, generatedAt } = parseVrps(bytes, at);
    const takenAt = generatedAt ?? lastModified;
    if (!options.asMade) {
      requireFresh(takenAt, now, options.maxAgeMinutes ?? DEFAULT_MAX_AGE_MINUTES);
      if (count === 0) throw new Unusable(emptiness(expired));
    }
    return { index, size: count, expired, source: shown, ...(takenAt && { takenAt }) };
  } catch (error) {
    const isOurs = error instanceof Unusable || error instanceof VrpJsonError || error instanceof FetchError;
    if (isOurs) throw new VrpSourceError(shown, error.message);
    throw error;
  }
}

class Unusable extends Error {}

/** What was read, and when it was made as far as the server or the file system knows. */
async function read(source: string, options: VrpSourceOptions): Promise<FetchedBytes> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES } = options;
  // A letter before the colon is a drive of Windows, not a scheme.
  if (!/^[a-z][a-z0-9+.-]+:/i.test(source)) return await readPath(source, maxBytes);
  if (!URL.canParse(source) || !isAllowed(new URL(source), true)) {
    throw new Unusable("is neither a path, an https URL nor an http URL of this machine; give one of these");
  }
  return await fetchBytes(source, { timeoutMs, maxBytes, client: fetch, loopbackHttp: true, signal: options.signal });
}

async function readPath(path: string, maxBytes: number): Promise<FetchedBytes> {
  try {
    // Looked at before it is opened: to open a pipe is to wait for its writer.
    const found = await stat(path);
    const { size, mtime } = found;
    if (!found.isFile()) throw new Unusable("is no file; give the path of a relying party's JSON output");
    if (size > maxBytes) throw new Unusable(`has ${size} bytes; at most ${maxBytes} are read`);
    return { bytes: await readFile(path), lastModified: mtime };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new Unusable(code === "ENOENT" ? "does not exist; check the path" : `cannot be read (${code})`);
  }
}

function requireFresh(takenAt: Date | undefined, now: Date, maxAgeMinutes: number): void {
  if (takenAt === undefined) {
    throw new Unusable("does not say when it was made; use a source with `metadata`, such as Routinator's /json");
  }
  const age = (now.getTime() - takenAt.getTime()) / 60_000;
  const made = `was made at ${takenAt.toISOString().slice(0, 16)}Z`;
  if (age > maxAgeMinutes) {
    throw new Unusable(
      `${made}, more than ${maxAgeMinutes} minutes ago; what relying parties see now is unknown: run the relying party again`,
    );
  }
  if (age < -CLOCK_SKEW_MINUTES) throw new Unusable(`${made}, which is still to come; set the clocks right`);
}

function emptiness(expired: number): string {
  const what = expired > 0 ? `holds only payloads that have lapsed (${expired})` : "holds no payloads";
  return `${what}; a relying party that knows nothing says nothing: check that it ran to its end`;
}
