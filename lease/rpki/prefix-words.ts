import type { Family, Prefix } from "../prefix";

const view = new DataView(new ArrayBuffer(16));

/** Writes the first address of a prefix as 32-bit words, high first: one for IPv4, four for IPv6. */
export function writeWords({ family, first }: Prefix, target: Uint32Array, offset: number): void {
  if (family === 4) {
    target[offset] = Number(first);
    return;
  }
  view.setBigUint64(0, first >> 64n);
  view.setBigUint64(8, first); // keeps the lower 64 bits
  for (let word = 0; word < 4; word++) target[offset + word] = view.getUint32(4 * word);
}

/** The address that `writeWords` wrote. */
export function readWords(family: Family, words: Uint32Array, offset: number): bigint {
  if (family === 4) return BigInt(words[offset] as number);
  for (let word = 0; word < 4; word++) view.setUint32(4 * word, words[offset + word] as number);
  return (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
}
