import * as fc from "fast-check";
import { type Family, fullLength, type Prefix, supernet } from "../../lease/prefix";

export const family = fc.constantFrom<Family>(4, 6);

/** Any prefix, any length; IPv4-mapped IPv6 of length 96 and more is left out, since it is written as IPv4. */
export const prefix: fc.Arbitrary<Prefix> = family.chain((of) =>
  fc
    .record({
      address: fc.bigInt({ min: 0n, max: (1n << BigInt(fullLength(of))) - 1n }),
      length: fc.integer({ min: 0, max: fullLength(of) }),
    })
    .map(({ address, length }) => supernet({ family: of, first: address, length: fullLength(of) }, length))
    .filter(({ first, length }) => of === 4 || length < 96 || first >> 32n !== 0xffffn),
);

/** Where the 64 addresses of a small space start: in the middle, and at both ends of each family. */
const SMALL_SPACES: readonly { family: Family; base: bigint }[] = [
  { family: 4, base: 0n },
  { family: 4, base: 0xcb007100n },
  { family: 4, base: 2n ** 32n - 64n },
  { family: 6, base: 0x20010db8n << 96n },
  { family: 6, base: 2n ** 128n - 64n },
];

/** One of the small spaces, small enough for every address in it to be looked at. */
export const smallSpace = fc.constantFrom(...SMALL_SPACES);
export type SmallSpace = (typeof SMALL_SPACES)[number];

export const SMALL_SIZE = 64;

/** A prefix inside a small space. */
export function prefixIn({ family: of, base }: SmallSpace): fc.Arbitrary<Prefix> {
  const full = fullLength(of);
  return fc
    .record({ offset: fc.integer({ min: 0, max: SMALL_SIZE - 1 }), bits: fc.integer({ min: 0, max: 6 }) })
    .map(({ offset, bits }) => supernet({ family: of, first: base + BigInt(offset), length: full }, full - bits));
}

/** Every address of a small space, as prefixes of full length. */
export function addressesOf({ family: of, base }: SmallSpace): Prefix[] {
  return Array.from({ length: SMALL_SIZE }, (_, at) => ({
    family: of,
    first: base + BigInt(at),
    length: fullLength(of),
  }));
}

/** Text that comes near to being an address, right or wrong. */
export const nearlyAddress = fc.oneof(
  fc.array(fc.constantFrom(..."0123456789abcdefABCDEF:./% xg".split("")), { maxLength: 52 }).map((all) => all.join("")),
  fc
    .tuple(
      fc.array(fc.constantFrom("0", "00", "1", "01", "10", "127", "255", "256", "1000", "", "a", "-1", " 1"), {
        minLength: 3,
        maxLength: 5,
      }),
      fc.constantFrom("", "/", "/0", "/8", "/08", "/24", "/31", "/32", "/33", "/128", "/+8", "/8/8", " "),
    )
    .map(([octets, length]) => octets.join(".") + length),
  fc
    .tuple(
      fc.array(fc.constantFrom("0", "0000", "00000", "1", "db8", "DB8", "2001", "ffff", "FFFF", "", "g"), {
        minLength: 1,
        maxLength: 9,
      }),
      fc.constantFrom("", "", "::", ":", ":203.0.113.0", ":203.0.113.1", ":203.0.113", ":203.0.113.01", "%eth0"),
      fc.constantFrom("", "/0", "/32", "/64", "/96", "/104", "/112", "/120", "/127", "/128", "/129", "/0120"),
    )
    .map(([groups, tail, length]) => groups.join(":") + tail + length),
  prefix.map(({ family: of, first, length }) => {
    const digits = first.toString(16).padStart(32, "0");
    const full = (digits.match(/.{4}/g) ?? []).join(":");
    const octets = [24n, 16n, 8n, 0n].map((shift) => (first >> shift) & 255n).join(".");
    return `${of === 4 ? octets : full}/${length}`;
  }),
);
