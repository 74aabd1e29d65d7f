const DIGIT = 65_536;

/**
 * Sorts positions of rows by 16 bits of a column, equal ones as they were: one pass of a radix sort. Sorting by several
 * columns takes a pass for each, the least significant first.
 *
 * @param order Every position from 0 on, once. @param sorted As long; where the sorted positions go.
 * @param column Values at `row * stride + offset`. @param shift Which 16 bits of them count: 0 or 16.
 * @returns false where all have the same digit: then `order` is sorted already, and `sorted` was not touched
 */
export function sortByDigit(
  order: Uint32Array,
  sorted: Uint32Array,
  column: Uint32Array | Uint8Array,
  stride: number,
  offset: number,
  shift: number,
): boolean {
  const counts = new Uint32Array(DIGIT);
  const rows = order.length;
  for (let row = 0, at = offset; row < rows; row++, at += stride) {
    const digit = ((column[at] as number) >>> shift) & 0xffff;
    counts[digit] = (counts[digit] as number) + 1;
  }
  const first = rows === 0 ? 0 : ((column[offset] as number) >>> shift) & 0xffff;
  // Where all have the same digit, as in most of an IPv6 address, nothing moves.
  if (counts[first] === rows) return false;
  let start = 0;
  for (let digit = 0; digit < DIGIT; digit++) {
    const count = counts[digit] as number;
    counts[digit] = start;
    start += count;
  }
  for (let at = 0; at < rows; at++) {
    const row = order[at] as number;
    const digit = ((column[row * stride + offset] as number) >>> shift) & 0xffff;
    const to = counts[digit] as number;
    counts[digit] = to + 1;
    sorted[to] = row;
  }
  return true;
}
