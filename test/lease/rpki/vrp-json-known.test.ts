import * as fc from "fast-check";
import { formatPrefix, fullLength, type Prefix } from "../../../lease/prefix";
import type { VrpColumns } from "../../../lease/rpki/vrp-columns";
import { VrpJsonError } from "../../../lease/rpki/vrp-json-error";
import { readKnownShape } from "../../../lease/rpki/vrp-json-known";
import { type ReadVrps, readStrictly } from "../../../lease/rpki/vrp-json-strict";
import { nearlyAddress, prefix } from "../arbitraries";

const NOW = 1_763_780_400;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All that was read, column by column. */
function told({ rows, expired, metadata }: ReadVrps) {
  const columns = ({ count, words, addresses, lengths, asns, maxLengths, expires }: VrpColumns) => ({
    addresses: [...addresses.subarray(0, count * words)],
    lengths: [...lengths.subarray(0, count)],
    asns: [...asns.subarray(0, count)],
    maxLengths: [...maxLengths.subarray(0, count)],
    expires: [...(expires?.subarray(0, count) ?? [])],
  });
  return { v4: columns(rows.v4), v6: columns(rows.v6), expired, metadata };
}

/** What the strict reader says, or undefined where it refuses. */
function strictly(bytes: Uint8Array): ReturnType<typeof told> | undefined {
  try {
    return told(readStrictly(bytes, NOW));
  } catch (error) {
    if (error instanceof VrpJsonError) return undefined;
    throw error;
  }
}

const space = fc.constantFrom("", "", "", " ", "\n  ", "\t", "\r\n");
const joined = (parts: readonly string[], spaces: readonly string[]) =>
  parts.map((part, at) => part + (spaces[at % spaces.length] ?? "")).join("");

/** JSON text of an object with the given members, spaced as by hand. */
const objectOf = (members: readonly (readonly [name: string, value: string])[]) =>
  fc.array(space, { minLength: 1, maxLength: 7 }).map((spaces) => {
    const parts = members.flatMap(([name, value], at) => [at === 0 ? "{" : ",", JSON.stringify(name), ":", value]);
    return joined([...(members.length === 0 ? ["{"] : parts), "}"], spaces);
  });

/** Other ways to write the same IPv6 address. */
function written(text: string, style: number): string {
  if (!text.includes(":") || style === 0) return text;
  return style === 1 ? text.toUpperCase() : text.replace(/([0-9a-f])::\//, "$1:0::/");
}

const asnText = fc
  .tuple(fc.constantFrom(0, 1, 64496, 4_294_967_295), fc.constantFrom("", '"', '"AS'))
  .map(([asn, before]) => `${before}${asn}${before === "" ? "" : '"'}`);
const soundEntry = fc
  .tuple(prefix, fc.nat(2), asnText, fc.nat({ max: 128 }), fc.option(fc.constantFrom(1, NOW - 1, NOW, 2 ** 33)))
  .map(([of, style, asn, more, expires]) => {
    const maxLength = Math.min(of.length + more, fullLength(of.family));
    const members: [string, string][] = [
      ["prefix", JSON.stringify(written(formatPrefix(of), style))],
      ["asn", asn],
      ["ta", '"ripe"'],
    ];
    if (more > 0) members.push(["maxLength", String(maxLength)]);
    if (expires !== null) members.push(["expires", String(expires)]);
    return members;
  });
const besides = fc.constantFrom<[string, string]>(
  ["source", '[{"type":"roa","uri":"rsync://x/\\u0041","n":[1,-2.5e3,null]}]'],
  ["asns", "true"],
  ["", "{}"],
  ["comment", '"a, b }"'],
);
const sound = fc.array(
  fc
    .tuple(soundEntry, fc.array(besides, { maxLength: 2 }))
    .chain(([members, others]) =>
      fc.shuffledSubarray([...members, ...others], { minLength: members.length + others.length }),
    )
    .chain(objectOf),
  { maxLength: 6 },
);

const metadata = fc.constantFrom(
  '{"generated":1000}',
  '{ "buildtime" : "2025-11-22T03:00:00Z", "roas": [1] }',
  "null",
  '"\\""',
);
const documentOf = (entries: fc.Arbitrary<string[]>) =>
  fc.tuple(entries, metadata, fc.nat(3), space).chain(([list, about, shape, gap]) => {
    const roas = `[${gap}${list.join(`,${gap}`)}${gap}]`;
    if (shape === 0) return fc.constant(gap + roas + gap);
    const members: [string, string][] = [
      ["roas", roas],
      ["metadata", about],
      ["aspas", '[{"providers":["AS64500"]}]'],
    ];
    return fc.shuffledSubarray(members, { minLength: 3 }).chain(objectOf);
  });

test("what relying parties write is read without the strict reader, and read the same", () => {
  fc.assert(
    fc.property(documentOf(sound), (text) => {
      const known = readKnownShape(bytesOf(text), NOW);
      expect(known && told(known)).toEqual(strictly(bytesOf(text)));
      expect(known).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

const oddPrefix = fc.oneof(
  nearlyAddress,
  prefix.map((of: Prefix) => formatPrefix(of)),
  fc.constantFrom(
    "::ffff:203.0.113.0/120",
    "::ffff:0:0/96",
    "::/0",
    "0.0.0.0/0",
    "2001:db8:::/48",
    "1:2:3:4:5:6:7::/128",
    "::1:2:3:4:5:6:7:8/128",
  ),
);
const oddMember = fc.oneof(
  oddPrefix.map((text): [string, string] => ["prefix", JSON.stringify(text)]),
  fc
    .constantFrom(
      "64496",
      '"64496"',
      '"AS64496"',
      '"as64496"',
      "4294967296",
      "-1",
      "1.0",
      "1e3",
      '"064496"',
      "064496",
      "null",
      '""',
      '"AS"',
      "[]",
    )
    .map((text): [string, string] => ["asn", text]),
  fc
    .constantFrom("24", '"24"', "32", "48", "128", "129", "0", "24.0", "-0", "null", "280", '"024"', "024")
    .map((text): [string, string] => ["maxLength", text]),
  fc.constantFrom("24", "48").map((text): [string, string] => ["max_length", text]),
  fc
    .constantFrom("0", "1", String(NOW), "1.5", '"soon"', "1e12", "9999999999999")
    .map((text): [string, string] => ["expires", text]),
  fc.constantFrom('"a\\"b"', '"é"', '"\u007f"', "nul", "[1,]", "{}", '"').map((text): [string, string] => ["ta", text]),
  fc.constantFrom("a\\u0073n", "pref\\u0069x").map((name): [string, string] => [name, '"1"']),
);
const odd = fc.array(fc.array(oddMember, { maxLength: 6 }).chain(objectOf), { maxLength: 3 });

test("what is odd or wrong is read the same as by the strict reader, or left to it", () => {
  let left = 0;
  let read = 0;
  fc.assert(
    fc.property(documentOf(fc.tuple(sound, odd).map(([some, more]) => [...some, ...more])), (text) => {
      const known = readKnownShape(bytesOf(text), NOW);
      if (known === undefined) left++;
      else {
        read++;
        expect(told(known)).toEqual(strictly(bytesOf(text)));
      }
    }),
    { numRuns: 1500 },
  );
  expect(Math.min(left, read)).toBeGreaterThan(50);
});

const TELLING = [...'"\\{}[]:,/.-+eE0129afF \n\t\u0000\u007f', "é", "roas", "asn", "\uFEFF", "AS", "::", "//", "1e1"];

test("a document with bytes changed, taken out, put in or cut off is read the same, or left to the strict reader", () => {
  let read = 0;
  const change = fc.record({
    at: fc.nat(10_000),
    out: fc.nat(3),
    put: fc.constantFrom("", ...TELLING),
    cut: fc.nat(20),
  });
  fc.assert(
    fc.property(documentOf(sound), change, (text, { at, out, put, cut }) => {
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + put + text.slice(place + out);
      const bytes = bytesOf(cut === 0 ? changed.slice(0, place) : changed);
      const known = readKnownShape(bytes, NOW);
      if (known === undefined) return;
      read++;
      expect(told(known)).toEqual(strictly(bytes));
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(100);
});

test.each<[name: string, text: string]>([
  ["a key that stands twice", '[{"asn":1,"asn":2,"prefix":"203.0.113.0/24"}]'],
  ["a second list", '{"roas":[],"roas":[]}'],
  ["an escaped name", '{"ro\\u0061s":[]}'],
  ["host bits beyond the first word", '[{"asn":1,"prefix":"2001:db8::1/64"}]'],
  ["text after the end", "[] []"],
  ["brackets that do not match", '{"x":[},"roas":[]}'],
  ["nothing", ""],
  ["another length's name", '[{"asn":1,"prefix":"203.0.113.0/24","max_length":25}]'],
])("%s is left to the strict reader", (_, text) => {
  expect(readKnownShape(bytesOf(text), NOW)).toBeUndefined();
});

test("bytes that are no UTF-8 are left to the strict reader, wherever they stand", () => {
  for (const text of ['{"metadata":"\u00e9","roas":[]}', '[{"asn":1,"prefix":"::/0","ta":"\u00e9"}]']) {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(readKnownShape(bytes, NOW)).toBeUndefined();
  }
});
