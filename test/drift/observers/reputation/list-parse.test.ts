import * as fc from "fast-check";
import { ListError, parseList } from "../../../../drift/observers/reputation/list-parse";
import { formatPrefix } from "../../../../lease/prefix";
import { prefix } from "../../../lease/arbitraries";

const MADE = 1_795_000_000;
const line = (object: object) => `${JSON.stringify(object)}\n`;
const metadata = (records: number) => line({ type: "metadata", timestamp: MADE, size: 1, records });

test("Spamhaus' JSON is read with its references and its date", () => {
  const text = line({ cidr: "203.0.113.0/24", sblid: "SBL1", rir: "ripencc" }) + metadata(1);
  const { entries, madeAt } = parseList(text, "drop-json");
  expect(entries.map((one) => [one.prefix && formatPrefix(one.prefix), one.reference])).toEqual([
    ["203.0.113.0/24", "SBL1"],
  ]);
  expect(madeAt).toEqual(new Date(MADE * 1000));
  expect(parseList(line({ asn: 64496, rir: "arin" }) + metadata(1), "asn-json").entries).toEqual([{ asn: 64496 }]);
});

test("text lists are read with comments, references and dates", () => {
  const text =
    "; Spamhaus DROP List\n; Last-Modified: Sun, 22 Nov 2026 05:17:00 GMT\n203.0.113.0/24 ; SBL1\n\n198.51.100.7\n2001:db8::/32 # why not\n";
  const { entries, madeAt } = parseList(text, "cidr-text");
  expect(entries.map((one) => [one.prefix && formatPrefix(one.prefix), one.reference])).toEqual([
    ["203.0.113.0/24", "SBL1"],
    ["198.51.100.7/32", undefined],
    ["2001:db8::/32", undefined],
  ]);
  expect(madeAt?.toISOString()).toBe("2026-11-22T05:17:00.000Z");
});

test("DShield's columns and AS numbers are read", () => {
  const dshield = "# primary URL\nStart\tEnd\tNetmask\tAttacks\n203.0.113.0\t203.0.113.255\t24\t500\tEXAMPLE\n";
  expect(parseList(dshield, "dshield").entries).toHaveLength(1);
  expect(parseList("AS64496 ; x\n64497\n", "asn-text").entries).toEqual([
    { asn: 64496, reference: "x" },
    { asn: 64497 },
  ]);
});

test("every block that is written is read", () => {
  fc.assert(
    fc.property(fc.array(prefix, { minLength: 1 }), (blocks) => {
      const text = `${blocks.map((block) => `${formatPrefix(block)} ; SBL1`).join("\n")}\n`;
      expect(parseList(text, "cidr-text").entries.map((entry) => entry.prefix)).toEqual(blocks);
    }),
  );
});

test.each<[string, string, Parameters<typeof parseList>[1], string]>([
  ["nothing", "", "cidr-text", "is empty"],
  ["white space", " \n", "drop-json", "is empty"],
  ["a line cut off", "203.0.113.0/24\n198.51", "cidr-text", "cut off"],
  ["JSON without its metadata", line({ cidr: "203.0.113.0/24" }), "drop-json", "cut off"],
  [
    "JSON with fewer entries than it counts",
    line({ cidr: "203.0.113.0/24" }) + metadata(2),
    "drop-json",
    "has 1 entries",
  ],
  ["JSON without a count", line({ type: "metadata", timestamp: MADE }), "drop-json", "counts none"],
  ["JSON without a date", line({ type: "metadata", records: 0 }), "drop-json", "when it was made"],
  ["JSON with another object", line({ net: "203.0.113.0/24" }) + metadata(1), "drop-json", "line 1"],
  ["AS numbers that are none", line({ asn: "64496" }) + metadata(1), "asn-json", "line 1"],
  ["a page", "<!doctype html>\n<p>Too many requests\n", "cidr-text", "line 1"],
  ["a page in place of JSON", "<!doctype html>\n", "drop-json", "line 1"],
  ["host bits", "203.0.113.7/24\n", "cidr-text", "line 1"],
  ["another format", "203.0.113.0/24\n", "dshield", "line 1"],
])("%s is an error, never an empty list", (_, text, format, words) => {
  expect(() => parseList(text, format)).toThrow(ListError);
  expect(() => parseList(text, format)).toThrow(words);
});

test("whatever text there is is a list or a ListError", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom("drop-json", "cidr-text", "asn-text", "dshield", "asn-json"),
      (text, format) => {
        try {
          parseList(`${text}\n`, format);
        } catch (error) {
          expect(error).toBeInstanceOf(ListError);
        }
      },
    ),
  );
});
