import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeService, type Fault } from "../../../testbed/registries/fake-service";
import { declaredLeases, lease, listedAtHandover, NOW } from "./declared-leases";
import { expectUnknown, observe, observer } from "./observe-leases";

const line = (object: object) => `${JSON.stringify(object)}\n`;
const HOUR_MS = 3_600_000;

/** A DROP list as Spamhaus publishes it, long enough to be believed. */
function drop(blocks: readonly string[], madeAt = NOW): string {
  const others = Array.from({ length: 120 }, (_, at) => ({
    cidr: `198.51.100.${at}/32`,
    sblid: `SBL${at}`,
    rir: "arin",
  }));
  const entries = [...blocks.map((cidr) => ({ cidr, sblid: "SBL900", rir: "ripencc" })), ...others];
  const metadata = { type: "metadata", timestamp: madeAt.getTime() / 1000, records: entries.length };
  return entries.map(line).join("") + line(metadata);
}

function asnDrop(asns: readonly number[]): string {
  const all = [...asns, ...Array.from({ length: 60 }, (_, at) => 4_200_000_000 + at)];
  return (
    all.map((asn) => line({ asn, rir: "arin" })).join("") +
    line({ type: "metadata", timestamp: NOW.getTime() / 1000, records: all.length })
  );
}

describe("published lists", () => {
  let folder: string;
  let service: FakeService;
  let body: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "leasehold-lists-"));
    body = drop([]);
    service = await FakeService.start(() => ({ status: 200, headers: { "content-type": "application/json" }, body }));
  });
  afterEach(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  const fromUrl = () => ({ engines: ["spamhaus-drop"], files: { "spamhaus-drop": `${service.url}/drop.json` } });
  function fromFile(text: string, at = NOW) {
    writeFileSync(join(folder, "list"), text);
    utimesSync(join(folder, "list"), at, at);
    return { files: { "spamhaus-drop": "list", "spamhaus-asndrop": "list", greensnow: "list" } };
  }

  test("a lease that no entry overlaps is clean", async () => {
    expect(await observe(declaredLeases(lease()), fromUrl())).toEqual({ items: [], unseen: [], notObserved: [] });
  });

  test.each([
    ["203.0.113.0/28", "spamhaus-drop 203.0.113.0/28", undefined],
    ["203.0.112.0/20", "spamhaus-drop 203.0.113.0/28", "203.0.112.0/20"],
    ["203.0.113.8/30", "spamhaus-drop 203.0.113.8/30", undefined],
  ])("%s in DROP is severe for the lease that it overlaps", async (cidr, id, entry) => {
    body = drop([cidr]);
    const { items, unseen } = await observe(declaredLeases(lease()), fromUrl());
    expect(unseen).toEqual([]);
    expect(items).toMatchObject([
      { id, lease: "edge-2026", severity: "error", fields: { codes: ["SBL900"], weight: "severe" } },
    ]);
    expect(items[0]?.fields.entry).toBe(entry);
  });

  test("an origin in ASN-DROP is a listing of the lease by that AS, and an inherited one is expected", async () => {
    const settings = { engines: ["spamhaus-asndrop"], ...fromFile(asnDrop([64496])) };
    const declared = declaredLeases(listedAtHandover("spamhaus-asndrop 203.0.113.0/28 AS64496"));
    const { items } = await observe(declared, settings, { folder });
    expect(items).toMatchObject([
      { id: "spamhaus-asndrop 203.0.113.0/28 AS64496", name: expect.stringContaining("AS64496") },
    ]);
    expect(
      observer(settings)
        .expect(declared)
        .map(({ id }) => id),
    ).toEqual(items.map(({ id }) => id));
    const quiet = declaredLeases(lease({ routing: { announcedBy: "none", origins: [64496] } }));
    expect((await observe(quiet, settings, { folder })).items).toEqual([]);
  });

  test.each<[string, Fault, string]>([
    ["time-out", "silent", ""],
    ["a refused connection", "lost", ""],
    ["half of the list", "half", ""],
    ["garbage", "garbled", "cut off"],
    ["bytes that are no text", "binary", "no UTF-8"],
    ["a page in place of the list", { status: 200, body: "<html>\n" }, "line 1"],
    ["an empty answer", { status: 200, body: "" }, "is empty"],
    ["a server's error", { status: 503, headers: { "retry-after": "3600" } }, "answered 503"],
    ["a rate limit", { status: 429, headers: { "retry-after": "3600" } }, "answered 429"],
    ["a page that is gone", { status: 404 }, "answered 404"],
    ["a redirect", { status: 302, headers: { location: "https://192.0.2.1/" } }, "redirects"],
  ])("%s is unknown, never clean", async (_, fault, words) => {
    service.fail(fault, { times: 10 });
    const ended = AbortSignal.timeout(600);
    expectUnknown(await observe(declaredLeases(lease()), fromUrl(), { signal: ended }), "spamhaus-drop", words);
  });

  test.each<[string, string, string]>([
    ["cut off in an entry", drop(["203.0.113.0/28"]).slice(0, 500), "cut off"],
    ["cut off between entries", `${drop([]).split("\n").slice(0, 60).join("\n")}\n`, "cut off"],
    [
      "with too few entries",
      line({ cidr: "198.51.100.0/24" }) + line({ type: "metadata", timestamp: NOW.getTime() / 1000, records: 1 }),
      "broken",
    ],
    ["of last week", drop([], new Date(NOW.getTime() - 7 * 24 * HOUR_MS)), "hours ago"],
    ["of tomorrow", drop([], new Date(NOW.getTime() + 24 * HOUR_MS)), "still to come"],
  ])("a list %s is unknown", async (_, text, words) => {
    const settings = { engines: ["spamhaus-drop"], ...fromFile(text) };
    expectUnknown(await observe(declaredLeases(lease()), settings, { folder }), "spamhaus-drop", words);
  });

  test("a file that is missing, or old by the file system where it does not say, is unknown", async () => {
    const missing = { engines: ["spamhaus-drop"], files: { "spamhaus-drop": "nothing-here" } };
    expectUnknown(await observe(declaredLeases(lease()), missing, { folder }), "spamhaus-drop", "does not exist");
    const old = { engines: ["greensnow"], ...fromFile("198.51.100.1\n", new Date(NOW.getTime() - 100 * HOUR_MS)) };
    expectUnknown(await observe(declaredLeases(lease()), old, { folder }), "greensnow", "hours ago");
  });

  test("with a cache a list is fetched at most as often as its operator wants", async () => {
    const settings = { ...fromUrl(), cache: "cache" };
    body = drop(["203.0.113.0/28"]);
    const first = await observe(declaredLeases(lease()), settings, { folder });
    body = drop([]);
    expect(await observe(declaredLeases(lease()), settings, { folder })).toEqual(first);
    expect(service.seen).toHaveLength(1);
    const later = new Date(NOW.getTime() + 2 * HOUR_MS);
    const { items } = await observer(settings, { folder }).observe(declaredLeases(lease()), {
      signal: new AbortController().signal,
      now: later,
    });
    expect(items).toEqual([]);
    expect(service.seen).toHaveLength(2);
  });

  test("a broken copy in the cache is no answer", async () => {
    const settings = { ...fromUrl(), cache: "cache" };
    await observe(declaredLeases(lease()), settings, { folder });
    const [file = ""] = readdirSync(join(folder, "cache"));
    writeFileSync(join(folder, "cache", file), "{");
    await observe(declaredLeases(lease()), settings, { folder });
    expect(service.seen).toHaveLength(2);
  });
});
