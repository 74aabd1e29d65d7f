import fc from "fast-check";
import { ArgumentErrors } from "../../../components/argument-errors";
import { bogonDestinations, type DenyListOptions, mergeDenyLists } from "../../../components/egress-firewall/deny-list";
import { AddressSet } from "../../../lease/address-set";
import { contains, formatPrefix, type Prefix, parsePrefix } from "../../../lease/prefix";

const LEASE = parsePrefix("203.0.113.0/24");

function merge(options: Partial<DenyListOptions>): { cidrs: string[]; listsLease: readonly string[] } {
  const errors = new ArgumentErrors("test");
  const merged = mergeDenyLists({ lists: [], family: 4, leasePrefix: LEASE, local: [], ...options }, errors);
  errors.throwIfAny();
  return { cidrs: merged.prefixes.map(formatPrefix), listsLease: merged.listsLease };
}

/** IPv4 prefixes of /8 to /32, close enough to one another to overlap and touch. */
const prefix = fc
  .tuple(fc.integer({ min: 8, max: 32 }), fc.integer({ min: 0, max: 0xffff }))
  .map(([length, low]): Prefix => {
    const shift = BigInt(32 - length);
    return { family: 4, length, first: ((0x2d2d0000n | BigInt(low)) >> shift) << shift };
  });

describe("merged deny lists", () => {
  test("hold exactly what the lists hold, in fewest CIDRs", () => {
    fc.assert(
      fc.property(fc.array(fc.array(prefix, { maxLength: 12 }), { maxLength: 4 }), (lists) => {
        const { cidrs } = merge({
          lists: lists.map((some, i) => ({ name: `list-${i}`, cidrs: some.map(formatPrefix) })),
        });
        const merged = cidrs.map(parsePrefix);
        const given = lists.flat();
        expect(AddressSet.of(merged).difference(AddressSet.of(given)).isEmpty()).toBe(true);
        expect(AddressSet.of(given).difference(AddressSet.of(merged)).isEmpty()).toBe(true);
        expect(merged.length).toBeLessThanOrEqual(new Set(given.map(formatPrefix)).size);
        // Fewest: none lies in another, and no two are halves of one.
        for (const [i, one] of merged.entries()) {
          const next = merged[i + 1];
          if (next === undefined) continue;
          expect(contains(one, next)).toBe(false);
          const parent = { ...one, length: one.length - 1 };
          expect(
            one.length === next.length && one.first % (1n << BigInt(33 - one.length)) === 0n && contains(parent, next),
          ).toBe(false);
        }
      }),
    );
  });

  test("do not depend on the order of lists", () => {
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 12 }), (some) => {
        const lists = some.map((one, i) => ({ name: `list-${i}`, cidrs: [formatPrefix(one)] }));
        expect(merge({ lists }).cidrs).toEqual(merge({ lists: [...lists].reverse() }).cidrs);
      }),
    );
  });

  test("hold the segment's family alone", () => {
    const lists = [{ name: "ours", cidrs: ["192.0.2.0/24", "2001:db8:bad::/48"] }];
    expect(merge({ lists }).cidrs).toEqual(["192.0.2.0/24"]);
    expect(merge({ lists, family: 6, leasePrefix: parsePrefix("2001:db8:1::/48") }).cidrs).toEqual([
      "2001:db8:bad::/48",
    ]);
  });

  test("leave out the lease's own space and say which list holds it", () => {
    const lists = [
      { name: "drop", cidrs: ["203.0.112.0/23"] },
      { name: "ours", cidrs: ["192.0.2.0/24"] },
    ];
    expect(merge({ lists })).toEqual({ cidrs: ["192.0.2.0/24", "203.0.112.0/24"], listsLease: ["drop"] });
  });

  test("leave local space out of the bogons, but not out of a named list", () => {
    const local = [parsePrefix("10.1.0.0/16")];
    const denies = (lists: DenyListOptions["lists"], text: string) =>
      merge({ lists, local }).cidrs.some((cidr) => contains(parsePrefix(cidr), parsePrefix(text)));
    expect(denies(["bogons"], "10.2.0.0/16")).toBe(true);
    expect(denies(["bogons"], "10.1.2.0/24")).toBe(false);
    expect(denies(["bogons", { name: "ours", cidrs: ["10.1.2.0/24"] }], "10.1.2.0/24")).toBe(true);
  });

  test("report a file that cannot be used under the argument that named it", () => {
    expect(() => merge({ lists: ["bogons", { name: "drop", file: "no/such/list.json" }] })).toThrow(
      'segment.denyLists[1].file = "no/such/list.json": no such file; download the list before the preview',
    );
  });
});

test("only destinations wholly in bogon space are taken as meant to be reached there", () => {
  expect(bogonDestinations(["0.0.0.0/0", "10.9.0.0/16", "9.0.0.0/8", "::/0", "fd00:1::/32"]).map(formatPrefix)).toEqual(
    ["10.9.0.0/16", "fd00:1::/32"],
  );
});
