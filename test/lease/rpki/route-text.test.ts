import * as fc from "fast-check";
import { AddressError } from "../../../lease/address-error";
import { formatPrefix, type Prefix } from "../../../lease/prefix";
import { FAMILY_6 } from "../../../lease/rpki/prefix-scanner";
import { writeWords } from "../../../lease/rpki/prefix-words";
import { VrpIndex } from "../../../lease/rpki/route-origin";
import { parseRoutePrefix } from "../../../lease/rpki/route-prefix";
import { readRouteText, UNFORESEEN } from "../../../lease/rpki/route-text";
import { nearlyAddress, prefix, prefixIn, smallSpace } from "../arbitraries";

function strictly(text: string): Prefix | undefined {
  try {
    return parseRoutePrefix(text);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

function read(text: string): { length: number; words: number[] } | undefined {
  // What stood there before must not show through.
  const words = new Uint32Array(4).fill(0xdead_beef);
  const length = readRouteText(text, words);
  if (length === UNFORESEEN) return undefined;
  return { length, words: [...words.subarray(0, length < FAMILY_6 ? 1 : 4)] };
}

function expected({ family, first, length }: Prefix): { length: number; words: number[] } {
  const words = new Uint32Array(family === 4 ? 1 : 4);
  writeWords({ family, first, length }, words, 0);
  return { length: family === 4 ? length : length + FAMILY_6, words: [...words] };
}

test("whatever is read at once is read as the strict reader reads it, and nothing that it refuses", () => {
  let accepted = 0;
  fc.assert(
    fc.property(nearlyAddress, (text) => {
      const quick = read(text);
      if (quick === undefined) return;
      accepted++;
      const strict = strictly(text);
      expect(strict && expected(strict)).toEqual(quick);
    }),
    { numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(1000);
});

test("every prefix as it is mostly written is read at once", () => {
  fc.assert(
    fc.property(prefix, (one) => {
      expect(read(formatPrefix(one))).toEqual(expected(one));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  "0.0.0.0/0",
  "::/0",
  "::/128",
  "::1/128",
  "2001:db8::/32",
  "2001:DB8:0:1::/64",
  "1:2:3:4:5:6:7:8/128",
  "1::8/128",
  "::2:3:4:5:6:7:8/128",
  "1:2:3:4:5:6:7::/112",
  "::ffff:cb00:7100/120",
])("%s is read at once, an IPv4-mapped one as IPv6", (text) => {
  expect(read(text)).toEqual(expected(parseRoutePrefix(text)));
});

test.each([
  "",
  "/",
  ":",
  ":/1",
  ":::/0",
  "::1::/64",
  "1:2:3:4:5:6:7:8::/128",
  "1:2:3:4:5:6:7:8:9/128",
  "2001:db8:/32",
  "2001:db8::/129",
  "2001:db8::/032",
  "2001:db8::1/64",
  "12345::/32",
  "203.0.113.0",
  "203.0.113.0/",
  "203.0.113.0/33",
  "203.0.113.0/024",
  "203.0.113.0/2 ",
  "203.0.113.1/24",
  "203.0.113.00/24",
  "203.0.113.256/32",
  "203.0.113/24",
  "203.0.113.0.0/24",
  "203.0.113.0/24\u0000",
  "20３.0.113.0/24",
])("%j is left to the strict reader", (text) => {
  expect(read(text)).toBeUndefined();
});

const asn = fc.constantFrom(0, 64496, 64497, 4_294_967_295);
const scenario = fc.oneof(
  smallSpace.chain((space) =>
    fc.tuple(fc.array(fc.tuple(prefixIn(space), asn, fc.nat(8)), { maxLength: 30 }), prefixIn(space)),
  ),
  fc.tuple(fc.array(fc.tuple(prefix, asn, fc.nat(8)), { maxLength: 30 }), prefix),
);

test("a verdict from text is the verdict on the prefix", () => {
  fc.assert(
    fc.property(scenario, fc.oneof(asn, fc.constant(null)), ([holders, announced], origin) => {
      const vrps = holders.map(([holder, as, more]) => ({
        prefix: holder,
        asn: as,
        maxLength: Math.min(holder.length + more, holder.family === 4 ? 32 : 128),
      }));
      const index = new VrpIndex(vrps);
      expect(index.stateOfText(formatPrefix(announced), origin)).toBe(index.state({ prefix: announced, origin }));
    }),
    { numRuns: 1000 },
  );
});

test("text that is unusual gets its verdict, too, and text that is wrong none", () => {
  const index = new VrpIndex([{ prefix: parseRoutePrefix("203.0.113.7/32"), asn: 64496, maxLength: 32 }]);
  expect(index.stateOfText("::ffff:203.0.113.7/128", 64496)).toBe("not-found");
  expect(() => index.stateOfText("203.0.113.7/24", 64496)).toThrow(AddressError);
  expect(() => index.stateOfText("203.0.113.7", 64496)).toThrow(/203\.0\.113\.7\/32/);
  expect(() => index.stateOfText("unknown", 64496)).toThrow(AddressError);
});
