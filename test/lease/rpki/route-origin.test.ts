import * as fc from "fast-check";
import { AddressError } from "../../../lease/address-error";
import { contains, formatPrefix, fullLength, type Prefix, parsePrefix, supernet } from "../../../lease/prefix";
import { parseAsn, type Route, type Vrp, VrpIndex, validateRoute } from "../../../lease/rpki/route-origin";
import { parseVrps } from "../../../lease/rpki/vrp-json";
import { family, prefix, prefixIn, smallSpace } from "../arbitraries";

/** RFC 6811 §2 in its own words, payload by payload. */
function naive(route: Route, vrps: readonly Vrp[]): "valid" | "invalid" | "not-found" {
  const covering = vrps.filter((vrp) => contains(vrp.prefix, route.prefix));
  if (covering.length === 0) return "not-found";
  const matches = (vrp: Vrp) =>
    route.origin !== null && vrp.asn !== 0 && vrp.asn === route.origin && route.prefix.length <= vrp.maxLength;
  return covering.some(matches) ? "valid" : "invalid";
}

/**
 * RFC 6907 writes its cases in 10.1.0.0/16. They are mapped here, bit for bit, to documentation ranges of both families:
 * 10.1.x.0 to 203.0.113.x with lengths 8 longer, and to 2001:db8:xx00:: with lengths 16 longer.
 */
const families = {
  IPv4: { extra: 8, address: (third: number) => `203.0.113.${third}` },
  IPv6: { extra: 16, address: (third: number) => `2001:db8:${(third * 256).toString(16)}::` },
};

type Block = readonly [third: number, length: number];
interface Case {
  readonly section: string;
  /** [third octet, prefix length], max-length, AS. */
  readonly roas: readonly (readonly [Block, number, number])[];
  readonly route: Block;
  /** null: the path ends in an AS_SET. */
  readonly origin: number | null;
  readonly state: "valid" | "invalid" | "not-found";
}

const moreSpecifics = (...asns: number[]) => asns.map((asn, at) => [[at * 64, 18] as Block, 20, asn] as const);

const RFC_6907_CASES: readonly Case[] = [
  { section: "7.1.1", roas: [[[0, 16], 20, 64496]], route: [0, 17], origin: 64496, state: "valid" },
  { section: "7.1.2", roas: [[[0, 16], 20, 64496]], route: [0, 22], origin: 64496, state: "invalid" },
  { section: "7.1.3", roas: [[[0, 16], 24, 64496]], route: [88, 24], origin: 64511, state: "invalid" },
  { section: "7.1.4", roas: [[[0, 16], 22, 64496]], route: [88, 24], origin: 64511, state: "invalid" },
  { section: "7.1.5", roas: [], route: [3, 24], origin: 64511, state: "not-found" },
  { section: "7.1.6", roas: [[[0, 16], 32, 0]], route: [5, 24], origin: 64511, state: "invalid" },
  {
    section: "7.1.7",
    roas: moreSpecifics(64496, 64496, 64496, 64496),
    route: [0, 16],
    origin: 64496,
    state: "not-found",
  },
  { section: "7.1.8", roas: [], route: [0, 16], origin: null, state: "not-found" },
  { section: "7.1.9", roas: [[[0, 22], 24, 64496]], route: [0, 24], origin: null, state: "invalid" },
  { section: "7.1.10", roas: [[[0, 22], 24, 64511]], route: [0, 24], origin: null, state: "invalid" },
  { section: "7.1.11", roas: [[[0, 22], 24, 64509]], route: [0, 22], origin: null, state: "invalid" },
  {
    section: "7.1.12",
    roas: moreSpecifics(64496, 64497, 64498, 64499),
    route: [0, 16],
    origin: null,
    state: "not-found",
  },
];

describe.each(Object.entries(families))(
  "the worked cases of RFC 6907, 7.1.1 to 7.1.12, in %s",
  (_, { extra, address }) => {
    const block = ([third, length]: Block): Prefix => parsePrefix(`${address(third)}/${length + extra}`);

    test.each(RFC_6907_CASES)("$section is $state", ({ roas, route, origin, state }) => {
      const vrps = roas.map(([roa, maxLength, asn]) => {
        const holder = block(roa);
        return { prefix: holder, asn, maxLength: Math.min(maxLength + extra, fullLength(holder.family)) };
      });
      expect(validateRoute({ prefix: block(route), origin }, new VrpIndex(vrps)).state).toBe(state);
    });
  },
);

/** A lessor's block, one around it, and a lessee's route in them; `null` for a ROA that is not there. */
interface Removal {
  readonly section: string;
  readonly what: string;
  /** [third octet, prefix length], max-length, AS. */
  readonly stays: readonly (readonly [Block, number, number])[];
  readonly goes: readonly [Block, number, number];
  readonly before: Case["state"];
  readonly after: Case["state"];
}

const ROUTE: Block = [1, 24];
const OF_PREFIX = [ROUTE, 24, 64496] as const;
const OF_PARENT = [[0, 22], 24, 64496] as const;
const OF_GRANDPARENT = [[0, 20], 24, 64496] as const;
const OF_ANOTHER = [[0, 22], 24, 64511] as const;

/** Each stands twice in the RFC: for a revocation and for an expiry. */
const REMOVALS: readonly Removal[] = [
  {
    section: "7.2.1 and 7.2.5",
    what: "of the parent prefix",
    stays: [],
    goes: OF_PARENT,
    before: "valid",
    after: "not-found",
  },
  {
    section: "7.2.2 and 7.2.6",
    what: "of the prefix under another AS",
    stays: [OF_ANOTHER],
    goes: OF_PREFIX,
    before: "valid",
    after: "invalid",
  },
  {
    section: "7.2.3 and 7.2.7",
    what: "of the prefix under the same AS",
    stays: [OF_PARENT],
    goes: OF_PREFIX,
    before: "valid",
    after: "valid",
  },
  {
    section: "7.2.4 and 7.2.8",
    what: "of the grandparent prefix",
    stays: [OF_PARENT],
    goes: OF_GRANDPARENT,
    before: "valid",
    after: "valid",
  },
];

describe.each(Object.entries(families))("a ROA goes (RFC 6907, 7.2.1 to 7.2.8), in %s", (_, { extra, address }) => {
  const block = ([third, length]: Block): Prefix => parsePrefix(`${address(third)}/${length + extra}`);
  const vrpOf = ([holder, maxLength, asn]: Removal["goes"]): Vrp => ({
    prefix: block(holder),
    asn,
    maxLength: maxLength + extra,
  });
  const route: Route = { prefix: block(ROUTE), origin: 64496 };

  test.each(REMOVALS)("$section, $what: $before turns $after when it is revoked", ({ stays, goes, before, after }) => {
    const kept = stays.map(vrpOf);
    expect(validateRoute(route, new VrpIndex([...kept, vrpOf(goes)])).state).toBe(before);
    expect(validateRoute(route, new VrpIndex(kept)).state).toBe(after);
  });

  test.each(REMOVALS)("$section, $what: $before turns $after when it expires", ({ stays, goes, before, after }) => {
    const expires = 1_763_780_400;
    const text = (vrp: Vrp) => ({ ...vrp, prefix: formatPrefix(vrp.prefix) });
    const list = [...stays.map((one) => text(vrpOf(one))), { ...text(vrpOf(goes)), expires }];
    const bytes = new TextEncoder().encode(JSON.stringify(list));
    expect(validateRoute(route, parseVrps(bytes, expires).index).state).toBe(before);
    expect(validateRoute(route, parseVrps(bytes, expires + 1).index).state).toBe(after);
  });
});

test("7.2.2, in a lease: the lessor's shorter ROA makes a route invalid whose own is revoked", () => {
  const lessor: Vrp = { prefix: parsePrefix("203.0.112.0/20"), asn: 64500, maxLength: 20 };
  const route: Route = { prefix: parsePrefix("203.0.113.0/24"), origin: 64501 };
  expect(validateRoute(route, new VrpIndex([lessor]))).toMatchObject({ state: "invalid", reason: "as" });
});

/** 64512 and above are private; 0 is AS0. Few numbers, so that they often meet. */
const asn = fc.constantFrom(0, 64496, 64497, 4_294_967_295);
const origin = fc.oneof(asn, fc.constant(null));
const vrpOf = (holder: Prefix) =>
  fc
    .tuple(asn, fc.integer({ min: holder.length, max: fullLength(holder.family) }))
    .map(([as, maxLength]): Vrp => ({ prefix: holder, asn: as, maxLength }));

const scenario = fc.oneof(
  smallSpace.chain((space) =>
    fc.tuple(fc.array(prefixIn(space).chain(vrpOf), { maxLength: 30 }), prefixIn(space), origin),
  ),
  fc.tuple(fc.array(prefix.chain(vrpOf), { maxLength: 30 }), prefix, origin),
);

test("verdict, covering and matching payloads are those of going through all payloads", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(scenario, ([vrps, announced, as]) => {
      const route = { prefix: announced, origin: as };
      const index = new VrpIndex(vrps);
      const { state, covering, matched } = validateRoute(route, index);
      expect(index.state(route)).toBe(state);
      seen.add(state);
      expect(state).toBe(naive(route, vrps));
      const key = (vrp: Vrp) => `${formatPrefix(vrp.prefix)} ${vrp.asn} ${vrp.maxLength}`;
      const expected = vrps.filter((vrp) => contains(vrp.prefix, announced));
      expect(covering.map(key).sort()).toEqual(expected.map(key).sort());
      expect(matched.every((vrp) => vrp.asn === as && vrp.asn !== 0 && vrp.maxLength >= announced.length)).toBe(true);
      expect(matched.length > 0).toBe(state === "valid");
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(["invalid", "not-found", "valid"]);
});

test("an unknown origin (AS_SET) and AS0 never match, whatever is published", () => {
  const index = new VrpIndex([{ prefix: parsePrefix("203.0.113.0/24"), asn: 0, maxLength: 32 }]);
  for (const as of [null, 0, 64496]) {
    expect(validateRoute({ prefix: parsePrefix("203.0.113.0/24"), origin: as }, index)).toMatchObject({
      state: "invalid",
      reason: "as",
      matched: [],
    });
  }
});

test("the reason is length only where some covering payload has the route's origin", () => {
  const index = new VrpIndex([
    { prefix: parsePrefix("203.0.113.0/24"), asn: 64496, maxLength: 24 },
    { prefix: parsePrefix("203.0.112.0/23"), asn: 64497, maxLength: 32 },
  ]);
  const reasonFor = (as: number) => validateRoute({ prefix: parsePrefix("203.0.113.0/25"), origin: as }, index).reason;
  expect(reasonFor(64496)).toBe("length");
  expect(reasonFor(64498)).toBe("as");
  expect(reasonFor(64497)).toBeUndefined();
});

test("what lies in a prefix, or shares an address with it, is found as by going through all", () => {
  fc.assert(
    fc.property(scenario, ([vrps, wanted]) => {
      const index = new VrpIndex(vrps);
      const key = (vrp: Vrp) => `${formatPrefix(vrp.prefix)} ${vrp.asn} ${vrp.maxLength}`;
      const inside = vrps.filter((vrp) => contains(wanted, vrp.prefix));
      expect(index.within(wanted).map(key).sort()).toEqual(inside.map(key).sort());
      const shared = vrps.filter((vrp) => contains(wanted, vrp.prefix) || contains(vrp.prefix, wanted));
      expect(index.overlapping(wanted).map(key).sort()).toEqual(shared.map(key).sort());
    }),
    { numRuns: 500 },
  );
});

test("thousands of payloads are sorted as a few are: verdicts are those of going through all of them", () => {
  const random = fc.sample(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 16, max: 28 }), asn, family), {
    numRuns: 5000,
    seed: 7,
  });
  const vrps = random.map(([block, length, as, of], at): Vrp => {
    const full = fullLength(of);
    const first = BigInt(block * 65_536 + ((at * 7919) % 65_536)) << BigInt(full - 24);
    return { prefix: supernet({ family: of, first, length: full }, length), asn: as, maxLength: length + (at % 4) };
  });
  const index = new VrpIndex(vrps);
  for (const { prefix: holder, asn: as } of vrps.slice(0, 300)) {
    const route = { prefix: holder, origin: as };
    expect(index.state(route)).toBe(naive(route, vrps));
    const expected = vrps.filter((vrp) => contains(vrp.prefix, holder));
    expect(index.covering(holder)).toEqual([...expected].sort((a, b) => b.prefix.length - a.prefix.length));
  }
});

test("covering payloads come the longest prefix first, and repeats are kept", () => {
  const vrps = ["203.0.112.0/23", "203.0.113.0/24", "203.0.113.0/24", "0.0.0.0/0"].map((text) => {
    const holder = parsePrefix(text);
    return { prefix: holder, asn: 64496, maxLength: holder.length };
  });
  const index = new VrpIndex(vrps);
  const covering = index.covering(parsePrefix("203.0.113.128/25")).map((vrp) => formatPrefix(vrp.prefix));
  expect(covering).toEqual(["203.0.113.0/24", "203.0.113.0/24", "203.0.112.0/23", "0.0.0.0/0"]);
  expect(index.size).toBe(4);
});

test.each([
  ["203.0.113.0/32", "203.0.113.1/32"],
  ["2001:db8::/32", "2001:db9::/32"],
  ["2001:db8::/64", "2001:db8:0:1::/64"],
  ["2001:db8::/96", "2001:db8::1:0:0/96"],
  ["2001:db8::/128", "2001:db8::1/128"],
])("a payload for %s says nothing of its neighbour %s", (published, neighbour) => {
  const holder = parsePrefix(published);
  const index = new VrpIndex([{ prefix: holder, asn: 64496, maxLength: holder.length }]);
  expect(validateRoute({ prefix: holder, origin: 64496 }, index).state).toBe("valid");
  expect(validateRoute({ prefix: parsePrefix(neighbour), origin: 64496 }, index).state).toBe("not-found");
});

test("a payload whose numbers would be cut off is refused, since cutting could make a route valid", () => {
  const holder = parsePrefix("203.0.113.0/24");
  const index = (as: number, maxLength: number) => () => new VrpIndex([{ prefix: holder, asn: as, maxLength }]);
  expect(index(2 ** 32 + 64496, 24)).toThrow(AddressError);
  expect(index(-1, 24)).toThrow(/203\.0\.113\.0\/24 has AS number -1/);
  expect(index(64496, 24 + 256)).toThrow(/max-length up to 32/);
  expect(index(64496, Number.NaN)).toThrow(AddressError);
});

test.each([
  [64496, 64496],
  ["64496", 64496],
  ["AS64496", 64496],
  ["as13335", 13335],
  ["AS0", 0],
  [4_294_967_295, 4_294_967_295],
])("AS number %j is %i", (value, number) => {
  expect(parseAsn(value)).toBe(number);
});

test.each([
  "",
  "AS",
  "AS-1",
  "-1",
  "4294967296",
  "1.10",
  "AS064496",
  "0x10",
  " 64496",
  "64496 ",
  1.5,
  -1,
  2 ** 32,
  Number.NaN,
])("%j is no AS number", (value) => {
  expect(() => parseAsn(value)).toThrow(AddressError);
});

test("100,000 routes against 200,000 payloads take no quadratic time", () => {
  const block = (at: number, length: number): Prefix => ({ family: 4, first: BigInt(at) << 8n, length });
  const vrps = Array.from({ length: 200_000 }, (_, at) => ({
    prefix: block(at * 64, 24),
    asn: 64496 + (at % 16),
    maxLength: 24,
  }));
  const index = new VrpIndex(vrps);
  let valid = 0;
  for (let at = 0; at < 100_000; at++) {
    if (validateRoute({ prefix: block(at * 128, 24), origin: 64496 }, index).state === "valid") valid++;
  }
  expect(valid).toBe(12_500);
});
