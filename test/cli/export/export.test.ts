import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { run } from "../../../cli/run";
import type { LeaseInput } from "../../../lease/lease";
import { newFolder, removeFolders } from "../../register/example-leases";
import { fakeIo } from "../fake-io";

afterAll(removeFolders);

const TERM = { start: "2026-01-01", end: "2036-12-31" };
const AUTHORIZATION = { reference: "LOA-1", verifiedOn: "2026-01-01" };
const LESSOR = {
  name: 'Example, "the" Lessor',
  agreement: "A-1",
  contact: "noc@example.com",
  holder: "ORG-1",
  rir: "ripe" as const,
};

/** Each kind that an export treats in its own way. */
const LEASES: readonly LeaseInput[] = [
  { id: "given-back", prefix: "203.0.113.0/24", status: "released", term: { start: "2020-01-01", end: "2024-12-31" } },
  {
    id: "office",
    prefix: "203.0.113.0/24",
    status: "active",
    term: TERM,
    lessor: LESSOR,
    owner: { team: "platform", contact: "p@example.com" },
    routing: { announcedBy: "lessee", origins: [64501, 64500], authorization: AUTHORIZATION },
    segments: [
      { name: "web", purpose: "web", prefixes: ["203.0.113.0/26"], placements: { "eu-west-1a": "203.0.113.4" } },
      { name: "bulk", purpose: "email", prefixes: ["203.0.113.64/27", "203.0.113.128/27"] },
    ],
  },
  {
    id: "cloud",
    prefix: "198.51.100.0/25",
    status: "onboarding",
    term: TERM,
    routing: { announcedBy: "aws", origins: [] },
  },
  {
    id: "dark",
    prefix: "198.51.100.128/25",
    status: "quarantined",
    term: TERM,
    routing: { announcedBy: "none", origins: [] },
  },
  {
    id: "six",
    prefix: "2001:db8::/32",
    status: "offboarding",
    term: TERM,
    routing: { announcedBy: "lessor", origins: [64502] },
  },
  {
    id: "overdue",
    prefix: "192.0.2.0/25",
    status: "active",
    term: { start: "2026-01-01", end: "2026-06-30" },
    routing: { announcedBy: "lessee", origins: [64500] },
  },
  { id: "silent", prefix: "192.0.2.128/25", status: "active", term: TERM },
  { id: "gone", prefix: "192.0.2.128/26", status: "released", term: TERM },
];

async function exported(args: readonly string[], files: Readonly<Record<string, string>> = {}, leases = LEASES) {
  const folder = newFolder();
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const io = fakeIo({ folder });
  const code = await run(["export", ...args, "--as-of", "2026-11-22"], io);
  return { code, out: io.out(), err: io.err(), folder };
}

function golden(name: string, text: string): void {
  const file = join(__dirname, name);
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}

describe("bgpalerter", () => {
  /** What BGPalerter demands of its list (src/inputs/inputYml.js). */
  function expectAccepted(text: string): Record<string, { description: string; asn: number | number[] }> {
    const list = parse(text, { version: "1.1" }) as Record<string, Record<string, unknown>>;
    for (const [prefix, entry] of Object.entries(list)) {
      expect(prefix).toMatch(/^[0-9a-f.:]+\/\d+$/);
      const asns = [entry.asn].flat();
      expect(asns.every((asn) => Number.isInteger(asn) && Number(asn) >= 0)).toBe(true);
      expect(new Set(asns).size).toBe(asns.length);
      expect([typeof entry.description, entry.ignoreMorespecifics, entry.ignore]).toEqual(["string", false, false]);
    }
    return list as ReturnType<typeof expectAccepted>;
  }

  test("watches what is held, with the origins it may have, and what nobody announces as nobody's", async () => {
    const { code, out, err } = await exported(["--to", "bgpalerter", "--group", "noc"]);
    expect(code).toBe(0);
    golden("prefixes.golden.yml", out);
    const list = expectAccepted(out);
    expect(parse(out)).toEqual(list);
    expect(Object.fromEntries(Object.entries(list).map(([prefix, { asn }]) => [prefix, asn]))).toEqual({
      "198.51.100.0/25": [14618, 16509],
      "198.51.100.128/25": 0,
      "203.0.113.0/24": [64500, 64501],
      "2001:db8::/32": 64502,
    });
    expect(err.split("\n")).toEqual([
      "note: lease overdue ended on 2026-06-30, and is not watched",
      "note: lease silent does not say who announces it, and is not watched; set its routing",
      "",
    ]);
  });

  const advertisement = (name: string, inputs: object) => {
    const urn = `urn:pulumi:dev::shop::leasehold:routing:Advertisement::${name}`;
    return { op: "create", urn, newState: { urn, type: "leasehold:routing:Advertisement", custom: true, inputs } };
  };
  const preview = (...steps: object[]) =>
    JSON.stringify({ config: {}, steps, changeSummary: { create: steps.length } });

  test("watches each part that a stack announces by itself, and the block around it", async () => {
    const steps = ["203.0.113.0/25", "203.0.113.128/25"].map((prefix, at) =>
      advertisement(`half-${at}`, { leaseId: "office", prefix, origin: 64500, by: "lessee", advertised: true }),
    );
    const args = ["preview.json", "--to", "bgpalerter", "--register", "leases.json", "--lease", "office"];
    const { out } = await exported(args, { "preview.json": preview(...steps) });
    const list = expectAccepted(out);
    expect(Object.keys(list)).toEqual(["203.0.113.0/24", "203.0.113.0/25", "203.0.113.128/25"]);
  });

  test("an announcement that is not known before a deployment is told", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const step = advertisement("some", {
      leaseId: "office",
      prefix: unknown,
      origin: 64500,
      by: "lessee",
      advertised: true,
    });
    const args = ["preview.json", "--to", "bgpalerter", "--register", "leases.json", "--lease", "office"];
    const { err } = await exported(args, { "preview.json": preview(step) });
    expect(err).toMatch(/note: lease office.* not known before a deployment.*prefix/);
  });

  test("an empty list, with which BGPalerter does not start, is told", async () => {
    const { code, err } = await exported(["--to", "bgpalerter"], {}, []);
    expect([code, err]).toEqual([0, expect.stringContaining("BGPalerter does not start with an empty list")]);
  });
});

describe("geofeed", () => {
  /** The lines of RFC 8805, section 2.1: prefix, country, region, city, postal code. */
  function lines(text: string): string[][] {
    return text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(","));
  }

  test("has a line for each lease and segment whose location is given, by settings and options", async () => {
    const settings =
      "geofeed:\n  office: { country: DE }\n  office/bulk: { country: NL, region: NL-NH, city: Amsterdam }\n  given-back: { country: DE }\n";
    const args = [
      "--to",
      "geofeed",
      "--location",
      "six=CH,CH-ZH,Zürich",
      "--location",
      "dark=",
      "--location",
      "office=AT",
    ];
    const { code, out, err } = await exported(args, { "leasehold.yaml": settings });
    expect(code).toBe(0);
    golden("geofeed.golden.csv", out);
    expect(lines(out)).toEqual([
      ["198.51.100.128/25", "", "", "", ""],
      ["203.0.113.0/24", "AT", "", "", ""],
      ["203.0.113.64/27", "NL", "NL-NH", "Amsterdam", ""],
      ["203.0.113.128/27", "NL", "NL-NH", "Amsterdam", ""],
      ["2001:db8::/32", "CH", "CH-ZH", "Zürich", ""],
    ]);
    expect(err.split("\n")).toEqual([
      "note: lease cloud has no location, and is left out: --location cloud=DE",
      "note: lease overdue ended on 2026-06-30, and is left out",
      "note: lease silent has no location, and is left out: --location silent=DE",
      "",
    ]);
  });

  test.each([
    ["office", /Give LEASE=COUNTRY/],
    ["office=de", /country give a country as ISO 3166-1 alpha-2/],
    ["office=DE,BE", /region give a region as ISO 3166-2/],
    ["office=DE,NL-NH", /region is not of the country/],
    ["office=,,Berlin", /country is missing; a city needs its country/],
    ["office=DE,DE-BE,Berlin,10115", /there is too much of it/],
  ])("%s is refused", async (place, message) => {
    const { code, out, err } = await exported(["--to", "geofeed", "--location", place]);
    expect([code, out, err]).toEqual([2, "", expect.stringMatching(message)]);
  });

  test("a location of what is not there is told", async () => {
    const settings = { "leasehold.yaml": "geofeed:\n  ofice: { country: DE }\n" };
    const { code, err } = await exported(["--to", "geofeed", "--location", "office/none=DE"], settings);
    expect(code).toBe(0);
    expect(err).toContain("there is no lease ofice, for which a location is given");
    expect(err).toContain("there is no segment office/none, for which a location is given");
  });

  test("a location on the command line of a lease that is not there is a mistake", async () => {
    const { code, out, err } = await exported(["--to", "geofeed", "--location", "ofice=DE"]);
    expect([code, out, err]).toEqual([2, "", expect.stringContaining("Did you mean office?")]);
  });

  test("settings that are no locations are refused with their line", async () => {
    const { code, err } = await exported(["--to", "geofeed"], {
      "leasehold.yaml": "geofeed:\n  office: { country: Germany }\n",
    });
    expect([code, err]).toEqual([2, expect.stringMatching(/leasehold\.yaml.*line 2, column 13/s)]);
  });
});

describe("netbox", () => {
  /** RFC 4180, with quoted cells; none of ours has a newline. */
  function cells(line: string): string[] {
    const found = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))(?=,|$)/g)];
    return found.map(([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain);
  }

  function table(text: string): Record<string, string>[] {
    const [head = [], ...body] = text.trimEnd().split("\n").map(cells);
    for (const row of body) expect(row).toHaveLength(head.length);
    return body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""])));
  }

  test("has a row for each prefix, of what is held, or else of what was", async () => {
    const { code, out, err } = await exported(["--to", "netbox", "--tenant", "Platform"]);
    expect(code).toBe(0);
    golden("netbox.golden.csv", out);
    const rows = table(out);
    expect(rows.map(({ prefix, status, is_pool }) => `${prefix} ${status} ${is_pool}`)).toEqual([
      "192.0.2.0/25 deprecated false",
      "192.0.2.128/25 active false",
      "192.0.2.128/26 deprecated false",
      "198.51.100.0/25 reserved false",
      "198.51.100.128/25 active false",
      "203.0.113.0/24 container false",
      "203.0.113.0/26 active true",
      "203.0.113.64/27 active true",
      "203.0.113.128/27 active true",
      "2001:db8::/32 active false",
    ]);
    expect(rows[5]).toEqual({
      prefix: "203.0.113.0/24",
      tenant: "Platform",
      status: "container",
      is_pool: "false",
      description: "lease office",
      comments: 'active, 2026-01-01 to 2036-12-31; from Example, "the" Lessor, agreement A-1; owned by platform',
    });
    expect(rows[7]?.description).toBe("segment bulk of lease office, email");
    expect(err).toBe("note: lease overdue ended on 2026-06-30: deprecated\n");
  });

  test("a segment that is the whole block stands for it, and no text breaks out of its cell or its length", async () => {
    const segments = [{ name: "all", purpose: `x"\n${"y".repeat(300)}`, prefixes: ["203.0.113.0/24"] }];
    const { out } = await exported(["--to", "netbox"], {}, [
      { id: "a", prefix: "203.0.113.0/24", status: "active", term: TERM, segments },
    ]);
    const rows = table(out);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ status: "active", is_pool: "true" });
    expect(rows[0]?.description).toMatch(/^segment all of lease a, x"\\u000ay+…$/);
    expect(rows[0]?.description).toHaveLength(200);
  });
});

test("writes to a file, of the leases that were chosen, and says what it cannot do", async () => {
  const { folder, out } = await exported(["--to", "netbox", "--lease", "six", "--output", "netbox.csv"]);
  expect(out).toBe("");
  expect(readFileSync(join(folder, "netbox.csv"), "utf8").split("\n")).toHaveLength(3);
  expect(await exported(["--to", "netbox", "--lease", "seven"])).toMatchObject({ code: 2 });
  expect(await exported(["--to", "zabbix"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("bgpalerter, geofeed, netbox"),
  });
  const io = fakeIo({ folder: newFolder() });
  expect(await run(["export", "--to", "netbox"], io)).toBe(2);
  expect(io.err()).toContain("There is nothing to export");
});
