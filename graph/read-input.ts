import * as fs from "node:fs";
import { JSON_LIMITS, tooLarge } from "./bounded-json";
import { InputError } from "./input-error";
import { errorCode } from "./offline/error-code";

/**
 * The bytes of a file, at most as many as are read of one.
 * @param file its path
 * @param source how messages name it
 * @throws InputError
 */
export function readInputFile(file: string, source: string): Buffer {
  try {
    if (fs.statSync(file).isDirectory()) throw new InputError(source, "", "is a folder; give a file");
    return readAll(file, source);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = errorCode(error);
    if (code === "ENOENT") throw new InputError(source, "", "does not exist");
    throw new InputError(source, "", `cannot be read${code === undefined ? "" : ` (${code})`}`);
  }
}

/** All bytes of a stream such as standard input, at most as many as are read of a file. @throws InputError */
export async function readInputStream(stream: AsyncIterable<unknown>, source: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes =
      chunk instanceof Uint8Array ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : undefined;
    const part = bytes ?? Buffer.from(String(chunk));
    size += part.length;
    if (size > JSON_LIMITS.bytes) throw tooLarge(source, JSON_LIMITS);
    chunks.push(part);
  }
  return Buffer.concat(chunks, size);
}

/** In pieces: a pipe such as `<(pulumi preview --json)` has no size, and a device has no end. */
function readAll(file: string, source: string): Buffer {
  const descriptor = fs.openSync(file, "r");
  try {
    const expected = fs.fstatSync(descriptor).size;
    if (expected > JSON_LIMITS.bytes) throw tooLarge(source, JSON_LIMITS);
    let bytes = Buffer.allocUnsafe(Math.max(expected + 1, PIECE));
    let size = 0;
    while (true) {
      const read = fs.readSync(descriptor, bytes, size, bytes.length - size, null);
      if (read === 0) return bytes.subarray(0, size);
      size += read;
      if (size > JSON_LIMITS.bytes) throw tooLarge(source, JSON_LIMITS);
      if (size === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

const PIECE = 65_536;
