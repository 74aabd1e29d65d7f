const BLOCK = 512;

/**
 * One file of a tar archive that is not compressed: its bytes; `undefined` where the archive has none of that name. Reads what
 * OPA writes, which is plain ustar.
 */
export function tarEntry(archive: Uint8Array, name: string): Uint8Array | undefined {
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    const entry = text(header, 0, 100);
    if (entry === "") return undefined;
    const size = Number.parseInt(text(header, 124, 12), 8);
    const start = at + BLOCK;
    if (!Number.isSafeInteger(size) || size < 0 || start + size > archive.length) return undefined;
    if (entry === name) return archive.subarray(start, start + size);
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
}

function text(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end === -1 ? field : field.subarray(0, end))
    .toString("latin1")
    .trim();
}
