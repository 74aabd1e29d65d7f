import * as fc from "fast-check";
import { AddressSet } from "../../lease/address-set";
import { formatPrefix, fullLength, lastAddress, type Prefix, parsePrefix, splitPrefix } from "../../lease/prefix";
import { addressesOf, prefix, prefixIn, SMALL_SIZE, type SmallSpace, smallSpace } from "./arbitraries";

const set = (...texts: string[]) => AddressSet.of(texts.map(parsePrefix));
const textOf = (addresses: AddressSet) => addresses.prefixes().map(formatPrefix);

/** The addresses of a small space that a set holds, by asking for each. */
function members(space: SmallSpace, addresses: AddressSet): bigint[] {
  return addressesOf(space)
    .filter((address) => addresses.containsPrefix(address))
    .map(({ first }) => first);
}

function bruteForce(prefixes: readonly Prefix[]): Set<bigint> {
  const found = new Set<bigint>();
  for (const one of prefixes) for (let at = one.first; at <= lastAddress(one); at++) found.add(at);
  return found;
}

function fewest(wanted: ReadonlySet<bigint>, block: Prefix): number {
  const inside = [...bruteForce([block])].filter((address) => wanted.has(address)).length;
  if (inside === 0) return 0;
  if (inside === Number(lastAddress(block) - block.first) + 1) return 1;
  return Array.from(splitPrefix(block, block.length + 1)).reduce((sum, half) => sum + fewest(wanted, half), 0);
}

const twoSets = smallSpace.chain((space) =>
  fc.tuple(
    fc.constant(space),
    fc.array(prefixIn(space), { maxLength: 12 }),
    fc.array(prefixIn(space), { maxLength: 12 }),
  ),
);

test("union, intersection and difference are those of the addresses, one by one", () => {
  fc.assert(
    fc.property(twoSets, ([space, left, right]) => {
      const [a, b] = [AddressSet.of(left), AddressSet.of(right)];
      const [inA, inB] = [bruteForce(left), bruteForce(right)];
      const wanted = (keep: (address: bigint) => boolean) =>
        addressesOf(space)
          .map(({ first }) => first)
          .filter(keep);
      expect(members(space, a.union(b))).toEqual(wanted((address) => inA.has(address) || inB.has(address)));
      expect(members(space, a.intersection(b))).toEqual(wanted((address) => inA.has(address) && inB.has(address)));
      expect(members(space, a.difference(b))).toEqual(wanted((address) => inA.has(address) && !inB.has(address)));
      expect(a.size(space.family)).toBe(BigInt(inA.size));
      expect(a.isEmpty()).toBe(inA.size === 0);
    }),
    { numRuns: 500 },
  );
});

test("a set is written in the fewest prefixes, sorted, and reads back as itself", () => {
  fc.assert(
    fc.property(twoSets, ([space, left, right]) => {
      const result = AddressSet.of(left).difference(AddressSet.of(right));
      const space64 = { family: space.family, first: space.base, length: fullLength(space.family) - 6 };
      expect(result.prefixes()).toHaveLength(fewest(bruteForce(result.prefixes()), space64));
      expect(AddressSet.of(result.prefixes()).prefixes()).toEqual(result.prefixes());
      expect(AddressSet.of([...left, ...right].reverse())).toEqual(AddressSet.of([...left, ...right]));
    }),
  );
});

test("containing and overlapping a prefix are those of its addresses", () => {
  const asked = smallSpace.chain((space) => fc.tuple(fc.array(prefixIn(space), { maxLength: 8 }), prefixIn(space)));
  fc.assert(
    fc.property(asked, ([held, query]) => {
      const inside = bruteForce(held);
      const each = [...bruteForce([query])];
      expect(AddressSet.of(held).containsPrefix(query)).toBe(each.every((address) => inside.has(address)));
      expect(AddressSet.of(held).overlapsPrefix(query)).toBe(each.some((address) => inside.has(address)));
    }),
  );
});

test("the laws of sets hold over both families at once", () => {
  const any = fc.array(prefix, { maxLength: 10 }).map((all) => AddressSet.of(all));
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      expect(a.union(b)).toEqual(b.union(a));
      expect(a.intersection(b)).toEqual(b.intersection(a));
      expect(a.union(b).difference(b)).toEqual(a.difference(b));
      expect(a.difference(b).union(a.intersection(b))).toEqual(a);
      expect(a.intersection(b.union(c))).toEqual(a.intersection(b).union(a.intersection(c)));
      expect(a.difference(b).difference(c)).toEqual(a.difference(b.union(c)));
    }),
  );
});

test("two halves of the internet are the internet", () => {
  expect(textOf(set("0.0.0.0/1", "128.0.0.0/1"))).toEqual(["0.0.0.0/0"]);
  expect(textOf(set("8000::/1", "::/1"))).toEqual(["::/0"]);
});

test("taking one address out leaves the fewest prefixes around it", () => {
  const left = textOf(set("203.0.113.0/29").difference(set("203.0.113.2/32")));
  expect(left).toEqual(["203.0.113.0/31", "203.0.113.3/32", "203.0.113.4/30"]);
});

test("nothing is known of an address that no prefix named: the empty set contains none", () => {
  expect(AddressSet.EMPTY.containsPrefix(parsePrefix("203.0.113.0/32"))).toBe(false);
  expect(AddressSet.EMPTY.overlapsPrefix(parsePrefix("0.0.0.0/0"))).toBe(false);
  expect(AddressSet.ofRanges([{ family: 4, first: 9n, last: 3n }]).isEmpty()).toBe(true);
  expect(set("203.0.113.0/24").containsPrefix(parsePrefix("2001:db8::/32"))).toBe(false);
});

test("ranges that touch become one run, also at the ends of the space", () => {
  const ranges = Array.from({ length: SMALL_SIZE }, (_, at) => ({
    family: 4 as const,
    first: BigInt(at),
    last: BigInt(at),
  }));
  expect(textOf(AddressSet.ofRanges(ranges))).toEqual(["0.0.0.0/26"]);
  const top = { family: 6 as const, first: 2n ** 128n - 1n, last: 2n ** 128n - 1n };
  expect(textOf(AddressSet.ofRanges([top]))).toEqual(["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"]);
});

test("operations on 20,000 scattered prefixes do not take quadratic time", () => {
  const many = Array.from({ length: 20_000 }, (_, at) => ({
    family: 4 as const,
    first: BigInt(at) * 512n,
    length: 25,
  }));
  const all = AddressSet.of(many);
  const everything = set("0.0.0.0/0");
  expect(everything.difference(all).union(all)).toEqual(everything);
  expect(everything.difference(everything.difference(all))).toEqual(all);
});
