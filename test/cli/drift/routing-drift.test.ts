import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { reportSchema } from "../../../reports/report";
import { networkAnswer } from "../../drift/observers/rdap/rdap-answers";
import { expectGolden } from "../../reports/golden";
import { fakeRipestat } from "../../testbed/fake-ripestat";
import { FakeService } from "../../testbed/registries/fake-service";
import { fakeIo } from "../fake-io";

const OFFICE = {
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2026-12-31" },
  lessor: { name: "Lessor", agreement: "LA-1", contact: "noc@example.com", holder: "Example Lessor BV", rir: "ripe" },
  owner: { team: "platform", contact: "platform@example.com" },
  allowedUses: ["web"],
  contacts: { abuse: "abuse@example.com" },
  routing: { announcedBy: "lessee", origins: [64496] },
  segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.128/25"] }],
};
const GIVEN_BACK = { ...OFFICE, id: "given-back", prefix: "198.51.100.0/24", status: "released", segments: [] };
const OWN = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 };
const LESSOR = { prefix: "203.0.112.0/22", asn: 64500, maxLength: 22 };
const PATHS = ["64500 64496", "64501 64496", "64502 64496"];

const folder = mkdtempSync(join(tmpdir(), "leasehold-routing-"));
let ripestat: FakeService;
let registry: FakeService;
let paths: Record<string, string[]>;
let network: object;
beforeAll(async () => {
  ripestat = await fakeRipestat(() => ({ paths, at: new Date().toISOString().slice(0, 19) }));
  registry = await FakeService.start(({ path }) =>
    path.startsWith("/ip/") ? { status: 200, body: networkAnswer(network) } : { status: 404 },
  );
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [OFFICE, GIVEN_BACK] }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([ripestat.stop(), registry.stop()]);
});

interface World {
  readonly vrps?: readonly object[];
  /** AS paths by prefix in the daemon's table. */
  readonly table?: Readonly<Record<string, readonly number[]>>;
  readonly paths?: Record<string, string[]>;
  readonly network?: object;
}

async function drift(world: World, ...argv: string[]) {
  const { vrps = [OWN, LESSOR], table = { "203.0.113.0/24": [] } } = world;
  paths = world.paths ?? { "203.0.113.0/24": PATHS };
  network = world.network ?? {};
  const rib = Object.entries(table).map(([prefix, asns]) => [
    prefix,
    [{ attrs: asns.length === 0 ? [] : [{ type: 2, as_paths: [{ segment_type: 2, asns }] }] }],
  ]);
  const generated = Math.floor(Date.now() / 1000);
  writeFileSync(join(folder, "rib.json"), JSON.stringify(Object.fromEntries(rib)));
  writeFileSync(join(folder, "vrps.json"), JSON.stringify({ metadata: { generated }, roas: vrps }));
  const settings = {
    rpki: { vrps: "vrps.json" },
    bgp: { gobgp: { source: "rib.json", asn: 64496 }, ripestat: { sourceapp: "example", url: ripestat.url } },
    rdap: { url: registry.url },
  };
  writeFileSync(join(folder, "leasehold.yaml"), JSON.stringify({ drift: settings }));
  const io = fakeIo({ folder });
  const options = ["--register", "leases.json", "--as-of", "2026-11-22", "--base", "none"];
  const code = await run(["drift", ...options, ...argv], io);
  return { code, out: io.out(), err: io.err() };
}

test("as declared there is no drift", async () => {
  const { code, out } = await drift({}, "--format", "json");
  expect(reportSchema.parse(JSON.parse(out)).findings).toEqual([]);
  expect(code).toBe(0);
});

test("everything that can drift in routing, in words", async () => {
  const { code, out } = await drift({
    vrps: [
      { ...OWN, maxLength: 28 },
      { ...OWN, prefix: "203.0.113.0/25", asn: 64511, maxLength: 25 },
      { ...OWN, prefix: "198.51.100.0/24" },
    ],
    table: { "203.0.113.128/25": [64500, 64496] },
    paths: { "203.0.113.0/24": [...PATHS, "64500 64511", "64501 64511", "64502 64511"] },
    network: { name: "OTHER-NET", handle: "NET-2", entities: [] },
  });
  expect(code).toBe(1);
  expectGolden("routing-drift.txt", out);
});

test("what cannot be looked at is told, and leaves nothing looking sound", async () => {
  ripestat.fail({ status: 429, headers: { "retry-after": "3600" } }, { times: 10 });
  registry.fail({ status: 403 }, { times: 10 });
  const { code, out } = await drift({ vrps: [] }, "--format", "json");
  ripestat.heal();
  registry.heal();
  const report = reportSchema.parse(JSON.parse(out));
  expect(code).toBe(2);
  expect(new Set(report.findings.map(({ status }) => status))).toEqual(new Set(["undetermined"]));
  expect(report.observers?.filter(({ name }) => ["rpki", "bgp", "rdap"].includes(name))).toMatchObject([
    { name: "rpki", status: "failed" },
    { name: "bgp", status: "partial" },
    { name: "rdap", status: expect.stringMatching(/partial|failed/) },
  ]);
});
