import * as fc from "fast-check";
import {
  formatBaselineEntry,
  listingId,
  parseBaselineEntry,
} from "../../../../drift/observers/reputation/baseline-entry";
import { parseAddress, parsePrefix } from "../../../../lease/prefix";
import { prefix as anyPrefix } from "../../../lease/arbitraries";

const code = fc.stringMatching(/^[A-Za-z0-9._:-]{1,12}$/).filter((text) => !/^AS\d+$/.test(text));

test("an entry written is read as the same", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/),
      anyPrefix,
      fc.option(fc.nat(4_294_967_295), { nil: undefined }),
      fc.option(fc.uniqueArray(code, { minLength: 1, maxLength: 4 }), { nil: undefined }),
      (engine, prefix, asn, codes) => {
        const entry = { engine, prefix, ...(asn !== undefined && { asn }), ...(codes && { codes: [...codes].sort() }) };
        expect(parseBaselineEntry(formatBaselineEntry(entry))).toEqual(entry);
      },
    ),
  );
});

test("whatever text there is is an entry or a note, and never an error", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseBaselineEntry(text)));
});

test.each([
  ["spamhaus-zen 203.0.113.7", { engine: "spamhaus-zen", prefix: parseAddress("203.0.113.7") }],
  ["psbl 203.0.113.0/24 127.0.0.3,127.0.0.2", { codes: ["127.0.0.2", "127.0.0.3"] }],
  ["spamhaus-asndrop 203.0.113.0/24 AS64496", { asn: 64496, prefix: parsePrefix("203.0.113.0/24") }],
])("%s is an entry", (text, entry) => {
  expect(parseBaselineEntry(text)).toMatchObject(entry);
});

test.each([
  "Spamhaus PBL lists the block, as agreed",
  "spamhaus-zen",
  "spamhaus-zen the whole block",
  "spamhaus-zen 203.0.113.7/24",
  "spamhaus-zen 203.0.113.7 127.0.0.2 and more words",
  "spamhaus-zen 203.0.113.7 127.0.0.2 127.0.0.3",
  "",
])("%j is a note", (text) => {
  expect(parseBaselineEntry(text)).toBeUndefined();
});

test("an id names the engine, the place, and the AS where the list is of these", () => {
  const prefix = parsePrefix("2001:db8::/64");
  expect(listingId({ engine: "psbl", prefix })).toBe("psbl 2001:db8::/64");
  expect(listingId({ engine: "spamhaus-asndrop", prefix, asn: 64496 })).toBe("spamhaus-asndrop 2001:db8::/64 AS64496");
});
