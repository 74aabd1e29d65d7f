import * as fc from "fast-check";
import { AddressError } from "../../lease/address-error";
import {
  comparePrefixes,
  contains,
  formatPrefix,
  fullLength,
  lastAddress,
  overlaps,
  type Prefix,
  parsePrefix,
  prefixSize,
  rangeToPrefixes,
  splitPrefix,
  supernet,
} from "../../lease/prefix";
import { addressesOf, prefix, prefixIn, SMALL_SIZE, smallSpace } from "./arbitraries";

/** Fewest prefixes by definition: a block that is all wanted is one, a block with none is none, others are their halves. */
function fewest(wanted: (address: bigint) => boolean, block: Prefix): number {
  let inside = 0;
  for (let address = block.first; address <= lastAddress(block); address++) if (wanted(address)) inside++;
  if (inside === 0) return 0;
  if (BigInt(inside) === prefixSize(block)) return 1;
  const [left, right] = splitPrefix(block, block.length + 1);
  return fewest(wanted, left as Prefix) + fewest(wanted, right as Prefix);
}

const pair = smallSpace.chain((space) => fc.tuple(fc.constant(space), prefixIn(space), prefixIn(space)));

test("containment and overlap say what looking at each address says", () => {
  fc.assert(
    fc.property(pair, ([space, a, b]) => {
      const holds = (one: Prefix, address: Prefix) => one.first <= address.first && address.first <= lastAddress(one);
      const all = addressesOf(space);
      expect(contains(a, b)).toBe(all.every((address) => !holds(b, address) || holds(a, address)));
      expect(overlaps(a, b)).toBe(all.some((address) => holds(a, address) && holds(b, address)));
      expect(overlaps(b, a)).toBe(overlaps(a, b));
    }),
  );
});

test("the families never contain one another, even where the numbers agree", () => {
  expect(contains(parsePrefix("::/0"), parsePrefix("203.0.113.0/24"))).toBe(false);
  expect(overlaps(parsePrefix("0.0.0.0/0"), parsePrefix("::/0"))).toBe(false);
});

test("order is total: IPv4 first, then by address, larger first", () => {
  const texts = ["10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "203.0.113.0/24", "::/0", "2001:db8::/32"];
  const sorted = texts.map(parsePrefix).reverse().sort(comparePrefixes);
  expect(sorted.map(formatPrefix)).toEqual(texts);
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      expect(Math.sign(comparePrefixes(a, b))).toBe(0 - Math.sign(comparePrefixes(b, a)));
      expect(comparePrefixes(a, b) === 0).toBe(formatPrefix(a) === formatPrefix(b));
    }),
  );
});

test("the parts of a split are disjoint, in order, and make up the whole", () => {
  const split = smallSpace
    .chain(prefixIn)
    .chain((whole) => fc.tuple(fc.constant(whole), fc.integer({ min: whole.length, max: fullLength(whole.family) })));
  fc.assert(
    fc.property(split, ([whole, length]) => {
      let next = whole.first;
      for (const part of splitPrefix(whole, length)) {
        expect([part.first, part.length, part.family]).toEqual([next, length, whole.family]);
        next = lastAddress(part) + 1n;
      }
      expect(next).toBe(lastAddress(whole) + 1n);
    }),
  );
});

test("a split is lazy: the first /128 of a /32 comes at once", () => {
  const [first] = splitPrefix(parsePrefix("2001:db8::/32"), 128);
  expect(first && formatPrefix(first)).toBe("2001:db8::/128");
});

test("a supernet contains its prefix and has the length asked for", () => {
  const wider = prefix.chain((inner) => fc.tuple(fc.constant(inner), fc.integer({ min: 0, max: inner.length })));
  fc.assert(
    fc.property(wider, ([inner, length]) => {
      const outer = supernet(inner, length);
      expect(outer.length).toBe(length);
      expect(contains(outer, inner)).toBe(true);
      expect(parsePrefix(formatPrefix(outer))).toEqual(outer);
    }),
  );
});

test.each([
  [() => supernet(parsePrefix("203.0.113.0/24"), 25), /length 25/],
  [() => supernet(parsePrefix("203.0.113.0/24"), -1), /length -1/],
  [() => splitPrefix(parsePrefix("203.0.113.0/24"), 23), /length 23.*24 to 32/],
  [() => splitPrefix(parsePrefix("203.0.113.0/24"), 33), /length 33/],
  [() => splitPrefix(parsePrefix("203.0.113.0/24"), 24.5), /length 24.5/],
  [() => rangeToPrefixes(4, 5n, 4n), /no range/],
  [() => rangeToPrefixes(4, 0n, 2n ** 32n), /no range/],
  [() => rangeToPrefixes(4, -1n, 4n), /no range/],
])("a length or range that does not fit is an error that says what fits (%#)", (act, message) => {
  expect(act).toThrow(AddressError);
  expect(act).toThrow(message);
});

test("a range becomes the fewest prefixes that cover exactly it", () => {
  const range = fc.tuple(smallSpace, fc.nat(SMALL_SIZE - 1), fc.nat(SMALL_SIZE - 1));
  fc.assert(
    fc.property(range, ([{ family, base }, a, b]) => {
      const first = base + BigInt(Math.min(a, b));
      const last = base + BigInt(Math.max(a, b));
      const found = rangeToPrefixes(family, first, last);
      let next = first;
      for (const part of found) {
        expect(part.first).toBe(next);
        next = lastAddress(part) + 1n;
      }
      expect(next).toBe(last + 1n);
      const space = { family, first: base, length: fullLength(family) - 6 };
      expect(found).toHaveLength(fewest((address) => first <= address && address <= last, space));
    }),
  );
});

test("the whole of a family is one prefix, and the worst ranges stay within their bound", () => {
  expect(rangeToPrefixes(6, 0n, 2n ** 128n - 1n).map(formatPrefix)).toEqual(["::/0"]);
  expect(rangeToPrefixes(4, 0n, 2n ** 32n - 1n).map(formatPrefix)).toEqual(["0.0.0.0/0"]);
  expect(rangeToPrefixes(4, 1n, 2n ** 32n - 2n)).toHaveLength(62);
  expect(rangeToPrefixes(6, 1n, 2n ** 128n - 2n)).toHaveLength(254);
});
