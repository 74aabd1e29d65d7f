const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;

/**
 * Whether a WebAssembly module has memory of its own, which no limit of ours reaches: compiled rules use the memory that
 * they are given. A module that cannot be followed counts as one that has. (Core specification, 5.5: a module is a sequence
 * of sections, each an id, a length and contents.)
 */
export function hasOwnMemory(wasm: Uint8Array): boolean {
  let at = HEADER_BYTES;
  while (at < wasm.length) {
    const id = wasm[at];
    const length = unsigned(wasm, at + 1);
    if (id === MEMORY_SECTION || length === undefined) return true;
    at = length.end + length.value;
  }
  return at !== wasm.length;
}

/** An unsigned number in LEB128, of at most five bytes. */
function unsigned(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = start; at < start + 5; at++) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}
