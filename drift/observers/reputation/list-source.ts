import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { HttpError, type HttpLimits, sendRequest } from "../../../provider/http/http-client";
import { errorCode } from "../../../register/error-code";
import type { ListEngine } from "./engine";
import { ListError } from "./list-parse";

/** A list's text, and when it was made as far as its keeper knows. */
export interface ListText {
  readonly text: string;
  /** By the server, the file system, or the time it was fetched. */
  readonly knownAt: Date;
}

/** Where lists come from. */
export interface ListPlaces {
  /** Path or URL in place of the published one. */
  readonly source: string | undefined;
  /** Folder of fetched lists; undefined: none is kept. */
  readonly cache: string | undefined;
  /** Folder that paths are relative to. */
  readonly folder: string;
}

const MOST_BYTES = 64 * 1024 * 1024;
const TRIES = 3;

const cachedList = z.strictObject({
  url: z.string(),
  fetchedAt: z.iso.datetime(),
  knownAt: z.iso.datetime(),
  text: z.string(),
});

/**
 * The text of a list: of a file, or of a URL, where a copy in the cache serves until the list may be fetched again.
 * @throws ListError where it cannot be had
 */
export async function readListText(
  engine: ListEngine,
  { source, cache, folder }: ListPlaces,
  limits: HttpLimits & { readonly now: Date },
): Promise<ListText> {
  const place = source ?? engine.url;
  if (!/^https?:\/\//i.test(place)) return await readListFile(resolve(folder, place));
  if (cache === undefined) return await fetchList(place, limits);
  const file = join(
    resolve(folder, cache),
    `${engine.id}-${createHash("sha256").update(place).digest("hex").slice(0, 12)}.json`,
  );
  const kept = readCached(file, place);
  const age = kept === undefined ? undefined : limits.now.getTime() - new Date(kept.fetchedAt).getTime();
  if (kept !== undefined && age !== undefined && age >= 0 && age < engine.leastMinutes * 60_000) {
    return { text: kept.text, knownAt: new Date(kept.knownAt) };
  }
  const fetched = await fetchList(place, limits);
  keep(file, {
    url: place,
    fetchedAt: limits.now.toISOString(),
    knownAt: fetched.knownAt.toISOString(),
    text: fetched.text,
  });
  return fetched;
}

async function readListFile(path: string): Promise<ListText> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new ListError("is no file");
    if (found.size > MOST_BYTES) throw new ListError(`has ${found.size} bytes; at most ${MOST_BYTES} are read`);
    return { text: decode(await readFile(path)), knownAt: found.mtime };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new ListError(code === "ENOENT" ? "does not exist" : `cannot be read (${code})`);
  }
}

async function fetchList(url: string, limits: HttpLimits & { readonly now: Date }): Promise<ListText> {
  try {
    const request = { method: "GET", url, idempotent: true, place: "its server" } as const;
    const { status, headers, text } = await sendRequest(request, { tries: TRIES, maxBytes: MOST_BYTES, ...limits });
    if (status !== 200) throw new ListError(`cannot be fetched: its server answered ${status}`);
    const modified = new Date(headers["last-modified"] ?? "");
    return { text, knownAt: Number.isNaN(modified.getTime()) ? limits.now : modified };
  } catch (error) {
    if (error instanceof HttpError) throw new ListError(`cannot be fetched: ${error.message}`);
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ListError("is no UTF-8 text");
  }
}

/** A copy that cannot be read is as good as none. */
function readCached(file: string, url: string): z.output<typeof cachedList> | undefined {
  try {
    const parsed = cachedList.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success && parsed.data.url === url ? parsed.data : undefined;
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Beside it first, so that nobody reads half a copy. @throws ListError */
function keep(file: string, list: z.output<typeof cachedList>): void {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    const partial = `${file}.${process.pid}.partial`;
    writeFileSync(partial, JSON.stringify(list));
    renameSync(partial, file);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new ListError(`cannot be kept in drift.reputation.cache (${code})`);
  }
}
