import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** A file that is there but cannot be used: too long, no regular file, not readable, not UTF-8. */
export class FileError extends Error {
  constructor(
    readonly file: string,
    reason: string,
  ) {
    super(`${file}: ${reason}`);
    this.name = "FileError";
  }
}

/**
 * The text of a regular file; `undefined` where there is none.
 * @param follow whether the file itself may be a symbolic link
 * @throws FileError where it is longer than `maxBytes`, is something else than a file, or is not UTF-8
 */
export function readBounded(file: string, maxBytes: number, follow = true): string | undefined {
  const bytes = readBoundedBytes(file, maxBytes, follow);
  return bytes === undefined ? undefined : decode(bytes, file);
}

/** As `readBounded`, of any bytes. */
export function readBoundedBytes(file: string, maxBytes: number, follow = true): Uint8Array | undefined {
  let descriptor: number;
  try {
    // Without O_NONBLOCK a named pipe would be waited for.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | (follow ? 0 : constants.O_NOFOLLOW));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new FileError(file, code === "ELOOP" ? "is a symbolic link" : `cannot be read (${code ?? "unknown error"})`);
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new FileError(file, "is no regular file");
    if (stat.size > maxBytes) throw new FileError(file, `has ${stat.size} bytes; at most ${maxBytes} are read`);
    // One more than there is, to see it grow.
    const bytes = Buffer.alloc(Math.min(maxBytes, stat.size) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    if (length > stat.size) throw new FileError(file, "grew while it was read; try again");
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** @throws FileError where the bytes are not UTF-8 */
export function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileError(file, "is not UTF-8 text");
  }
}
