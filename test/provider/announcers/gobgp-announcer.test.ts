import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePrefix } from "../../../lease/prefix";
import type { AnnounceError } from "../../../provider/announcers/announce-error";
import { GobgpAnnouncer } from "../../../provider/announcers/gobgp-announcer";
import { countedPauses } from "./pauses";

const V4 = { leaseId: "office-2026", prefix: parsePrefix("203.0.113.0/24"), origin: 64496 };
const V6 = { ...V4, prefix: parsePrefix("2001:db8::/32") };
const never = new AbortController().signal;

interface Table {
  asn: number;
  mode?: "hang" | "down" | "noise" | "flood" | "deaf";
  sessions: number[];
  paths: Record<string, { asns?: number[]; neighbor?: string }[]>;
  calls: string[];
}

let folder: string;
let command: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-gobgp-"));
  command = join(folder, "gobgp");
  const fake = JSON.stringify(join(__dirname, "../../testbed/announcers/fake-gobgp.cjs"));
  const table = JSON.stringify(join(folder, "table.json"));
  writeFileSync(command, `#!/usr/bin/env node\nprocess.argv.splice(2, 0, ${table});\nrequire(${fake});\n`);
  chmodSync(command, 0o755);
  put({});
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(over: Partial<Table>): void {
  const table: Table = { asn: 64496, sessions: [6], paths: {}, calls: [], ...over };
  writeFileSync(join(folder, "table.json"), JSON.stringify(table));
}

const table = (): Table => JSON.parse(readFileSync(join(folder, "table.json"), "utf8"));
const announcer = (setting = command) =>
  new GobgpAnnouncer(setting, { pause: countedPauses().pause, timeoutMs: 5_000 });

async function failure(work: Promise<unknown>): Promise<AnnounceError> {
  return work.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: AnnounceError) => error,
  );
}

test.each([
  ["v4", V4, "global rib add 203.0.113.0/24 -a ipv4"],
  ["v6", V6, "global rib add 2001:db8::/32 -a ipv6"],
])("a %s route is added once, and is there afterwards", async (_, route, call) => {
  await announcer().advertise(route, never);
  await announcer().advertise(route, never);
  expect(table().calls.filter((each) => each.includes(" add "))).toEqual([call]);
  expect(await announcer().status(route)).toEqual({ advertised: true, state: "in-table", origin: 64496 });
});

test("a route is removed once, and one that is not there needs nothing", async () => {
  put({ paths: { "203.0.113.0/24": [{}] } });
  await announcer().withdraw(V4, never);
  await announcer().withdraw(V4, never);
  expect(table().calls.filter((each) => each.includes(" del "))).toHaveLength(1);
  expect(await announcer().status(V4)).toEqual({ advertised: false, state: "not-in-table" });
});

test("a route that a neighbour told of is not the lessee's", async () => {
  put({ paths: { "203.0.113.0/24": [{ asns: [64500, 64511], neighbor: "192.0.2.9" }] } });
  expect(await announcer().status(V4)).toMatchObject({ advertised: false });
  await announcer().withdraw(V4, never);
  expect(table().calls.some((each) => each.includes(" del "))).toBe(false);
});

test("a route made by hand with another origin is told with that origin", async () => {
  put({ paths: { "203.0.113.0/24": [{ asns: [64500, 64511] }] } });
  expect(await announcer().status(V4)).toMatchObject({ advertised: true, origin: 64511 });
});

test("a daemon of another AS is not made to announce", async () => {
  put({ asn: 64500 });
  const error = await failure(announcer().advertise(V4, never));
  expect(error).toMatchObject({ kind: "not-ready", message: expect.stringContaining("AS64500") });
  expect(table().calls.some((each) => each.includes(" add "))).toBe(false);
});

test("a route that no neighbour can hear is told with that", async () => {
  put({ sessions: [3, 0], paths: { "203.0.113.0/24": [{}] } });
  expect((await announcer().status(V4)).note).toMatch(/no BGP session/);
});

test("a daemon that takes requests and does nothing is found out", async () => {
  put({ mode: "deaf" });
  expect(await failure(announcer().advertise(V4, never))).toMatchObject({ kind: "refused" });
});

test.each([
  ["down", /context deadline exceeded.*nothing is known/],
  ["noise", /something else than its JSON/],
  ["flood", /nothing is known/],
] as const)("a command that is %s leaves the state unknown", async (mode, message) => {
  put({ mode });
  expect(await failure(announcer().status(V4))).toMatchObject({
    kind: "unreachable",
    message: expect.stringMatching(message),
  });
});

test("a command that hangs is stopped", async () => {
  put({ mode: "hang" });
  const hasty = new GobgpAnnouncer(command, { timeoutMs: 500 });
  expect(await failure(hasty.status(V4))).toMatchObject({
    message: expect.stringContaining("stopped without an answer"),
  });
});

test("a command that is stopped by the caller's signal says how far it came", async () => {
  put({ mode: "hang" });
  const error = await failure(announcer().advertise(V4, AbortSignal.timeout(300)));
  expect(error).toMatchObject({ kind: "timeout", message: expect.stringContaining("run pulumi up again") });
});

test("a command that is not there is a matter of settings", async () => {
  expect(await failure(announcer(join(folder, "nothing")).status(V4))).toMatchObject({
    kind: "settings",
    message: expect.stringContaining("leasehold:gobgp"),
  });
});
