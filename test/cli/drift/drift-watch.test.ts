import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { openDriftStore } from "../../../drift/store/drift-store";
import { findingSchema } from "../../../policies/finding";
import { FakeRisLive } from "../../testbed/fake-ris-live";
import { fakeIo } from "../fake-io";

const OFFICE = {
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2036-12-31" },
  routing: { announcedBy: "lessee", origins: [64496] },
  segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.128/25"] }],
};

let folder: string;
let ris: FakeRisLive;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-watch-"));
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [OFFICE] }));
  ris = await FakeRisLive.start();
});
afterEach(async () => {
  await ris.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A watch that goes on until it is ended. */
function watch(argv: readonly string[], risLive: object = {}, more: object = {}) {
  const settings = {
    ...more,
    drift: { bgp: { risLive: { url: ris.url, withdrawnPeers: 2, settleSeconds: 0, ...risLive } } },
  };
  writeFileSync(join(folder, "leasehold.yaml"), JSON.stringify(settings));
  const interrupt = new AbortController();
  const io = { ...fakeIo({ folder }), interrupted: interrupt.signal };
  const options = ["--register", "leases.json", "--base", "none", "--watch", ...argv];
  const ended = run(["drift", ...options], io);
  let isOver = false;
  void ended.finally(() => {
    isOver = true;
  });
  const until = async (pattern: RegExp) => {
    while (!pattern.test(io.out() + io.err())) {
      if (isOver) throw new Error(`the watch ended: ${io.err()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const end = () => {
    interrupt.abort();
    return ended;
  };
  return { io, until, end, ended };
}

const lines = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("what happens is told as it happens, in words", async () => {
  const { io, until, end } = watch(["--source", "bgp"]);
  await until(/watching 1 prefixes/);
  ris.announce("a", ["203.0.113.128/25"], [64500, 64511]);
  await until(/drift-added/);
  expect(io.out()).toMatch(
    /^\d{4}-\S+Z ✖ error drift-added BGP: the route 203\.0\.113\.128\/25 from AS64511 of lease office/,
  );
  expect(io.out()).toMatch(/segment web.*more specific.*\n {2}Fix: If nobody of yours announces it/);
  ris.withdraw("a", ["203.0.113.128/25"]);
  await until(/✔ over drift-added/);
  expect(await end()).toBe(1);
});

test("JSON lines hold findings as every report does", async () => {
  const { io, until, end } = watch(["--source", "bgp", "--format", "json"]);
  await until(/"watching"/);
  ris.withdraw("a", ["203.0.113.0/24"]);
  ris.withdraw("b", ["203.0.113.0/24"]);
  await until(/drift-removed/);
  expect(await end()).toBe(1);
  const [first, second] = lines(io.out());
  expect(first).toMatchObject({ version: 1, event: "watching" });
  expect(second).toMatchObject({ version: 1, event: "drift", finding: { rule: "drift-removed", lease: "office" } });
  expect(() => findingSchema.parse(second.finding)).not.toThrow();
});

test("a quiet watch ends with 0; one below the fail level too", async () => {
  const quiet = watch(["--source", "bgp"]);
  await quiet.until(/watching/);
  ris.announce("a", ["203.0.113.0/24"], [64500, 64496]);
  expect(await quiet.end()).toBe(0);
  const never = watch(["--source", "bgp", "--fail-on", "never"]);
  await never.until(/watching/);
  ris.announce("a", ["203.0.113.0/24"], [64500, 64511]);
  await never.until(/drift-added/);
  expect(await never.end()).toBe(0);
});

test("a watch that never saw anything ends with 2, and says since when", async () => {
  ris.confirms = false;
  const { io, until, end } = watch(["--source", "bgp", "--format", "json"], { unwatchedSeconds: 1 });
  await until(/drift-unobserved/);
  expect(await end()).toBe(2);
  const told = lines(io.out()).find(({ event }) => event === "drift");
  expect(told.finding).toMatchObject({ status: "undetermined" });
  expect(told.finding.message).toMatch(/nobody has been watching since \d{4}-/);
});

test("a watch that is ended before it was connected ends with 2", async () => {
  ris.confirms = false;
  expect(await watch(["--source", "bgp"]).end()).toBe(2);
});

test("what is ignored is not told", async () => {
  writeFileSync(join(folder, ".leaseholdignore"), "bgp/route/203.0.113.128/\n");
  const { io, until, end } = watch(["--source", "bgp"]);
  await until(/watching/);
  ris.announce("a", ["203.0.113.128/25"], [64500, 64511]);
  ris.announce("a", ["203.0.113.0/25"], [64500, 64511]);
  await until(/drift-added/);
  expect(io.out()).not.toContain("203.0.113.128/25");
  await end();
});

test("what is waived is not told, and does not fail", async () => {
  const waiver = {
    rule: "drift-added",
    target: "office",
    reason: "a test of the upstream",
    owner: "platform@example.com",
    expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  };
  const { io, until, end } = watch(["--source", "bgp"], {}, { waivers: [waiver] });
  await until(/watching/);
  ris.announce("a", ["203.0.113.128/25"], [64500, 64511]);
  ris.withdraw("a", ["203.0.113.0/24"]);
  ris.withdraw("b", ["203.0.113.0/24"]);
  await until(/drift-removed/);
  expect(io.out()).not.toContain("drift-added");
  await end();
});

test("a store keeps what a watch finds", async () => {
  const { until, end } = watch(["--source", "bgp", "--store", "drift.db"]);
  await until(/watching/);
  ris.announce("a", ["203.0.113.128/25"], [64500, 64511]);
  await until(/drift-added/);
  expect(await end()).toBe(1);
  const store = openDriftStore(join(folder, "drift.db"));
  expect(JSON.stringify(store.timeline())).toContain("203.0.113.128/25 AS64511");
  store.close();
});

test.each([
  [["--source", "rpki"], /--source bgp/],
  [[], /--source bgp/],
  [["--source", "bgp,dns"], /--source bgp/],
  [["--source", "bgp", "--format", "sarif"], /pretty or json/],
  [["--source", "bgp", "--output", "x.txt"], /no end/],
])("%s is no watch", async (argv, reason) => {
  const { io, ended } = watch(argv);
  expect(await ended).toBe(2);
  expect(io.err()).toMatch(reason);
});

test("a stream that is not encrypted and not of this machine is refused", async () => {
  const { io, ended } = watch(["--source", "bgp"], { url: "ws://ris-live.ripe.net/v1/ws/" });
  expect(await ended).toBe(2);
  expect(io.err()).toMatch(/drift\.bgp\.risLive\.url: .*wss/);
});
