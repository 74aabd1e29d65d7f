import { sortByDigit } from "./radix-order";
import type { VrpColumns } from "./vrp-columns";

/** The positions of payloads in order of address, the larger prefix first, equal prefixes as they came. */
export function prefixOrder({ count, words, addresses, lengths }: VrpColumns): Uint32Array {
  let order = new Uint32Array(count);
  let spare = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
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
