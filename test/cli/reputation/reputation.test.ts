import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { newFolder, removeFolders } from "../../register/example-leases";
import { FakeDnsServer } from "../../testbed/dns-server";
import { fakeIo } from "../fake-io";

afterAll(removeFolders);

/** A blocklist that holds its test entry, and these addresses. */
function serve(listed: Readonly<Record<string, string>>): Promise<FakeDnsServer> {
  const codes: Readonly<Record<string, string>> = { "127.0.0.2": "127.0.0.2", ...listed };
  return FakeDnsServer.start(({ name, type }) => {
    const [d, c, b, a] = name.split(".");
    const code = codes[`${a}.${b}.${c}.${d}`];
    if (code === "SERVFAIL") return { rcode: 2 };
    if (code === undefined) return { rcode: 3 };
    return type === "A" ? { answers: [{ name, type, ttl: 60, data: code }] } : {};
  });
}

async function reputation(folder: string, ...args: string[]) {
  const io = fakeIo({ folder, environment: { USER: "dev" } });
  const code = await run(["reputation", ...args], io);
  return { code, out: io.out(), err: io.err() };
}

const term = { start: "2026-01-01", end: "2036-12-31" };
const held = { id: "office", prefix: "203.0.113.0/29", status: "active", term };
const gone = { id: "gone", prefix: "198.51.100.0/29", status: "released", term };

function project(engines: readonly string[], resolver: string, over: object = {}): string {
  const folder = newFolder();
  const leases = [{ ...held, ...over }, gone];
  writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases }));
  const settings = `drift:\n  reputation:\n    engines: [${engines.join(", ")}]\n    resolvers: ["${resolver}"]\n    timeoutMs: 50\n`;
  writeFileSync(join(folder, "leasehold.yaml"), settings);
  return folder;
}

function recorded(folder: string) {
  const { leases } = JSON.parse(readFileSync(join(folder, "leases.json"), "utf8"));
  return (leases as { id: string; reputation?: object }[]).map(({ id, reputation: found }) => [id, found]);
}

describe("leasehold reputation baseline", () => {
  let server: FakeDnsServer;
  afterEach(() => server.stop());

  test("records what is listed, keeps notes and what other engines listed, and says so in the history", async () => {
    server = await serve({ "203.0.113.3": "127.0.0.3" });
    const reputationBefore = {
      checkedOn: "2026-01-02",
      listings: ["agreed: PBL", "spamhaus-zen 203.0.113.1", "psbl 203.0.113.2"],
    };
    const folder = project(["spamhaus-zen"], server.address, { reputation: reputationBefore });
    const { code, out } = await reputation(folder, "baseline", "--as-of", "2026-11-22");
    expect(code).toBe(0);
    expect(out).toContain("entry 2 of its history, baseline by dev");
    const listings = ["psbl 203.0.113.2", "spamhaus-zen 203.0.113.3 127.0.0.3", "agreed: PBL"];
    expect(recorded(folder)).toEqual([
      ["office", { checkedOn: "2026-11-22", listings }],
      ["gone", undefined],
    ]);
    const again = await reputation(folder, "baseline", "--as-of", "2026-11-22");
    expect(again).toMatchObject({ code: 0, out: "The baseline is as it was.\n" });
  });

  test("is refused where an engine could not be seen, unless --partial notes it", async () => {
    server = await serve({ "203.0.113.3": "127.0.0.3", "203.0.113.4": "SERVFAIL" });
    const reputationBefore = {
      checkedOn: "2026-01-02",
      listings: ["spamhaus-zen 203.0.113.1", "not seen on 2026-01-02: x"],
    };
    const folder = project(["spamhaus-zen"], server.address, { reputation: reputationBefore });
    const before = readFileSync(join(folder, "leases.json"), "utf8");
    const refused = await reputation(folder, "baseline");
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/not seen: Spamhaus ZEN: SERVFAIL[\s\S]*nothing was recorded/);
    expect(readFileSync(join(folder, "leases.json"), "utf8")).toBe(before);
    const partial = await reputation(folder, "baseline", "--partial", "--as-of", "2026-11-22", "--format", "json");
    expect(partial.code).toBe(0);
    const listings = [
      "spamhaus-zen 203.0.113.1",
      "spamhaus-zen 203.0.113.3 127.0.0.3",
      expect.stringMatching(/^not seen on 2026-11-22: Spamhaus ZEN: SERVFAIL/),
    ];
    expect(JSON.parse(partial.out)).toMatchObject({
      version: 1,
      recorded: [{ lease: "office", checkedOn: "2026-11-22", listings }],
      unseen: [expect.stringContaining("SERVFAIL")],
    });
  });

  test("needs an engine, and a lease that is held", async () => {
    server = await serve({});
    const none = await reputation(project([], server.address), "baseline");
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining("No engine is chosen") });
    const folder = project(["spamhaus-zen"], server.address);
    const unknown = await reputation(folder, "baseline", "--lease", "offise");
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean office?") });
    expect(await reputation(folder, "baseline", "--lease", "gone")).toMatchObject({ code: 2 });
  });
});

describe("leasehold reputation engines", () => {
  test("lists every engine, whether it is chosen, and why not", async () => {
    const folder = project(["spamhaus-zen", "abuseipdb"], "127.0.0.1:53");
    const { code, out } = await reputation(folder, "engines", "--format", "json");
    expect(code).toBe(0);
    const { engines } = JSON.parse(out) as { engines: { id: string; chosen: boolean; why: string }[] };
    const why = Object.fromEntries(engines.map((engine) => [engine.id, engine.why]));
    expect(engines.length).toBeGreaterThanOrEqual(80);
    expect(engines.filter(({ chosen }) => chosen).map(({ id }) => id)).toEqual(["abuseipdb", "spamhaus-zen"]);
    expect(why).toMatchObject({
      "spamhaus-zen": "chosen",
      abuseipdb: "chosen, but needs a key in ABUSEIPDB_API_KEY",
      psbl: "off: not chosen",
      barracuda: "off: not chosen; terms not read",
      nixspam: expect.stringContaining("ended 2025-01-16"),
    });
  });

  test("those that are chosen alone, for people", async () => {
    const { out } = await reputation(project(["psbl"], "127.0.0.1:53"), "engines", "--chosen");
    expect(out).toBe("psbl  dnsbl  minor   Passive Spam Block List: chosen\n1 engine, 1 chosen\n");
  });

  test("an engine that ended cannot be chosen: the settings say so, with the place", async () => {
    const { code, err } = await reputation(project(["nixspam"], "127.0.0.1:53"), "engines");
    expect(code).toBe(2);
    expect(err).toMatch(/line 3.*nixspam was retired in 2025-01-16/s);
  });
});
