import * as fc from "fast-check";
import { fullLength } from "../../../lease/prefix";
import { diffRoas, formatRoa, type RoaPayload, remainingChange, roaPayload, sameRoa } from "../../../lease/rpki/roa";
import { prefixIn } from "../arbitraries";

const SPACE = { family: 4, base: 0xcb007100n } as const;

/** Payloads of a small space, so that two lists of them often share some. */
const roa: fc.Arbitrary<RoaPayload> = prefixIn(SPACE).chain((prefix) =>
  fc.record({
    prefix: fc.constant(prefix),
    asn: fc.constantFrom(0, 64496, 64497),
    maxLength: fc.integer({ min: prefix.length, max: fullLength(prefix.family) }),
  }),
);
const roas = fc.array(roa, { maxLength: 12 });

const texts = (list: Iterable<RoaPayload>) => [...list].map(formatRoa).sort();
const unique = (list: Iterable<RoaPayload>) => [...new Set(texts(list))];

function applied(published: RoaPayload[], { add, remove }: { add: RoaPayload[]; remove: RoaPayload[] }): string[] {
  return unique([...published.filter((one) => !remove.some((gone) => sameRoa(one, gone))), ...add]);
}

describe("roaPayload", () => {
  test("makes an absent max-length the prefix's own", () => {
    expect(formatRoa(roaPayload("203.0.113.0/24", "AS64496"))).toBe("203.0.113.0/24 for AS64496, max-length 24");
    expect(sameRoa(roaPayload("2001:DB8::/32", 64496), roaPayload("2001:db8:0::/32", "64496", 32))).toBe(true);
    expect(sameRoa(roaPayload("203.0.113.0/24", 64496, null), roaPayload("203.0.113.0/24", 64496, 24))).toBe(true);
  });

  test.each([
    ["host bits", () => roaPayload("203.0.113.1/24", 64496), "203.0.113.0/24"],
    ["an AS number beyond 32 bits", () => roaPayload("203.0.113.0/24", 2 ** 32), "4294967296"],
    ["a max-length below the prefix's", () => roaPayload("203.0.113.0/24", 64496, 23), "from 24 to 32"],
    ["a max-length beyond the family's", () => roaPayload("203.0.113.0/24", 64496, 33), "from 24 to 32"],
    ["a max-length that is not whole", () => roaPayload("2001:db8::/32", 64496, 32.5), "from 32 to 128"],
  ])("refuses %s", (_, make, words) => {
    expect(make).toThrow(words);
  });

  test("two payloads are the same only where prefix, AS number and max-length are", () => {
    const one = roaPayload("203.0.113.0/24", 64496, 25);
    expect(sameRoa(one, roaPayload("203.0.113.0/25", 64496, 25))).toBe(false);
    expect(sameRoa(one, roaPayload("203.0.113.0/24", 64497, 25))).toBe(false);
    expect(sameRoa(one, roaPayload("203.0.113.0/24", 64496, 24))).toBe(false);
  });
});

describe("diffRoas", () => {
  test("what it says turns the published payloads into the wanted ones", () => {
    fc.assert(
      fc.property(roas, roas, (published, wanted) => {
        const delta = diffRoas(published, wanted);
        expect(applied(published, delta).sort()).toEqual(unique(wanted).sort());
      }),
    );
  });

  test("nothing that is there is added, nothing that is not there is removed, and nothing is said twice", () => {
    fc.assert(
      fc.property(roas, roas, (published, wanted) => {
        const { add, remove } = diffRoas(published, wanted);
        for (const one of add) expect(published.some((there) => sameRoa(one, there))).toBe(false);
        for (const one of remove) expect(published.some((there) => sameRoa(one, there))).toBe(true);
        expect(unique(add)).toHaveLength(add.length);
        expect(unique(remove)).toHaveLength(remove.length);
      }),
    );
  });

  test("a list differs from itself in nothing, in whatever order", () => {
    fc.assert(
      fc.property(roas, (published) => {
        expect(diffRoas(published, [...published].reverse())).toEqual({ add: [], remove: [] });
      }),
    );
  });

  test("the order of the lists does not matter", () => {
    fc.assert(
      fc.property(roas, roas, (published, wanted) => {
        expect(diffRoas([...published].reverse(), [...wanted].reverse())).toEqual(diffRoas(published, wanted));
      }),
    );
  });
});

describe("remainingChange", () => {
  test("nothing remains once a change has been made", () => {
    fc.assert(
      fc.property(roas, roas, roas, (published, add, remove) => {
        const first = remainingChange(published, { add, remove });
        const after = published.filter((one) => !first.remove.some((gone) => sameRoa(one, gone))).concat(first.add);
        expect(remainingChange(after, { add, remove })).toEqual({ add: [], remove: [] });
      }),
    );
  });

  test("payloads that the change does not name are left alone", () => {
    fc.assert(
      fc.property(roas, roas, roas, (published, add, remove) => {
        const left = remainingChange(published, { add, remove });
        const named = texts([...add, ...remove]);
        for (const one of [...left.add, ...left.remove]) expect(named).toContain(formatRoa(one));
      }),
    );
  });

  test("a payload that is both added and removed stays", () => {
    const one = roaPayload("203.0.113.0/24", 64496);
    expect(remainingChange([one], { add: [one], remove: [one] })).toEqual({ add: [], remove: [] });
    expect(remainingChange([], { add: [one], remove: [one] })).toEqual({ add: [one], remove: [] });
  });
});
