import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { declare } from "../../../../drift/declared";
import { createBgpObserver } from "../../../../drift/observers/bgp/bgp-observer";
import { bgpSettingsSchema } from "../../../../drift/observers/bgp/bgp-settings";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "../../../facts/graph-builder";

const FAKE = resolve(__dirname, "../../../testbed/announcers/fake-gobgp.cjs");
const LESSEE = { announcedBy: "lessee" as const, origins: [64496] };

let folder: string;
const path = process.env.PATH;
/** A `gobgp` on the PATH that answers from a table of its own, and goes wrong as the table's `mode` says. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-gobgp-"));
  // Calls at the same time do not share the table's file, which each writes anew.
  const table = join(folder, "table.json");
  const script = `#!/bin/sh\nshift 4\ncp "${table}" "${table}.$$"\nexec "${process.execPath}" "${FAKE}" "${table}.$$" "$@"\n`;
  writeFileSync(join(folder, "gobgp"), script, { mode: 0o755 });
  process.env.PATH = `${folder}${delimiter}${path}`;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

async function look(table: object, signal = new AbortController().signal) {
  const paths = { "203.0.113.0/24": [{}] };
  writeFileSync(join(folder, "table.json"), JSON.stringify({ asn: 64496, sessions: [], calls: [], paths, ...table }));
  const leases = [leaseOf({ routing: LESSEE }), leaseOf({ id: "v6", prefix: "2001:db8::/32", routing: LESSEE })];
  const declared = declare(new GraphBuilder().graph(), registerOf(...leases), TODAY);
  const observer = createBgpObserver(bgpSettingsSchema.parse({ gobgp: { source: "localhost:50051" } }));
  return await observer.observe(declared, { signal, now: new Date() });
}

test("each lease is asked for with all that is inside, in its own family", async () => {
  const { items, unseen } = await look({});
  expect(unseen).toEqual([]);
  expect(items).toMatchObject([{ id: "203.0.113.0/24 AS64496", fields: { gobgp: "announced" } }]);
});

test.each([
  ["down", /failed.*deadline exceeded/],
  ["noise", /something else/],
  ["flood", /failed|stopped/],
])("a daemon that is %s leaves every lease unseen", async (mode, reason) => {
  const { items, unseen } = await look({ mode });
  expect(items).toEqual([]);
  expect(unseen.map(({ covers }) => covers?.lease)).toEqual(["acme", "v6"]);
  for (const one of unseen) expect(one.reason).toMatch(reason);
});

test("a daemon that hangs is waited for until the run ends, and no longer", async () => {
  const run = new AbortController();
  setTimeout(() => run.abort(), 200);
  const { items, unseen } = await look({ mode: "hang" }, run.signal);
  expect(items).toEqual([]);
  expect(unseen.map(({ covers }) => covers?.lease)).toEqual(["acme", "v6"]);
});
