import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { fakeIo } from "../fake-io";

const folder = mkdtempSync(join(tmpdir(), "leasehold-roa-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OFFICE = {
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2026-12-31" },
  routing: { announcedBy: "lessee", origins: [64496] },
};
const CLOSED = {
  ...OFFICE,
  id: "closed",
  prefix: "198.51.100.0/24",
  routing: { announcedBy: "none", origins: [] },
};
const LESSOR = { prefix: "203.0.112.0/22", asn: 64500, maxLength: 22 };
const OWN = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 };
const AS0 = { prefix: "198.51.100.0/24", asn: 0, maxLength: 24 };

interface Given {
  readonly vrps?: readonly object[];
  /** Minutes ago. */
  readonly age?: number;
  readonly leases?: readonly object[];
  readonly environment?: Record<string, string>;
}

async function roa(argv: string[], { vrps, age = 1, leases = [OFFICE, CLOSED], environment = {} }: Given = {}) {
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases }));
  const generated = Math.floor(Date.now() / 1000) - age * 60;
  if (vrps !== undefined)
    writeFileSync(join(folder, "vrps.json"), JSON.stringify({ metadata: { generated }, roas: vrps }));
  const io = fakeIo({ folder, environment });
  const options = ["--register", "leases.json", "--as-of", "2026-11-22", "--base", "none"];
  const code = await run(["roa", ...argv, ...options, ...(vrps === undefined ? [] : ["--vrps", "vrps.json"])], io);
  return { code, out: io.out(), err: io.err() };
}

/** A stack export with a ROA request and what it announces. */
function state(...resources: [type: string, inputs: object][]): string {
  const all = resources.map(([type, inputs], at) => ({
    urn: `urn:pulumi:dev::shop::${type}::r${at}`,
    type,
    custom: true,
    id: `r${at}`,
    inputs,
    outputs: inputs,
  }));
  writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources: all } }));
  return "state.json";
}

describe("leasehold roa plan", () => {
  test("says what is needed, what it does to each route, and in which order", async () => {
    const { code, out } = await roa(["plan"], { vrps: [LESSOR, AS0] });
    expect(code).toBe(0);
    expect(out).toContain(`office  203.0.113.0/24  is announced by lessee
  wanted   203.0.113.0/24 for AS64496, max-length 24
  routes   203.0.113.0/24 from AS64496: invalid → valid
  steps    1. publish 203.0.113.0/24 for AS64496, max-length 24, and wait until relying parties see it
           2. announce 203.0.113.0/24 from AS64496

closed  198.51.100.0/24  is announced by nobody
  wanted   198.51.100.0/24 for nobody (AS0)
  nothing to do
`);
    expect(out).toMatch(/By 2 VRPs from .*vrps\.json, made \d{4}-/);
  });

  test("gives JSON, of one lease too", async () => {
    const { code, out } = await roa(["plan", "--lease", "office", "--format", "json"], { vrps: [LESSOR, OWN] });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      asOf: "2026-11-22",
      vrps: { size: 2 },
      leases: [
        {
          lease: "office",
          wanted: [OWN],
          published: [LESSOR, OWN],
          publish: [],
          revoke: [],
          refused: [],
          routes: [{ prefix: "203.0.113.0/24", origin: 64496, before: "valid", after: "valid" }],
          steps: [],
        },
      ],
    });
  });

  test("without VRPs what is published is unknown: nothing is taken for absent", async () => {
    const { code, out } = await roa(["plan", "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      vrps: null,
      leases: [{ published: null, routes: [{ before: null, after: "valid" }] }, { published: null }],
    });
    expect((await roa(["plan"])).out).toContain(
      "No VRPs were looked at (--vrps): what relying parties see is not known.",
    );
  });

  test("takes announced prefixes and requested ROAs from a stack", async () => {
    const file = state(
      [
        "leasehold:routing:Advertisement",
        { leaseId: "office", prefix: "203.0.113.128/25", origin: 64496, by: "lessee" },
      ],
      ["leasehold:rpki:RoaRequest", { leaseId: "office", prefix: "203.0.113.0/24", asn: 64496, publisher: "manual" }],
    );
    const { out } = await roa(["plan", file, "--lease", "office", "--format", "json"]);
    const half = { prefix: "203.0.113.128/25", asn: 64496, maxLength: 25 };
    expect(JSON.parse(out)).toMatchObject({
      leases: [
        {
          wanted: [half],
          published: [OWN],
          routes: [{ prefix: "203.0.113.128/25", before: "invalid", after: "valid" }],
          steps: [
            { action: "publish", roas: [half] },
            { action: "announce", route: { prefix: "203.0.113.128/25", origin: 64496 } },
            { action: "revoke", roas: [OWN] },
          ],
        },
      ],
    });
  });

  test("refuses what would make an announced route invalid (RFC 6907, 7.2.2)", async () => {
    const file = state([
      "leasehold:routing:Advertisement",
      { leaseId: "office", prefix: "203.0.113.0/24", origin: 64497, by: "lessee" },
    ]);
    const other = { prefix: "203.0.113.0/24", asn: 64497, maxLength: 24 };
    const { out } = await roa(["plan", file, "--lease", "office"], { vrps: [LESSOR, other] });
    expect(out).toContain(`refused  revoke 203.0.113.0/24 for AS64497, max-length 24
             203.0.113.0/24 from AS64497 would turn from valid to invalid`);
    expect(out).toContain("withdraw it first");
    expect(out).not.toMatch(/\d\. revoke/);
  });

  test("of a lease that is over, withdraws first", async () => {
    const over = { ...OFFICE, term: { start: "2025-01-01", end: "2025-12-31" } };
    const { out } = await roa(["plan"], { leases: [over], vrps: [LESSOR, OWN] });
    expect(out).toMatch(
      /is over.*\n(.*\n)*.*1\. withdraw 203\.0\.113\.0\/24 from AS64496.*\n.*2\. revoke 203\.0\.113\.0\/24/,
    );
  });
});

describe("leasehold roa status", () => {
  test("is sound where all is as declared", async () => {
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const { code, out } = await roa(["status"], { vrps: [LESSOR, { ...OWN, expires }, AS0] });
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining("valid     203.0.113.0/24 from AS64496"),
    });
    expect(out).toMatch(/ROA {7}203\.0\.112\.0\/22 for AS64500, max-length 22 \(of a larger block\)/);
    expect(out).toMatch(/for an origin of the lease, lapses \d{4}-.*Z unless renewed/);
  });

  test("exits 1 where a route is not valid, and says under whose ROA", async () => {
    const { code, out } = await roa(["status", "--format", "json"], { vrps: [LESSOR, { ...OWN, asn: 64499 }] });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      sound: false,
      leases: [
        {
          lease: "office",
          routes: [{ prefix: "203.0.113.0/24", origin: 64496, state: "invalid", reason: "as" }],
          roas: [
            { ...LESSOR, whose: "lessor" },
            { asn: 64499, whose: "other" },
          ],
          missing: [OWN],
          extra: [{ asn: 64499, whose: "other" }],
        },
        { lease: "closed", missing: [AS0] },
      ],
    });
  });

  test.each<[name: string, given: Given, message: RegExp]>([
    [
      "stale",
      { vrps: [OWN, AS0], age: 121 },
      /^error: VRPs from .*more than 120 minutes ago; what relying parties see now is unknown/,
    ],
    ["empty", { vrps: [] }, /^error: VRPs from .*holds no payloads/],
    ["lapsed", { vrps: [{ ...OWN, expires: 1000 }] }, /only payloads that have lapsed/],
    ["unreachable", { environment: { LEASEHOLD_VRPS: "none.json" } }, /^error: VRPs from .*none\.json: does not exist/],
    ["not given", {}, /^error: Give --vrps FILE or URL/],
  ])("%s VRPs are unknown: exit code 2, and nothing is said of routes", async (_, given, message) => {
    const { code, out, err } = await roa(["status"], given);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });

  test("another age may be asked for, on the command line and in the environment", async () => {
    const given = { vrps: [OWN, AS0], age: 200 };
    expect((await roa(["status", "--vrps-max-age", "240"], given)).code).toBe(0);
    expect((await roa(["status"], { ...given, environment: { LEASEHOLD_VRPS_MAX_AGE: "240" } })).code).toBe(0);
    const wrong = await roa(["status"], { ...given, environment: { LEASEHOLD_VRPS_MAX_AGE: "soon" } });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/LEASEHOLD_VRPS_MAX_AGE is no whole number/) });
  });
});

test("a lease that is not there, no register, and no subcommand are bad usage", async () => {
  expect(await roa(["plan", "--lease", "offce"])).toMatchObject({
    code: 2,
    err: "error: There is no lease offce. Did you mean office?\n",
  });
  const io = fakeIo({ folder });
  expect(await run(["roa", "plan", "--base", "none"], io)).toBe(2);
  expect(io.err()).toMatch(/There is nothing to look at: give --register FILE/);
  const help = fakeIo({ folder });
  expect(await run(["roa"], help)).toBe(2);
  expect(help.err()).toMatch(/ plan [\s\S]* status [\s\S]* validate /);
});
