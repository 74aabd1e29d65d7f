import type { PublishReceipt } from "../publishers/publisher";
import type { Roa } from "./request-document";
import { readRequest, removeRequest, requestFiles, writeRequest } from "./request-folder";
import type { ReadRoaRequest } from "./roa-request-inputs";

/** A request as it lies in its folder. */
export interface FoundRequest {
  readonly request: Roa;
  readonly document: string;
}

/**
 * Reads a request document back; undefined where it is gone, or asks to revoke.
 * @throws Error where the file is no request of ours.
 */
export async function readManualRequest(id: string, folder: string): Promise<FoundRequest | undefined> {
  const found = await readRequest(folder, id);
  if (found === undefined || found.action === "revoke") return undefined;
  return { request: found.roa, document: requestFiles(folder, id).text };
}

/** Writes what has changed. Only moved to another folder, the request still asks for what it asked for. */
export async function updateManualRequest(
  id: string,
  before: ReadRoaRequest,
  after: ReadRoaRequest,
): Promise<PublishReceipt> {
  const unchanged = JSON.stringify(before.request) === JSON.stringify(after.request);
  const lying = await readRequest(before.folder, id);
  const action = unchanged && lying !== undefined ? lying.action : "change";
  const files = await writeRequest(after.folder, id, action, after.request);
  if (before.folder !== after.folder) await removeRequest(before.folder, id);
  return { document: files.text };
}
