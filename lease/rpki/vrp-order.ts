import { sortByDigit } from "./radix-order";
import type { VrpColumns } from "./vrp-columns";

/** Below, comparing is cheaper than counting digits: a stack has a handful of ROA requests. */
const FEW = 2_000;

/** The positions of payloads in order of address, the larger prefix first, equal prefixes as they came. */
export function prefixOrder({ count, words, addresses, lengths }: VrpColumns): Uint32Array {
  let order = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  if (count < FEW) return order.sort((a, b) => compareRows(addresses, lengths, words, a, b) || a - b);
  let spare = new Uint32Array(count);
  const pass = (column: Uint32Array | Uint8Array, stride: number, offset: number, shift: number): void => {
    if (sortByDigit(order, spare, column, stride, offset, shift)) [order, spare] = [spare, order];
  };
  pass(lengths, 1, 0, 0);
  for (let word = words - 1; word >= 0; word--) {
    pass(addresses, words, word, 0);
    pass(addresses, words, word, 16);
  }
  return order;
}

function compareRows(addresses: Uint32Array, lengths: Uint8Array, words: number, a: number, b: number): number {
  for (let word = 0; word < words; word++) {
    const difference = (addresses[a * words + word] as number) - (addresses[b * words + word] as number);
    if (difference !== 0) return difference;
  }
  return (lengths[a] as number) - (lengths[b] as number);
}
