import fc from "fast-check";
import { readGobgpRib } from "../../../../drift/observers/bgp/gobgp-rib";
import { formatPrefix } from "../../../../lease/prefix";

/** As GoBGP 3.10 prints it. */
const path = (...segments: object[]) => ({
  nlri: {},
  age: 1,
  best: true,
  attrs: [
    { type: 1, value: 2 },
    ...(segments.length > 0 ? [{ type: 2, as_paths: segments }] : []),
    { type: 3, nexthop: "0.0.0.0" },
  ],
  stale: false,
});
const sequence = (...asns: number[]) => ({ segment_type: 2, num: asns.length, asns });
const set = (...asns: number[]) => ({ segment_type: 1, num: asns.length, asns });
const confederation = (...asns: number[]) => ({ segment_type: 3, num: asns.length, asns });

const read = (table: unknown) =>
  readGobgpRib(JSON.stringify(table))?.map((one) => [formatPrefix(one.prefix), one.path]);

test("routes are read with their paths: own ones empty, sets apart, confederations left out", () => {
  expect(
    read({
      "203.0.113.0/24": [path(), path(sequence(64500, 64496))],
      "203.0.113.128/25": [path(sequence(64500), set(64501, 64502))],
      "2001:db8::/32": [path(confederation(64510), sequence(64496))],
    }),
  ).toEqual([
    ["203.0.113.0/24", []],
    ["203.0.113.0/24", [64500, 64496]],
    ["203.0.113.128/25", [64500, [64501, 64502]]],
    ["2001:db8::/32", [64496]],
  ]);
  expect(read({})).toEqual([]);
});

test.each([
  ["the daemon's failure", { error: "context deadline exceeded" }],
  ["a list", []],
  ["nothing", null],
  ["a prefix that is none", { "203.0.113.0": [path()], default: [path()] }],
  ["a path without attributes", { "203.0.113.0/24": [{ best: true }] }],
  ["a segment of no kind", { "203.0.113.0/24": [path({ segment_type: 0, asns: [64496] })] }],
  ["an AS number that is none", { "203.0.113.0/24": [path(sequence(-1))] }],
])("%s is no table: what it lacks is not known", (_, table) => {
  expect(read(table)).toBeUndefined();
});

test("text that was cut is no table", () => {
  const whole = JSON.stringify({ "203.0.113.0/24": [path(sequence(64500, 64496))] });
  for (let end = 0; end < whole.length; end++) expect(readGobgpRib(whole.slice(0, end))).toBeUndefined();
});

test("no JSON throws", () => {
  const attribute = fc.oneof(fc.record({ type: fc.integer(), as_paths: fc.jsonValue() }), fc.jsonValue());
  const row = fc.oneof(fc.record({ attrs: fc.array(attribute) }), fc.jsonValue());
  const key = fc.oneof(fc.constantFrom("203.0.113.0/24", "2001:db8::/32", "203.0.113.7/24"), fc.string());
  fc.assert(fc.property(fc.dictionary(key, fc.array(row)), (table) => void read(table)));
  fc.assert(fc.property(fc.string(), (text) => void readGobgpRib(text)));
});
