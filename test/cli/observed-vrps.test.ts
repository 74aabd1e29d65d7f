import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import { reportSchema } from "../../reports/report";
import { fakeIo } from "./fake-io";

const folder = mkdtempSync(join(tmpdir(), "leasehold-observed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OFFICE = {
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2099-12-31" },
  routing: { announcedBy: "lessee", origins: [64496] },
};
const OWN = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 };
/** Of the rest of the internet: it must not show in what is said of leases. */
const ELSEWHERE = { prefix: "198.51.100.0/24", asn: 64511, maxLength: 32 };
const RULES = ["roa-missing", "loose-max-length", "origin-mismatch"];

function files(vrps: readonly object[] | undefined, minutesOld: number): void {
  const type = "leasehold:index:LeasedBlock";
  const block = {
    urn: `urn:pulumi:dev::shop::${type}::office`,
    type,
    custom: false,
    inputs: { lease: OFFICE },
    outputs: {},
  };
  writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources: [block] } }));
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [] }));
  const generated = Math.floor(Date.now() / 1000) - minutesOld * 60;
  if (vrps !== undefined)
    writeFileSync(join(folder, "vrps.json"), JSON.stringify({ metadata: { generated }, roas: vrps }));
}

async function check(vrps?: readonly object[], minutesOld = 1) {
  files(vrps, minutesOld);
  const io = fakeIo({ folder });
  const observed = vrps === undefined ? [] : ["--vrps", "vrps.json"];
  const argv = ["check", "state.json", "--register", "leases.json", "--base", "none", "--format", "json", ...observed];
  const code = await run(argv, io);
  const { findings, notices } = reportSchema.parse(JSON.parse(io.out()));
  const verdicts = findings.filter(({ rule }) => RULES.includes(rule)).map(({ rule, status }) => `${rule} ${status}`);
  return { code, verdicts, notices: notices ?? [] };
}

test("a route is judged by the ROAs that relying parties see", async () => {
  expect((await check()).verdicts).toEqual(["roa-missing violation"]);
  expect((await check([OWN, ELSEWHERE])).verdicts).toEqual([]);
  expect((await check([ELSEWHERE])).verdicts).toEqual(["roa-missing violation"]);
  expect((await check([OWN, { ...OWN, maxLength: 28 }])).verdicts).toEqual(["loose-max-length violation"]);
  expect((await check([OWN, { ...OWN, asn: 64511 }])).verdicts).toEqual(["origin-mismatch violation"]);
});

test("VRPs that are stale leave undetermined what they would have decided, with a notice", async () => {
  const { verdicts, notices } = await check([OWN], 121);
  expect(verdicts).toEqual(["roa-missing undetermined"]);
  expect(notices).toContainEqual({
    about: "input",
    level: "warning",
    message: expect.stringMatching(
      /vrps\.json: was made at .*more than 120 minutes ago.* What depends on it is undetermined\.$/,
    ),
  });
});

test("leasehold facts sees them too", async () => {
  files([OWN, ELSEWHERE], 1);
  const io = fakeIo({ folder, environment: { LEASEHOLD_VRPS: "vrps.json" } });
  expect(await run(["facts", "state.json", "--register", "leases.json", "--base", "none"], io)).toBe(0);
  const { facts } = JSON.parse(io.out()) as { facts: { kind: string; routes?: unknown; vrpsSeen?: boolean }[] };
  expect(facts.filter(({ kind }) => kind === "roa")).toMatchObject([{ prefix: "203.0.113.0/24", source: "vrp" }]);
  expect(facts.find(({ kind }) => kind === "lease")).toMatchObject({ vrpsSeen: true, routes: [{ verdict: "valid" }] });
});
