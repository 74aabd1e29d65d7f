import { formatPrefix, parsePrefix } from "../../../lease/prefix";
import { validateRoute } from "../../../lease/rpki/route-origin";
import { type ParsedVrps, parseVrps, VrpJsonError } from "../../../lease/rpki/vrp-json";

const bytesOf = (document: unknown): Uint8Array =>
  new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
const read = (document: unknown, at?: number): ParsedVrps => parseVrps(bytesOf(document), at);

/** Everything that the documents of these tests say, as text. */
function payloads({ index }: ParsedVrps): string[] {
  return ["0.0.0.0/0", "::/0"]
    .flatMap((all) => index.within(parsePrefix(all)))
    .map(({ prefix, asn, maxLength }) => `${formatPrefix(prefix)}-${maxLength} AS${asn}`);
}

const BOTH = ["203.0.113.0/24-24 AS64496", "2001:db8::/32-48 AS64497"];

describe("the shapes that relying parties write", () => {
  test("Routinator's /json, with what it says besides", () => {
    const parsed = read({
      metadata: { generated: 1_763_780_400, generatedTime: "2025-11-22T03:00:00Z" },
      roas: [
        { asn: "AS64496", prefix: "203.0.113.0/24", maxLength: 24, ta: "ripe" },
        { asn: "AS64497", prefix: "2001:db8::/32", maxLength: 48, ta: "arin" },
      ],
      routerKeys: [],
      aspas: [{ customer: "AS64496", providers: ["AS64500"], ta: "ripe" }],
    });
    expect(payloads(parsed)).toEqual(BOTH);
    expect(parsed).toMatchObject({ count: 2, expired: 0, generatedAt: new Date("2025-11-22T03:00:00Z") });
  });

  test("Routinator's jsonext, with the source of each payload", () => {
    const source = [
      { type: "roa", tal: "ripe", uri: "rsync://x/y.roa", validity: { notAfter: "2027-01-01T00:00:00Z" } },
    ];
    const roas = [
      { asn: "AS64496", prefix: "203.0.113.0/24", maxLength: 24, source },
      { asn: "AS64497", prefix: "2001:db8::/32", maxLength: 48, source },
    ];
    expect(payloads(read({ metadata: {}, roas }))).toEqual(BOTH);
  });

  test("rpki-client's, with AS numbers as numbers and the time each lapses", () => {
    const parsed = read({
      metadata: { buildmachine: "rp", buildtime: "2025-11-22T03:00:00Z", vrps: 2 },
      roas: [
        { asn: 64496, prefix: "203.0.113.0/24", maxLength: 24, ta: "ripe", expires: 1_763_800_000 },
        { asn: 64497, prefix: "2001:db8::/32", maxLength: 48, ta: "arin", expires: 1_763_800_001 },
      ],
      bgpsec_keys: [],
    });
    expect(payloads(parsed)).toEqual(BOTH);
    expect(parsed.generatedAt).toEqual(new Date("2025-11-22T03:00:00Z"));
    expect(parsed.index.covering(parsePrefix("2001:db8::/48"))[0]?.expires).toBe(1_763_800_001);
  });

  test("StayRTR's, and the bare list, with numbers as text and a max-length left out", () => {
    const roas = [
      { prefix: "203.0.113.0/24", maxLength: "24", asn: "64496" },
      { prefix: "2001:db8::/32", maxLength: 48, asn: "as64497" },
      { prefix: "198.51.100.0/24", asn: 0 },
    ];
    const all = ["198.51.100.0/24-24 AS0", ...BOTH];
    expect(payloads(read({ metadata: { counts: 3 }, roas }))).toEqual(all);
    expect(payloads(read({ vrps: roas }))).toEqual(all);
    expect(payloads(read({ vrps: roas, roas: [] }))).toEqual([]);
    const bare = read(roas);
    expect(payloads(bare)).toEqual(all);
    expect(bare.generatedAt).toBeUndefined();
  });

  test("white space, a byte order mark, escapes, unknown keys and any order of keys change nothing", () => {
    const text = `\uFEFF\r\n\t{ "roas" : [ { "x" : {"prefix":"10.0.0.0/8"} , "maxLength":24, "\\u0061sn" : "A\\u005364496",
      "prefix" : "203.0.113.0\\/24", "ta":"\\"}]" },\n{"asn":64497,"maxLength":48,"prefix":"2001:DB8:0::/32","e":1e3}
      ] , "other":[[],{}], "metadata" : {"roas":[]} } \n`;
    expect(payloads(read(text))).toEqual(BOTH);
  });

  test("a key that stands twice counts as it does for JSON.parse: the last one", () => {
    const entry = '{"asn":1,"prefix":"198.51.100.0/24","asn":64496,"prefix":"203.0.113.0/24"}';
    expect(payloads(read(`[${entry}]`))).toEqual(["203.0.113.0/24-24 AS64496"]);
    expect(payloads(read(`{"roas":[],"roas":[${entry}]}`))).toEqual(["203.0.113.0/24-24 AS64496"]);
    expect(payloads(read(`{"roas":[${entry}],"roas":[]}`))).toEqual([]);
  });

  test("repeats are kept, and an empty list is one", () => {
    const entry = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 };
    expect(read([entry, entry]).count).toBe(2);
    expect(read({ roas: [] }).count).toBe(0);
  });
});

test("a payload that has lapsed is none, and is counted", () => {
  const roas = [
    { asn: 64496, prefix: "203.0.113.0/24", expires: 1000 },
    { asn: 64497, prefix: "203.0.113.0/24", expires: 1001 },
    { asn: 64498, prefix: "203.0.113.0/24" },
  ];
  const parsed = read(roas, 1001);
  expect(payloads(parsed)).toEqual(["203.0.113.0/24-24 AS64497", "203.0.113.0/24-24 AS64498"]);
  expect(parsed).toMatchObject({ count: 2, expired: 1 });
  expect(read(roas)).toMatchObject({ count: 3, expired: 0 });
});

test("an IPv4-mapped payload stays IPv6: it says nothing of IPv4 routes", () => {
  const { index } = read([{ asn: 0, prefix: "::ffff:0:0/96", maxLength: 128 }]);
  expect(validateRoute({ prefix: parsePrefix("203.0.113.0/24"), origin: 64496 }, index).state).toBe("not-found");
  expect(validateRoute({ prefix: parsePrefix("::/0"), origin: 64496 }, index).state).toBe("not-found");
  expect(index.size).toBe(1);
});

describe("what is wrong is refused, with the entry and the fix", () => {
  const entry = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 };
  test.each<[name: string, wrong: unknown, message: RegExp]>([
    [
      "host bits",
      { ...entry, prefix: "203.0.113.1/24" },
      /^roas\[1\]: "203\.0\.113\.1\/24" has host bits set; .*203\.0\.113\.0\/24/,
    ],
    ["no length", { ...entry, prefix: "203.0.113.0" }, /^roas\[1\]: .*has no prefix length/],
    ["leading zeros", { ...entry, prefix: "203.0.113.0/024" }, /^roas\[1\]: .*no valid length/],
    ["no prefix", { asn: 64496, maxLength: 24 }, /^roas\[1\] has no prefix/],
    ["an AS number too large", { ...entry, asn: 4_294_967_296 }, /^roas\[1\]: 4294967296 is no AS number/],
    ["an AS number in words", { ...entry, asn: "AS-SET" }, /^roas\[1\]: the value is no AS number/],
    ["no AS number", { ...entry, asn: null }, /^roas\[1\] has no asn/],
    ["a max-length shorter than the prefix", { ...entry, maxLength: 23 }, /max-length 23 for a \/24; .* from 24 to 32/],
    ["a max-length longer than an address", { ...entry, maxLength: 33 }, /max-length 33 for a \/24/],
    ["a max-length that would wrap", { ...entry, maxLength: 24 + 256 }, /max-length 280 for a \/24/],
    ["a max-length with a fraction", { ...entry, maxLength: 24.5 }, /max-length 24\.5/],
    ["a max-length of null", { ...entry, maxLength: null }, /a max-length that is no number/],
    ["an expiry that is no time", { ...entry, expires: "soon" }, /^roas\[1\] has an `expires` that is no time/],
    ["a number for an entry", 7, /^roas\[1\] is no object/],
    ["a list for an entry", [entry], /^roas\[1\] is no object/],
  ])("%s", (_, wrong, message) => {
    expect(() => read({ roas: [entry, wrong] })).toThrow(message);
    expect(() => read({ roas: [entry, wrong] })).toThrow(VrpJsonError);
    expect(() => read([wrong])).toThrow(/^\[0\]/);
  });

  test.each<[name: string, text: string | Uint8Array, message: RegExp]>([
    ["nothing", "", /is no JSON, or was cut off/],
    ["a list that was cut off", '[{"prefix":"203.0.113.0/24","asn":1}', /is no JSON/],
    ["text after the end", '[] {"roas":[]}', /is no JSON/],
    ["a comma too many", '{"roas":[{"prefix":"203.0.113.0/24","asn":1},]}', /is no JSON/],
    ["a number with a leading zero", '[{"prefix":"203.0.113.0/24","asn":064496}]', /is no JSON/],
    ["a bare line feed in a text", '[{"prefix":"203.0.113.0/24","asn":1,"ta":"a\nb"}]', /is no JSON/],
    ["a page of HTML", "<html>sign in</html>", /is no JSON/],
    ["no list", '{"metadata":{}}', /has no list `roas`/],
    ["a list under another name", '{"roas":{"0":{}}}', /has no list `roas`/],
    ["null", "null", /has no list `roas`/],
    ["bytes that are no UTF-8", Uint8Array.of(0x5b, 0x22, 0xe9, 0x22, 0x5d), /is not UTF-8/],
  ])("%s", (_, text, message) => {
    expect(() => parseVrps(typeof text === "string" ? bytesOf(text) : text)).toThrow(message);
  });
});

test.each<[metadata: unknown, seconds: number | undefined]>([
  [{ generated: 1000 }, 1000],
  [{ generated: "1000" }, 1000],
  [{ generated: "yesterday", buildtime: "1970-01-01T00:16:40Z" }, 1000],
  [{ lastmodified: "1970-01-01T01:16:40+01:00" }, 1000],
  [{ generated: 1e300, generatedTime: {} }, undefined],
  [{ buildtime: "22 Nov 2025" }, undefined],
  [[1000], undefined],
  ["now", undefined],
  [null, undefined],
])("metadata %j says it was made at %p", (metadata, seconds) => {
  const { generatedAt } = read({ metadata, roas: [] });
  expect(generatedAt).toEqual(seconds === undefined ? undefined : new Date(seconds * 1000));
});
