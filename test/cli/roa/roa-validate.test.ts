import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { fakeIo } from "../fake-io";

const folder = mkdtempSync(join(tmpdir(), "leasehold-validate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VRPS = [
  { asn: "AS64496", prefix: "203.0.113.0/24", maxLength: 25, ta: "test" },
  { asn: 64497, prefix: "203.0.112.0/23", maxLength: 23 },
  { asn: "0", prefix: "2001:db8::/32", maxLength: 128 },
  { asn: 64496, prefix: "203.0.113.0/24", maxLength: 25 },
];

async function validate(vrps: unknown, csv: string, ...options: string[]) {
  writeFileSync(join(folder, "vrps.json"), typeof vrps === "string" ? vrps : JSON.stringify(vrps));
  writeFileSync(join(folder, "routes.csv"), csv);
  const io = fakeIo({ folder });
  const argv = ["roa", "validate", "--vrps", "vrps.json", "--routes", "routes.csv", ...options];
  const code = await run(argv, io);
  return { code, out: io.out(), err: io.err() };
}

const json = async (vrps: unknown, csv: string) => {
  const { code, out, err } = await validate(vrps, csv, "--format", "json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as unknown;
};

const LOOSER = { prefix: "203.0.112.0/23", asn: 64497, maxLength: 23 };
const OWN = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 25 };

test("JSON is a list with one entry a row, in order, each with its covering VRPs, the longest first", async () => {
  const csv =
    "prefix,origin\n203.0.113.0/24,AS64496\n203.0.113.0/26,64496\n198.51.100.0/24,1\n203.0.113.0/24,\n203.0.113.0/24,64496\n";
  expect(await json(VRPS, csv)).toEqual([
    { prefix: "203.0.113.0/24", origin: 64496, state: "valid", covering: [OWN, OWN, LOOSER] },
    { prefix: "203.0.113.0/26", origin: 64496, state: "invalid", reason: "length", covering: [OWN, OWN, LOOSER] },
    { prefix: "198.51.100.0/24", origin: 1, state: "not-found", covering: [] },
    { prefix: "203.0.113.0/24", origin: null, state: "invalid", reason: "as", covering: [OWN, OWN, LOOSER] },
    { prefix: "203.0.113.0/24", origin: 64496, state: "valid", covering: [OWN, OWN, LOOSER] },
  ]);
});

test("AS0 never matches, and a default route is one like any other", async () => {
  const csv = "prefix,origin\n2001:db8::/48,0\n::/0,64496\n0.0.0.0/0,64496\n";
  const covering = [{ prefix: "2001:db8::/32", asn: 0, maxLength: 128 }];
  expect(await json([...VRPS, { asn: 64496, prefix: "0.0.0.0/0", maxLength: 0 }], csv)).toEqual([
    { prefix: "2001:db8::/48", origin: 0, state: "invalid", reason: "as", covering },
    { prefix: "::/0", origin: 64496, state: "not-found", covering: [] },
    {
      prefix: "0.0.0.0/0",
      origin: 64496,
      state: "valid",
      covering: [{ prefix: "0.0.0.0/0", asn: 64496, maxLength: 0 }],
    },
  ]);
});

test("VRPs count however old they are, without those that had lapsed when they were made", async () => {
  const metadata = { buildtime: "2020-01-01T00:00:00Z" };
  const roas = [
    { ...OWN, expires: 1_577_836_799 },
    { ...LOOSER, expires: 1_577_836_800 },
  ];
  const { out, err } = await validate({ roas, metadata }, "prefix,origin\n203.0.113.0/24,64497\n", "--format", "json");
  expect(JSON.parse(out)).toMatchObject([{ state: "invalid", covering: [LOOSER] }]);
  expect(err).toBe("note: 1 of the VRPs had lapsed when they were made, and are left out.\n");
});

test("no VRPs and no routes are answered too, and said", async () => {
  const { code, out, err } = await validate({ roas: [] }, "prefix,origin\n203.0.113.0/24,1\n", "--format", "json");
  expect({ code, answer: JSON.parse(out) }).toMatchObject({ code: 0, answer: [{ state: "not-found", covering: [] }] });
  expect(err).toMatch(/holds no VRPs: every route is not found/);
  expect(await json(VRPS, "prefix,origin\n")).toEqual([]);
});

test("host bits of a route are dropped with a note", async () => {
  const { code, out, err } = await validate(
    VRPS,
    "prefix,origin\n203.0.113.9/24,64496\n203.0.113.8/24,\n",
    "--format",
    "json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject([{ prefix: "203.0.113.0/24", state: "valid" }, { state: "invalid" }]);
  expect(err).toBe("note: routes.csv, line 2: 203.0.113.9/24 has host bits, which are dropped, and 1 more.\n");
});

test("a person reads a line a route, with what is in its way, and a count", async () => {
  const { out } = await validate(
    VRPS,
    "prefix,origin\n203.0.113.0/24,64496\n203.0.113.0/26,64496\n2001:db8::/48,\n198.51.100.0/24,1\n",
  );
  expect(out).toBe(
    `valid     203.0.113.0/24       AS64496
invalid   203.0.113.0/26       AS64496      longer than its ROA allows; covered by 203.0.113.0/24 AS64496, max-length 25
invalid   2001:db8::/48        AS_SET       no ROA for this origin; covered by 2001:db8::/32 AS0, max-length 128
not-found 198.51.100.0/24      AS1
4 routes: 1 valid, 2 invalid, 1 not found, by 4 VRPs
`,
  );
});

test.each<[name: string, vrps: unknown, csv: string, message: RegExp]>([
  ["a bad route", VRPS, "prefix,origin\n203.0.113.0/24,1\n203.0.113.0/33,1\n", /^error: routes\.csv, line 3: /],
  ["a missing header", VRPS, "203.0.113.0/24,1\n", /^error: routes\.csv, line 1: the header is missing/],
  [
    "a bad VRP",
    [{ ...OWN, maxLength: 33 }],
    "prefix,origin\n",
    /^error: VRPs from .*vrps\.json: \[0\] has max-length 33/,
  ],
  ["no JSON", "{", "prefix,origin\n", /^error: VRPs from .*is no JSON/],
])("%s ends with exit code 2 and its place", async (_, vrps, csv, message) => {
  const { code, out, err } = await validate(vrps, csv, "--format", "json");
  // Nothing is printed before all is read: half a list is no answer.
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});

test("both files have to be named, and have to be there", async () => {
  const io = fakeIo({ folder });
  expect(await run(["roa", "validate", "--routes", "routes.csv"], io)).toBe(2);
  expect(io.err()).toMatch(/required option '--vrps <source>' not specified/);
  const other = fakeIo({ folder });
  expect(await run(["roa", "validate", "--vrps", "vrps.json", "--routes", "none.csv"], other)).toBe(2);
  expect(other.err()).toBe("error: none.csv: does not exist\n");
});

test("100,000 rows are answered one by one, to a file too", async () => {
  const csv = `prefix,origin\n${"203.0.113.0/24,64496\n".repeat(100_000)}`;
  const { code, out } = await validate(VRPS, csv, "--format", "json", "--output", "answer.json");
  expect({ code, out }).toEqual({ code: 0, out: "" });
  const answer = JSON.parse(readFileSync(join(folder, "answer.json"), "utf8")) as { state: string }[];
  expect(answer).toHaveLength(100_000);
  expect(new Set(answer.map(({ state }) => state))).toEqual(new Set(["valid"]));
});
