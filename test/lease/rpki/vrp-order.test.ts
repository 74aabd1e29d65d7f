import fc from "fast-check";
import { prefixOrder } from "../../../lease/rpki/vrp-order";

/** Rows that are mostly alike, so that every column decides some. */
function columns(count: number, words: 1 | 4, digits: () => number) {
  return {
    family: words === 1 ? (4 as const) : (6 as const),
    words,
    count,
    addresses: Uint32Array.from({ length: count * words }, () => digits() * 65_535 + digits()),
    lengths: Uint8Array.from({ length: count }, () => digits() * 8),
    asns: new Uint32Array(count),
    maxLengths: new Uint8Array(count),
    expires: undefined,
  };
}

/** Few are compared, many are sorted by digits: both have to give the one order. */
test.each([
  [10, 1],
  [10, 4],
  [2_500, 1],
  [2_500, 4],
] as const)(
  "puts %i payloads of %i words in order of address, the larger prefix first, equal ones as they came",
  (count, words) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (stream) => {
        const rows = columns(count, words, () => stream.next().value as number);
        const key = (row: number) => [
          ...rows.addresses.subarray(row * words, (row + 1) * words),
          rows.lengths[row],
          row,
        ];
        const order = [...prefixOrder(rows as unknown as Parameters<typeof prefixOrder>[0])];
        expect(new Set(order).size).toBe(count);
        for (let at = 1; at < count; at++) {
          const [before, after] = [key(order[at - 1] as number), key(order[at] as number)];
          const first = before.findIndex((value, index) => value !== after[index]);
          if (!((before[first] as number) < (after[first] as number)))
            throw new Error(`${before} stands before ${after}`);
        }
      }),
      { numRuns: count > 100 ? 5 : 100 },
    );
  },
);
