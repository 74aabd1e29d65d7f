import * as fc from "fast-check";
import { formatPrefix } from "../../../lease/prefix";
import { RouteCsvError, type RouteRow, readRoutes } from "../../../lease/rpki/route-csv";
import { nearlyAddress, prefix } from "../arbitraries";

const rows = (text: string): RouteRow[] => [...readRoutes(text)];
const routes = (text: string) => rows(text).map((row) => [formatPrefix(row.prefix), row.origin]);
const ROUTES = [
  ["203.0.113.0/24", 64496],
  ["2001:db8::/32", null],
];

test.each([
  ["plainly", "prefix,origin\n203.0.113.0/24,64496\n2001:db8::/32,\n"],
  ["without a last line feed", "prefix,origin\n203.0.113.0/24,64496\n2001:db8::/32,"],
  ["with a byte order mark and CR LF", "\uFEFFprefix,origin\r\n203.0.113.0/24,AS64496\r\n2001:db8::/32,\r\n"],
  ["quoted", '"prefix","origin"\n"203.0.113.0/24","as64496"\n2001:db8::/32,""\n'],
  ["with spaces and empty lines", "\n prefix , origin \n\n\t203.0.113.0/24 , 64496\n  \n2001:DB8:0::/32, \n\n"],
])("routes are read as they are written %s", (_, text) => {
  expect(routes(text)).toEqual(ROUTES);
});

test("a header alone is no route", () => {
  expect(rows("prefix,origin\n")).toEqual([]);
});

test("host bits are dropped, and said", () => {
  expect(rows("prefix,origin\n203.0.113.7/24,1\n2001:db8::1/32,1\n0.0.0.1/0,0\n")).toMatchObject([
    { line: 2, hostBits: "203.0.113.7/24", origin: 1 },
    { line: 3, hostBits: "2001:db8::1/32" },
    { line: 4, hostBits: "0.0.0.1/0", origin: 0 },
  ]);
  expect(routes("prefix,origin\n203.0.113.7/24,1\n2001:db8::1/32,1\n0.0.0.1/0,0\n").map(([text]) => text)).toEqual([
    "203.0.113.0/24",
    "2001:db8::/32",
    "0.0.0.0/0",
  ]);
});

test("an IPv4-mapped route stays IPv6, as in BGP", () => {
  expect(rows("prefix,origin\n::ffff:203.0.113.0/120,1\n::ffff:203.0.113.9/120,1\n")).toMatchObject([
    { prefix: { family: 6, first: 0xffffcb007100n, length: 120 } },
    { prefix: { family: 6, first: 0xffffcb007100n, length: 120 }, hostBits: "::ffff:203.0.113.9/120" },
  ]);
});

test.each<[name: string, text: string, message: RegExp]>([
  ["nothing", "", /^line 1: there is nothing; start the file with the line prefix,origin/],
  ["no header", "203.0.113.0/24,64496\n", /^line 1: the header is missing/],
  ["another header", "\norigin,prefix\n", /^line 2: the header is missing/],
  ["a column more", "prefix,origin\n203.0.113.0/24,64496,x\n", /^line 2: has 3 columns/],
  ["a column less", "prefix,origin\n\n203.0.113.0/24\n", /^line 3: has one column/],
  [
    "a quotation mark out of place",
    'prefix,origin\n203.0.113.0/24,"64"496\n',
    /^line 2: has a quotation mark out of place/,
  ],
  [
    "a quotation mark left open",
    'prefix,origin\n"203.0.113.0/24,64496\n',
    /^line 2: has a quotation mark out of place/,
  ],
  ["no address", "prefix,origin\n203.0.113/24,64496\n", /^line 2: "203\.0\.113\/24" has 3 parts/],
  ["no length", "prefix,origin\n203.0.113.0,64496\n", /^line 2: "203\.0\.113\.0" has no prefix length/],
  ["a length too long", "prefix,origin\n203.0.113.1/33,64496\n", /^line 2: .*no valid length/],
  ["leading zeros", "prefix,origin\n203.0.113.01/24,64496\n", /^line 2: .*leading zeros/],
  ["no prefix", "prefix,origin\n,64496\n", /^line 2: the address is empty/],
  ["an AS number too large", "prefix,origin\n203.0.113.0/24,4294967296\n", /^line 2: 4294967296 is no AS number/],
  ["a set", "prefix,origin\n203.0.113.0/24,{64496}\n", /^line 2: the value is no AS number/],
  ["a line without end", `prefix,origin\n${"x".repeat(201)}\n`, /^line 2: is 201 characters long/],
])("%s is refused by line", (_, text, message) => {
  expect(() => rows(text)).toThrow(message);
  expect(() => rows(text)).toThrow(RouteCsvError);
});

test("what is written is read back, and near misses are refused or read as a prefix", () => {
  const written = fc.array(fc.record({ prefix, origin: fc.option(fc.nat(4_294_967_295)) }));
  fc.assert(
    fc.property(written, (all) => {
      const text = ["prefix,origin", ...all.map((one) => `${formatPrefix(one.prefix)},${one.origin ?? ""}`)].join("\n");
      expect(rows(text).map(({ prefix, origin }) => ({ prefix, origin }))).toEqual(all);
    }),
  );
  fc.assert(
    fc.property(nearlyAddress, (address) => {
      try {
        expect(rows(`prefix,origin\n${address},1\n`).length).toBeLessThan(2);
      } catch (error) {
        expect(error).toBeInstanceOf(RouteCsvError);
      }
    }),
    { numRuns: 1000 },
  );
});
