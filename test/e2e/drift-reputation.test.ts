import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import type { DriftItem } from "../../drift/drift-item";
import type { Observation, Observer } from "../../drift/observer";
import { createReputationObserver } from "../../drift/observers/reputation/reputation-observer";
import {
  type ReputationSettingsInput,
  reputationSettingsSchema,
} from "../../drift/observers/reputation/reputation-settings";
import { reportSchema } from "../../reports/report";
import { fakeIo } from "../cli/fake-io";
import { declaredLeases, lease, listedAtHandover, NOW } from "../drift/observers/reputation/declared-leases";
import { Rbldnsd } from "../testbed/rbldnsd";
import { describeWith } from "../testbed/tools";

jest.setTimeout(60_000);

const ZEN = "zen.spamhaus.org";

describeWith(["rbldnsd"], "reputation against a real rbldnsd", () => {
  let server: Rbldnsd;

  beforeEach(async () => {
    server = await Rbldnsd.start([ZEN]);
  });
  afterEach(() => server.stop());

  function observer(over: ReputationSettingsInput = {}): Observer {
    const settings = { engines: ["spamhaus-zen"], resolvers: [server.address], perSecond: 5000, ...over };
    return createReputationObserver(reputationSettingsSchema.parse(settings), { variables: {}, folder: "/" });
  }

  function observe(declared = declaredLeases(lease()), over: ReputationSettingsInput = {}): Promise<Observation> {
    return observer(over).observe(declared, { signal: new AbortController().signal, now: NOW });
  }

  const ids = (items: readonly DriftItem[]) => items.map(({ id }) => id);

  test("space that nothing lists is seen as such, and nothing is left unseen", async () => {
    expect(await observe()).toEqual({ items: [], unseen: [], notObserved: [] });
  });

  test("a listing of the handover is expected and seen alike; a new one is seen alone", async () => {
    await server.list(ZEN, "203.0.113.9", { code: "127.0.0.3" });
    await server.list(ZEN, "203.0.113.4", { code: "127.0.0.4", text: "see the lookup" });
    const declared = declaredLeases(listedAtHandover("spamhaus-zen 203.0.113.9 127.0.0.3", "a note for people"));
    const expected = observer().expect(declared);
    const { items, unseen } = await observe(declared);
    expect(unseen).toEqual([]);
    expect(ids(expected)).toEqual(["spamhaus-zen 203.0.113.9"]);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: "spamhaus-zen 203.0.113.9",
          lease: "edge-2026",
          segment: "email",
          fields: expect.objectContaining({ codes: expected[0]?.fields.codes }),
        }),
        expect.objectContaining({
          id: "spamhaus-zen 203.0.113.4",
          severity: "error",
          segment: null,
          fields: expect.objectContaining({ codes: ["127.0.0.4"], reason: "see the lookup" }),
        }),
      ]),
    );
    expect(items).toHaveLength(2);
  });

  test("a delisting leaves what was expected unseen among the items, with a weight that fails no run", async () => {
    const declared = declaredLeases(listedAtHandover("spamhaus-zen 203.0.113.9 127.0.0.3"));
    await server.list(ZEN, "203.0.113.9", { code: "127.0.0.3" });
    expect(ids((await observe(declared)).items)).toEqual(["spamhaus-zen 203.0.113.9"]);
    await server.delist(ZEN, "203.0.113.9");
    expect(await observe(declared)).toMatchObject({ items: [], unseen: [] });
    expect(observer().expect(declared)).toMatchObject([{ severity: "warning" }]);
  });

  test("a zone that lacks its test entry, or lists everything, says nothing", async () => {
    await server.list(ZEN, "203.0.113.9");
    await server.delist(ZEN, "127.0.0.2");
    const covers = { type: "listing", scope: "spamhaus-zen", lease: "edge-2026" };
    expect(await observe()).toMatchObject({
      items: [],
      unseen: [{ covers, reason: expect.stringContaining("does not list 127.0.0.2") }],
    });
    await server.list(ZEN, "0.0.0.0/1");
    expect(await observe()).toMatchObject({
      items: [],
      unseen: [{ covers, reason: expect.stringContaining("lists 127.0.0.1, as a wildcard") }],
    });
  });

  test("a refusal code is unknown, and DROP's code is severe; a whole block is one listing", async () => {
    await server.list(ZEN, "203.0.113.0/28", { code: "127.0.0.9" });
    expect(await observe()).toMatchObject({
      unseen: [],
      items: [{ id: "spamhaus-zen 203.0.113.0/28", severity: "error", fields: { weight: "severe" } }],
    });
    await server.list(ZEN, "203.0.113.3", { code: "127.255.255.254" });
    const { items, unseen } = await observe();
    expect(unseen).toMatchObject([{ reason: expect.stringContaining("127.255.255.254") }]);
    expect(ids(items)).not.toContain("spamhaus-zen 203.0.113.3");
  });

  test("policy listings are no listings, unless they are asked for", async () => {
    await server.list(ZEN, "203.0.113.5", { code: "127.0.0.10" });
    expect(await observe()).toMatchObject({
      items: [],
      notObserved: [expect.stringContaining("1 policy listings")],
    });
    expect(await observe(undefined, { policyListings: true })).toMatchObject({ items: [{ severity: "warning" }] });
  });

  test("an IPv6 block is asked about what is in use, after an IPv6 self-test", async () => {
    const six = lease({
      prefix: "2001:db8::/48",
      segments: [{ name: "web", purpose: "web", prefixes: ["2001:db8:0:1::/64"] }],
    });
    await server.list(ZEN, "2001:db8:0:1::/64", { code: "127.0.0.3" });
    expect(await observe(declaredLeases(six))).toMatchObject({
      items: [{ id: "spamhaus-zen 2001:db8:0:1::", segment: "web" }],
      unseen: [],
    });
    await server.delist(ZEN, "::ffff:7f00:2");
    await server.delist(ZEN, "127.0.0.2");
    expect(await observe(declaredLeases(six))).toMatchObject({
      items: [],
      unseen: [{ reason: expect.stringContaining("::ffff:127.0.0.2") }],
    });
  });

  describe("from the command line", () => {
    let folder: string;
    let list: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "leasehold-reputation-"));
      list = join(folder, "drop.json");
      drop([]);
      const leases = [lease()];
      writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases }));
      const files = `files: { spamhaus-drop: ${list} }`;
      const settings = `{ engines: [spamhaus-zen, spamhaus-drop], resolvers: ["${server.address}"], ${files}, timeoutMs: 300 }`;
      writeFileSync(join(folder, "leasehold.yaml"), `drift:\n  reputation: ${settings}\n`);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** Publishes a DROP list of today that holds these blocks, and enough others to be believed. */
    function drop(blocks: readonly string[]): void {
      const others = Array.from({ length: 120 }, (_, at) => `198.51.100.${at}/32`);
      const entries = [...blocks, ...others].map((cidr, at) =>
        JSON.stringify({ cidr, sblid: `SBL${at}`, rir: "arin" }),
      );
      const metadata = { type: "metadata", timestamp: Math.floor(Date.now() / 1000), records: entries.length };
      writeFileSync(list, `${[...entries, JSON.stringify(metadata)].join("\n")}\n`);
    }

    async function leasehold(...args: string[]) {
      const io = fakeIo({ folder, environment: { USER: "dev" } });
      const code = await run([...args, "--register", "leases.json", "--base", "none"], io);
      return { code, out: io.out(), err: io.err() };
    }

    async function drift() {
      const { code, out } = await leasehold("drift", "--source", "reputation", "--format", "json");
      const { findings } = reportSchema.parse(JSON.parse(out));
      return { code, findings: findings.map(({ rule, severity, drift: about }) => [rule, severity, about?.id]) };
    }

    test("what was listed at the handover is no drift; what is new, in DROP, gone or unseen is told, each in its way", async () => {
      await server.list(ZEN, "203.0.113.9", { code: "127.0.0.3" });
      expect(await drift()).toEqual({ code: 1, findings: [["drift-added", "error", "spamhaus-zen 203.0.113.9"]] });
      expect((await leasehold("reputation", "baseline")).code).toBe(0);
      expect(await drift()).toEqual({ code: 0, findings: [] });

      await server.list(ZEN, "203.0.113.4", { code: "127.0.0.4" });
      drop(["203.0.113.0/24"]);
      expect(await drift()).toEqual({
        code: 1,
        findings: [
          ["drift-added", "error", "spamhaus-drop 203.0.113.0/28"],
          ["drift-added", "error", "spamhaus-zen 203.0.113.4"],
        ],
      });

      await server.delist(ZEN, "203.0.113.4");
      await server.delist(ZEN, "203.0.113.9");
      drop([]);
      expect(await drift()).toEqual({ code: 0, findings: [["drift-removed", "warning", "spamhaus-zen 203.0.113.9"]] });

      await server.delist(ZEN, "127.0.0.2");
      writeFileSync(list, "");
      const { code, findings } = await drift();
      expect(code).toBe(2);
      expect(findings.map(([rule]) => rule)).toEqual(["drift-unobserved", "drift-unobserved"]);
      expect((await leasehold("reputation", "baseline")).code).toBe(2);
    });
  });
});
