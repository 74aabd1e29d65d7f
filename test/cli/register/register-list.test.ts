import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, removeFolders } from "../../register/example-leases";
import { leaseArguments, register } from "./register-command";

afterAll(removeFolders);
const LESSOR = [
  "--lessor",
  "Example Networks",
  "--agreement",
  "A-1",
  "--lessor-contact",
  "a@example.com",
  "--holder",
  "ORG-1",
  "--rir",
  "ripe",
];

async function filled(): Promise<string> {
  const folder = newFolder();
  await register(folder, leaseArguments("office", "203.0.113.0/24", "--status", "active", ...LESSOR));
  await register(folder, leaseArguments("lab", "198.51.100.0/24", "--end", "2026-11-30"));
  await register(folder, leaseArguments("old", "192.0.2.0/24", "--status", "released"));
  return folder;
}

test("a table of every lease with the days until its end, none for what is released", async () => {
  const { out, code } = await register(await filled(), ["list", "--as-of", "2026-12-01"]);
  expect(out).toBe(`ID      PREFIX           STATUS      TERM                      ENDS IN  LESSOR            SEGMENTS
office  203.0.113.0/24   active      2026-01-01 to 2036-12-31  3683 d   Example Networks
lab     198.51.100.0/24  onboarding  2026-01-01 to 2026-11-30  -1 d
old     192.0.2.0/24     released    2026-01-01 to 2036-12-31
3 leases
`);
  expect(code).toBe(0);
});

test.each([
  [
    ["--status", "active", "released"],
    ["office", "old"],
  ],
  [["--lessor", "example net"], ["office"]],
  [["--status", "quarantined"], []],
])("%j chooses among them", async (filters, ids) => {
  const folder = await filled();
  const { out } = await register(folder, ["list", ...filters, "--format", "json", "--as-of", "2026-12-01"]);
  const { leases } = JSON.parse(out) as { leases: { id: string; daysUntilEnd: number }[] };
  expect(leases.map(({ id }) => id)).toEqual(ids);
  const { out: text } = await register(folder, ["list", ...filters]);
  expect(text).toContain(`${ids.length} of 3 leases\n`);
});

test("a lease is shown whole, with its segments, their placements, and every change of it alone", async () => {
  const folder = await filled();
  const file = join(folder, "with-segments.json");
  const segments = [
    { name: "web", purpose: "web", prefixes: ["192.0.2.0/26"], placements: { "eu-west-1a": "192.0.2.4" } },
  ];
  writeFileSync(
    file,
    JSON.stringify({
      id: "next",
      prefix: "192.0.2.0/24",
      status: "active",
      term: { start: "2026-01-01", end: "2027-01-01" },
      segments,
    }),
  );
  await register(folder, ["add", "--file", file, "--by", "ops"]);
  const { out } = await register(folder, ["show", "next"]);
  expect(out.split("\n").map((line) => line.trimEnd())).toEqual([
    "next  192.0.2.0/24  active",
    "  term.start                 2026-01-01",
    "  term.end                   2027-01-01",
    "",
    "segments",
    "  web  web  192.0.2.0/26",
    "    eu-west-1a       192.0.2.4",
    "",
    "history",
    expect.stringMatching(/^ {2}4 {2}\S+Z {2}add by ops$/),
    "     + next  192.0.2.0/24  active  2026-01-01 to 2027-01-01",
    "",
  ]);
  const { out: json } = await register(folder, ["show", "next", "--format", "json"]);
  expect(JSON.parse(json)).toMatchObject({
    version: 1,
    lease: { id: "next", segments },
    history: [{ sequence: 4, by: "ops" }],
  });
});

test("a lease that is not there is named with the nearest that is", async () => {
  expect(await register(await filled(), ["show", "ofice"])).toMatchObject({
    code: 2,
    err: "error: There is no lease ofice in leases.json. Did you mean office?\n",
  });
});

test("a register that was edited or has lost its history is listed with a warning", async () => {
  const folder = await filled();
  const file = join(folder, "leases.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("Example Networks", "Other"));
  const { out, err, code } = await register(folder, ["list"]);
  expect(out).toContain("Other");
  expect(err).toBe(
    "warning: leases.json: was edited since the last entry of its history; leasehold register verify says more\n",
  );
  expect(code).toBe(0);
});

test("control characters of a register are not printed", async () => {
  const folder = newFolder();
  const lessor = { name: "\u001b[31mred", agreement: "x", contact: "x", holder: "x", rir: "ripe" };
  const lease = {
    id: "a",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-01-01", end: "2027-01-01" },
    lessor,
  };
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [lease] }));
  for (const args of [["list"], ["show", "a"]]) {
    const { out } = await register(folder, args);
    expect(out).toContain("\\u001b[31mred");
    expect(out).not.toContain("\u001b");
  }
});

test("no register, and one behind a URL that cannot be had, are errors that say so", async () => {
  expect(await register(newFolder(), ["list"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("leases.json: does not exist"),
  });
  expect(await register(newFolder(), ["list", "--register", "ftp://example.com/x"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("neither a path nor an https URL"),
  });
});
