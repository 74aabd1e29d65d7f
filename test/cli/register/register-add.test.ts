import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, removeFolders } from "../../register/example-leases";
import { leaseArguments, register } from "./register-command";

afterAll(removeFolders);

function leasesIn(folder: string): unknown[] {
  return (JSON.parse(readFileSync(join(folder, "leases.json"), "utf8")) as { leases: unknown[] }).leases;
}

test("flags make a lease, and the register where there was none, which it says", async () => {
  const folder = newFolder();
  const flags = ["--status", "active", "--notice-days", "90", "--team", "platform", "--owner-contact", "p@example.com"];
  const uses = [
    "--use",
    "web",
    "--use",
    "email",
    "--announced-by",
    "lessee",
    "--origin",
    "AS64500",
    "--origin",
    "64501",
  ];
  const { code, out, err } = await register(folder, [
    ...leaseArguments("office-2026", "203.0.113.0/24"),
    ...flags,
    ...uses,
  ]);
  expect(err).toBe("Made leases.json: there was no register yet.\n");
  expect(out).toBe(
    "leases.json: entry 1 of its history, add by dev\n  + office-2026  203.0.113.0/24  active  2026-01-01 to 2036-12-31\n",
  );
  expect(code).toBe(0);
  expect(leasesIn(folder)).toEqual([
    {
      id: "office-2026",
      prefix: "203.0.113.0/24",
      status: "active",
      term: { start: "2026-01-01", end: "2036-12-31", noticeDays: 90 },
      owner: { team: "platform", contact: "p@example.com" },
      allowedUses: ["web", "email"],
      routing: { announcedBy: "lessee", origins: [64500, 64501] },
    },
  ]);
});

test("a file is a lease, flags go over it; stdin too; a list is several at once, in one entry", async () => {
  const folder = newFolder();
  const lease = {
    id: "a",
    prefix: "203.0.113.0/25",
    status: "active",
    term: { start: "2026-01-01", end: "2036-12-31" },
  };
  writeFileSync(join(folder, "lease.json"), JSON.stringify(lease));
  await register(folder, ["add", "--file", "lease.json", "--end", "2030-01-01"]);
  expect(leasesIn(folder)).toEqual([{ ...lease, term: { start: "2026-01-01", end: "2030-01-01" } }]);
  const list = [
    { ...lease, id: "b", prefix: "198.51.100.0/24" },
    { ...lease, id: "c", prefix: "2001:DB8::/32" },
  ];
  const { code, out } = await register(folder, ["add", "--file", "-", "--format", "json"], {}, JSON.stringify(list));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    entries: [{ sequence: 2, changes: [{ lease: "b" }, { lease: "c" }] }],
  });
  expect(leasesIn(folder)).toMatchObject([{ id: "a" }, { id: "b" }, { id: "c", prefix: "2001:db8::/32" }]);
});

describe("refused, with nothing written", () => {
  test.each([
    ["an id that is there", leaseArguments("office", "192.0.2.0/24"), /lease office is there already, .*never reused/],
    [
      "space that is leased",
      leaseArguments("other", "203.0.113.128/25"),
      /lease other of 203\.0\.113\.128\/25.* overlaps lease office/,
    ],
    ["host bits", leaseArguments("other", "192.0.2.1/24"), /prefix.*192\.0\.2\.0\/24/s],
    [
      "an end before the start",
      leaseArguments("other", "192.0.2.0/24", "--end", "2025-01-01"),
      /term\.end.*before it starts/s,
    ],
    [
      "an unknown status",
      leaseArguments("other", "192.0.2.0/24", "--status", "actve"),
      /status "actve": use one of onboarding/,
    ],
    ["no prefix", ["add", "other", "--start", "2026-01-01", "--end", "2027-01-01"], /prefix: is missing/],
    ["a name with an escape", leaseArguments("other", "192.0.2.0/24", "--by", "\u001b[2J"), /--by takes a name/],
    [
      "a URL",
      leaseArguments("other", "192.0.2.0/24", "--register", "https://u:secret@example.com/l.json"),
      /https:\/\/example\.com\/l\.json is a URL, which can only be read/,
    ],
    ["no number", leaseArguments("other", "192.0.2.0/24", "--origin", "AS-1"), /Give an AS number/],
  ])("%s", async (_, args, message) => {
    const folder = newFolder();
    await register(folder, leaseArguments("office", "203.0.113.0/24"));
    const before = readFileSync(join(folder, "leases.json"), "utf8");
    const { code, out, err } = await register(folder, args);
    expect(err).toMatch(message);
    expect(err).not.toContain("secret");
    expect([code, out]).toEqual([2, ""]);
    expect(readFileSync(join(folder, "leases.json"), "utf8")).toBe(before);
  });

  test.each([
    ["[", /lease\.json is not JSON at line 1, column 2/],
    ["[]", /lease\.json holds no lease/],
    ['"x"', /give an object here/],
    ['{"id": "x", "prefx": "203.0.113.0/24"}', /unknown key "prefx"/],
  ])("a file of %s", async (text, message) => {
    const folder = newFolder();
    writeFileSync(join(folder, "lease.json"), text);
    const { code, err } = await register(folder, ["add", "--file", "lease.json"]);
    expect(err).toMatch(message);
    expect(code).toBe(2);
    expect(existsSync(join(folder, "leases.json"))).toBe(false);
  });
});

test("space of a released lease, and of a term that does not meet, can be leased again", async () => {
  const folder = newFolder();
  await register(folder, leaseArguments("old", "203.0.113.0/24", "--status", "released"));
  expect(await register(folder, leaseArguments("now", "203.0.113.0/24"))).toMatchObject({ code: 0 });
  expect(
    await register(folder, [
      ...leaseArguments("next", "203.0.113.0/24"),
      "--start",
      "2037-01-01",
      "--end",
      "2038-01-01",
    ]),
  ).toMatchObject({ code: 0 });
});

test("LEASEHOLD_REGISTER and --register say which register, and who is in the history", async () => {
  const folder = newFolder();
  await register(folder, leaseArguments("a", "203.0.113.0/24"), {
    LEASEHOLD_REGISTER: "one.json",
    GITHUB_ACTOR: "octocat",
  });
  await register(folder, leaseArguments("a", "203.0.113.0/24", "--register", "two.json", "--by", "ops"), {
    LEASEHOLD_REGISTER: "one.json",
  });
  expect(readFileSync(join(folder, "one.history.jsonl"), "utf8")).toContain('"by":"octocat"');
  expect(readFileSync(join(folder, "two.history.jsonl"), "utf8")).toContain('"by":"ops"');
});
