import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "../graph/offline/error-code";
import { UsageError } from "./failure";
import type { Io } from "./io";

/** Characters that are gathered before they are written. */
const CHUNK = 65_536;

/**
 * Prints text piece by piece, to stdout or to the file that `--output` names: for what is too long to be made whole.
 * @throws UsageError where the file cannot be written
 */
export function deliverPieces(pieces: Iterable<string>, options: { readonly output?: string }, io: Io): void {
  const { output } = options;
  if (output === undefined) {
    for (const chunk of chunksOf(pieces)) io.stdout(chunk);
    return;
  }
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(path.resolve(io.folder, output), "w");
    for (const chunk of chunksOf(pieces)) fs.writeSync(descriptor, chunk);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UsageError(`--output ${output} cannot be written (${code}).`);
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function* chunksOf(pieces: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}
