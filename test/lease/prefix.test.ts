import * as fc from "fast-check";
import { AddressError } from "../../lease/address-error";
import { formatAddress, formatPrefix, formatShort, parseAddress, parsePrefix, readPrefix } from "../../lease/prefix";
import { nearlyAddress, prefix } from "./arbitraries";

function messageOf(parse: (text: string) => unknown, text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AddressError) return error.message;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was accepted`);
}

describe("reading prefixes", () => {
  test.each([
    ["203.0.113.0/24", "203.0.113.0/24"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["255.255.255.255/32", "255.255.255.255/32"],
    ["2001:db8::/32", "2001:db8::/32"],
    ["2001:DB8::ABCD/128", "2001:db8::abcd/128"],
    ["2001:0db8:0000:0000:0000:0000:0000:0000/32", "2001:db8::/32"],
    ["::/0", "::/0"],
    ["::ffff:203.0.113.0/120", "203.0.113.0/24"],
    ["::FFFF:CB00:7100/120", "203.0.113.0/24"],
    ["0:0:0:0:0:ffff:203.0.113.7/128", "203.0.113.7/32"],
    ["::ffff:0:0/96", "0.0.0.0/0"],
    ["::fffe:0:0/95", "::fffe:0:0/95"],
    ["::203.0.113.0/120", "::cb00:7100/120"],
  ])("%s is %s", (text, canonical) => {
    expect(formatPrefix(parsePrefix(text))).toBe(canonical);
    expect(readPrefix(text)).toEqual(parsePrefix(text));
  });

  test.each([
    ["010.0.0.0/8", /leading zeros/],
    ["1.2.3.4/33", /0 to 32/],
    ["2001:db8::/129", /0 to 128/],
    ["10.0.0/8", /has 3 parts/],
    ["10/8", /has 1 parts/],
    ["256.0.0.0/8", /over 255/],
    ["203.0.113.7/24", /host bits set; the block that holds it is 203\.0\.113\.0\/24/],
    ["2001:db8::1/64", /host bits set; the block that holds it is 2001:db8::\/64/],
    ["::ffff:203.0.113.7/120", /the block that holds it is 203\.0\.113\.0\/24/],
    ["203.0.113.5", /write "203\.0\.113\.5\/32"/],
    ["", /empty/],
    ["   ", /empty/],
    [" 203.0.113.0/24", /spaces/],
    ["203.0.113.0/24\n", /spaces/],
    ["203.0.113.0 /24", /not an IPv4 or IPv6 address/],
    ["fe80::%eth0/64", /zone/],
    ["203.0.113.0/", /length/],
    ["203.0.113.0/024", /length/],
    ["203.0.113.0/+24", /length/],
    ["203.0.113.0/24/24", /length/],
    ["203.0.113.0/0x18", /length/],
    ["203.0.113.0/255.255.255.0", /length/],
    ["0xcb.0.113.0/24", /not an IPv4/],
    ["1.2.3.x/24", /not an IPv4/],
    ["2001:db8/32", /not an IPv4/],
    ["2001:db8:::/32", /not an IPv4/],
    ["1::2::3/128", /not an IPv4/],
    ["12345::/16", /not an IPv4/],
    ["::ffff:203.0.113.01/128", /not an IPv4/],
    ["١.2.3.0/24", /not an IPv4/],
  ])("%j is refused with a way out", (text, fix) => {
    expect(messageOf(parsePrefix, text)).toMatch(fix);
    const single = text === "203.0.113.5";
    expect(readPrefix(text)).toEqual(single ? parseAddress(text) : undefined);
  });

  test("a single address takes no length", () => {
    expect(formatPrefix(parseAddress("203.0.113.5"))).toBe("203.0.113.5/32");
    expect(formatPrefix(parseAddress("::ffff:203.0.113.5"))).toBe("203.0.113.5/32");
    expect(messageOf(parseAddress, "203.0.113.5/32")).toMatch(/leave out the length/);
  });

  test("text that is no address is not repeated, since it may be a secret", () => {
    expect(messageOf(parsePrefix, "hunter2-token/24")).not.toMatch(/hunter2/);
    expect(messageOf(parsePrefix, "fe80::1%hunter2/64")).not.toMatch(/hunter2/);
    expect(messageOf(parsePrefix, `${"1".repeat(500)}.hunter2`)).not.toMatch(/hunter2|111/);
  });

  test("the fast reader accepts exactly what the strict parsers accept, and reads the same", () => {
    let accepted = 0;
    fc.assert(
      fc.property(nearlyAddress, (text) => {
        let strict: unknown;
        for (const parse of [parsePrefix, parseAddress]) {
          try {
            strict ??= parse(text);
          } catch (error) {
            expect(error).toBeInstanceOf(AddressError);
          }
        }
        if (strict !== undefined) accepted++;
        expect(readPrefix(text)).toEqual(strict);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test("arbitrary text is an address or undefined, and never hangs", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => void readPrefix(text)));
    for (const piece of ["1", "1.", ":", "::", "f:", "0:", "%", "/", "1/", "::ffff:1.", "\u0000", "é"]) {
      const hostile = piece.repeat(200_000);
      expect(readPrefix(hostile)).toBeUndefined();
      expect(messageOf(parsePrefix, hostile)).toMatch(/characters is no address/);
      for (let length = 1; length <= 49; length++) {
        const short = hostile.slice(0, length);
        try {
          parsePrefix(short);
        } catch (error) {
          expect(error).toBeInstanceOf(AddressError);
        }
      }
    }
  });
});

describe("writing prefixes", () => {
  test("what is written reads back as it was, in all three ways", () => {
    fc.assert(
      fc.property(prefix, (value) => {
        expect(parsePrefix(formatPrefix(value))).toEqual(value);
        expect(readPrefix(formatPrefix(value))).toEqual(value);
        expect(readPrefix(formatPrefix(value).toUpperCase())).toEqual(value);
        expect(readPrefix(formatShort(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  // RFC 5952 §4: lower case, no leading zeros, the longest run of zeros, the first of equals, never a single group.
  test.each([
    ["2001:db8:0:0:0:0:2:1", "2001:db8::2:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["1:0:0:0:0:0:0:0", "1::"],
    ["2001:DB8::AAAA", "2001:db8::aaaa"],
  ])("%s is written %s", (text, canonical) => {
    const { family, first } = parseAddress(text);
    expect(formatAddress(family, first)).toBe(canonical);
    expect(formatShort({ family, first, length: 128 })).toBe(canonical);
  });
});
