import type { Prefix } from "./prefix";

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
export function readWords(words: Uint32Array, offset: number, count: number): bigint {
  let address = 0n;
  for (let word = 0; word < count; word++) address = (address << 32n) | BigInt(words[offset + word] as number);
  return address;
}
