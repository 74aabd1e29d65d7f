import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "../parse-json";
import {
  type RequestAction,
  type Roa,
  type RoaRequestDocument,
  requestJson,
  requestSchema,
  requestText,
} from "./request-document";

/** Files of one request: `<stem>.json` and `<stem>.txt`. */
export interface RequestFiles {
  readonly json: string;
  readonly text: string;
}

/**
 * Name that a ROA's request files share. Two ROAs never share it: prefix, ASN and max-length are in it, so that the
 * request for a replacement and the revocation of what it replaces lie side by side.
 */
export function requestStem({ leaseId, prefix, asn, maxLength }: Roa): string {
  const length = maxLength ?? prefix.slice(prefix.indexOf("/") + 1);
  return [leaseId, prefix, `AS${asn}`, `max${length}`].map(safeName).join("_");
}

export function requestFiles(folder: string, stem: string): RequestFiles {
  return { json: join(folder, `${safeName(stem)}.json`), text: join(folder, `${safeName(stem)}.txt`) };
}

/** Writes both documents. A file that already says the same is left alone, so that a second run changes nothing. */
export async function writeRequest(
  folder: string,
  stem: string,
  action: RequestAction,
  roa: Roa,
): Promise<RequestFiles> {
  const files = requestFiles(folder, stem);
  await mkdir(folder, { recursive: true });
  await writeOnce(files.json, requestJson(action, roa));
  await writeOnce(files.text, requestText(action, roa));
  return files;
}

/**
 * The request as it lies in the folder; undefined where there is none.
 *
 * @throws Error where the file is not a request of ours.
 */
export async function readRequest(folder: string, stem: string): Promise<RoaRequestDocument | undefined> {
  const { json } = requestFiles(folder, stem);
  const text = await readIfThere(json);
  if (text === undefined) return undefined;
  const parsed = requestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${json} is not a ROA request document; restore it, or delete it to have it written anew`);
}

export async function removeRequest(folder: string, stem: string): Promise<void> {
  const { json, text } = requestFiles(folder, stem);
  await rm(json, { force: true });
  await rm(text, { force: true });
}

/** Letters, digits, dots and hyphens; everything else, path separators first, becomes a hyphen or an underscore. */
function safeName(part: string): string {
  return part.replaceAll(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "-");
}

async function writeOnce(path: string, content: string): Promise<void> {
  if ((await readIfThere(path)) === content) return;
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
