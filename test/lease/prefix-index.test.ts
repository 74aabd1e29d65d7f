import * as fc from "fast-check";
import { comparePrefixes, contains, overlaps, type Prefix, parsePrefix } from "../../lease/prefix";
import { PrefixIndex } from "../../lease/prefix-index";
import { prefix, prefixIn, smallSpace } from "./arbitraries";

const keysAndQuery = fc.oneof(
  smallSpace.chain((space) => fc.tuple(fc.array(prefixIn(space), { maxLength: 40 }), prefixIn(space))),
  fc.tuple(fc.array(prefix, { maxLength: 40 }), prefix),
);

const numbered = (keys: readonly Prefix[]) => keys.map((key, at) => [key, at] as const);
const valuesOf = (found: readonly (readonly [Prefix, number])[]) => found.map(([, value]) => value);
const ascending = (values: number[]) => [...values].sort((a, b) => a - b);

test("every look-up finds what looking at all entries finds, and nothing twice", () => {
  fc.assert(
    fc.property(keysAndQuery, ([keys, query]) => {
      const entries = numbered(keys);
      const index = new PrefixIndex(entries);
      const brute = (keep: (key: Prefix) => boolean) => valuesOf(entries.filter(([key]) => keep(key)));
      expect(ascending(valuesOf(index.covering(query)))).toEqual(brute((key) => contains(key, query)));
      expect(ascending(valuesOf(index.within(query)))).toEqual(brute((key) => contains(query, key)));
      expect(ascending(valuesOf(index.overlapping(query)))).toEqual(brute((key) => overlaps(key, query)));
    }),
    { numRuns: 500 },
  );
});

test("what covers comes longest first, what lies within in order of address", () => {
  fc.assert(
    fc.property(keysAndQuery, ([keys, query]) => {
      const index = new PrefixIndex(numbered(keys));
      const lengths = index.covering(query).map(([key]) => key.length);
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
      const within = index.within(query).map(([key]) => key);
      expect(within).toEqual([...within].sort(comparePrefixes));
    }),
  );
});

test("equal prefixes keep the order in which they were given", () => {
  const key = parsePrefix("203.0.113.0/24");
  const index = new PrefixIndex([
    [key, "first"],
    [parsePrefix("203.0.112.0/23"), "larger"],
    [key, "second"],
  ]);
  expect(index.covering(parsePrefix("203.0.113.9/32")).map(([, value]) => value)).toEqual([
    "first",
    "second",
    "larger",
  ]);
});

test("an address that no entry holds finds nothing, and an empty index answers", () => {
  const index = new PrefixIndex([[parsePrefix("203.0.113.0/24"), "v4"]]);
  expect(index.covering(parsePrefix("198.51.100.1/32"))).toEqual([]);
  expect(index.covering(parsePrefix("2001:db8::/32"))).toEqual([]);
  expect(new PrefixIndex<string>([]).overlapping(parsePrefix("0.0.0.0/0"))).toEqual([]);
});

test("100,000 entries with many equals are built and asked 100,000 times in no quadratic time", () => {
  const entries = Array.from({ length: 100_000 }, (_, at) => {
    const key: Prefix = { family: 4, first: BigInt(at % 50_000) * 256n, length: at % 5 === 0 ? 32 : 24 };
    return [key, at] as const;
  });
  const index = new PrefixIndex(entries);
  let found = 0;
  for (const [key] of entries) found += index.covering({ ...key, length: 32 }).length;
  expect(found).toBeGreaterThan(entries.length);
});
