import { type DnsHandler, type DnsResponse, FakeDnsServer } from "../../../testbed/dns-server";
import { declaredLeases, lease, listedAtHandover } from "./declared-leases";
import { expectUnknown, observe, observer } from "./observe-leases";

const ZEN = "spamhaus-zen";
const LISTED = "127.0.0.2";

/** A blocklist of its own test entry and of these addresses, reversed; `over` answers first. */
function blocklist(listed: Readonly<Record<string, string>>, over: DnsHandler = () => undefined): DnsHandler {
  return (question) => {
    const special = over(question);
    if (special !== undefined) return special;
    const [d, c, b, a] = question.name.split(".");
    const address = `${a}.${b}.${c}.${d}`;
    const code = address === "127.0.0.2" ? LISTED : listed[address];
    if (code === undefined) return { rcode: 3 };
    if (question.type !== "A") return { answers: [] };
    return { answers: [{ name: question.name, type: "A", ttl: 60, data: code }] };
  };
}

const isTest = (name: string) => name.includes(".0.0.127.");

describe("blocklist zones", () => {
  let server: FakeDnsServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  async function ask(handler: DnsHandler, declared = declaredLeases(lease()), signal?: AbortSignal) {
    server = await FakeDnsServer.start(handler);
    const settings = { engines: [ZEN], resolvers: [server.address] };
    return observe(declared, settings, signal === undefined ? {} : { signal });
  }

  test("every address of the block is asked about, after the self-test", async () => {
    const { items, unseen } = await ask(blocklist({ "203.0.113.9": "127.0.0.4" }));
    expect(unseen).toEqual([]);
    expect(items).toMatchObject([{ id: "spamhaus-zen 203.0.113.9", segment: "email", severity: "error" }]);
    const asked = server?.asked.filter(({ type, name }) => type === "A" && !isTest(name)).map(({ name }) => name) ?? [];
    expect(new Set(asked).size).toBe(16);
    expect(server?.asked.slice(0, 2).every(({ name }) => isTest(name))).toBe(true);
  });

  /** Sound about its test entries, and then this. */
  const unless = (answer: (name: string) => DnsResponse | Buffer | undefined): DnsHandler => {
    const normal = blocklist({ "203.0.113.9": "127.0.0.4" });
    return (question) => (isTest(question.name) ? normal(question) : answer(question.name));
  };
  const tooMany = unless((name) => ({ answers: [{ name, type: "A", ttl: 60, data: "127.255.255.255" }] }));

  test.each<[string, DnsHandler, string[]]>([
    ["silence", () => undefined, ["self-test", "time-out"]],
    ["silence behind its test entries", unless(() => undefined), ["time-out", "203.0.113."]],
    ["a refusal", () => ({ rcode: 5 }), ["self-test", "REFUSED"]],
    ["SERVFAIL behind its test entries", unless(() => ({ rcode: 2 })), ["SERVFAIL"]],
    ["garbage", () => Buffer.from("garbage"), ["self-test"]],
    ["an answer cut off", unless(() => Buffer.alloc(12)), ["time-out"]],
    ["a rate limit by return code", tooMany, ["too many questions were asked"]],
    ["an emptied zone", () => ({ rcode: 3 }), ["does not list 127.0.0.2"]],
    [
      "a parked domain",
      ({ name }) => ({ answers: [{ name, type: "A", ttl: 60, data: "192.0.2.80" }] }),
      ["no return code of a blocklist"],
    ],
    ["a wildcard", ({ name }) => ({ answers: [{ name, type: "A", ttl: 60, data: LISTED }] }), ["it lists 127.0.0.1"]],
  ])("%s is unknown, never clean", async (_, handler, words) => {
    expectUnknown(await ask(handler), ZEN, ...words);
  });

  test("a zone that refuses is not asked on and on", async () => {
    await ask(tooMany, declaredLeases(lease({ prefix: "203.0.113.0/24", segments: [] })));
    expect(server?.asked.length).toBeLessThan(150);
  });

  test("what was seen before a zone fell silent is told beside what is unknown", async () => {
    const { items, unseen } = await ask(
      blocklist({ "203.0.113.1": "127.0.0.3" }, ({ name }) => (name.startsWith("5.") ? { rcode: 2 } : undefined)),
    );
    expect(items).toMatchObject([{ id: "spamhaus-zen 203.0.113.1" }]);
    expect(unseen).toMatchObject([{ reason: expect.stringContaining("203.0.113.5") }]);
  });

  test("a run that ends leaves unknown what was not asked", async () => {
    const ended = AbortSignal.abort();
    expectUnknown(await ask(blocklist({}), undefined, ended), ZEN);
  });

  test("codes that the handover did not have are news of their own; what is left of the old ones is no error", async () => {
    const declared = declaredLeases(listedAtHandover("spamhaus-zen 203.0.113.9 127.0.0.3,127.0.0.4"));
    const both: DnsHandler = ({ name }) =>
      name.startsWith("9.113")
        ? { answers: ["127.0.0.4", "127.0.0.9"].map((data) => ({ name, type: "A", ttl: 60, data })) }
        : undefined;
    const { items } = await ask(blocklist({}, both), declared);
    expect(items).toMatchObject([
      { id: "spamhaus-zen 203.0.113.9", fields: { codes: ["127.0.0.4"], weight: "major" } },
      {
        id: "spamhaus-zen 203.0.113.9 127.0.0.9",
        fields: { codes: ["127.0.0.9"], weight: "severe" },
        severity: "error",
      },
    ]);
    expect(observer({ engines: [ZEN] }).expect(declared)).toMatchObject([{ severity: "warning" }]);
  });

  test("a block that the handover lists stays one listing while some of it is listed", async () => {
    const declared = declaredLeases(listedAtHandover("spamhaus-zen 203.0.113.0/28 127.0.0.4"));
    const { items } = await ask(blocklist({ "203.0.113.3": "127.0.0.4", "203.0.113.4": "127.0.0.2" }), declared);
    expect(items.map(({ id }) => id)).toEqual(["spamhaus-zen 203.0.113.0/28", "spamhaus-zen 203.0.113.4"]);
  });

  test("a whole AS is one listing of the lease, severe, and not its doing", async () => {
    server = await FakeDnsServer.start(blocklist({ "203.0.113.0": LISTED }));
    const settings = { engines: ["uceprotect-3"], resolvers: [server.address] };
    const { items } = await observe(declaredLeases(lease()), settings);
    expect(items).toMatchObject([
      {
        id: "uceprotect-3 203.0.113.0/28",
        severity: "error",
        fields: { weight: "severe" },
        remediation: expect.stringContaining("not this lease's doing"),
      },
    ]);
    expect(server.asked.filter(({ name }) => !isTest(name))).toHaveLength(2);
  });

  test("a zone with a key is not asked without it, and no message shows it", async () => {
    server = await FakeDnsServer.start(() => undefined);
    const settings = { engines: ["spamhaus-zen-dqs"], resolvers: [server.address] };
    expectUnknown(await observe(declaredLeases(lease()), settings), "spamhaus-zen-dqs", "SPAMHAUS_DQS_KEY");
    expect(server.asked).toEqual([]);
    const variables = { SPAMHAUS_DQS_KEY: "s3cr3tkey" };
    const observation = await observe(declaredLeases(lease()), settings, { variables });
    expect(JSON.stringify(observation)).not.toContain("s3cr3tkey");
    expect(server.asked[0]?.name).toContain("s3cr3tkey.zen.dq.spamhaus.net");
  });

  test("nothing is asked of leases that were given back, nor where nothing is chosen, which is unknown", async () => {
    server = await FakeDnsServer.start(() => undefined);
    const resolvers = [server.address];
    const none = await observe(declaredLeases(lease()), { resolvers });
    expect(none).toMatchObject({
      items: [],
      unseen: [{ reason: expect.stringContaining("no engine is chosen") }],
      notObserved: [],
    });
    const gone = await observe(declaredLeases(lease({ status: "released" })), { engines: [ZEN], resolvers });
    expect(gone).toEqual({ items: [], unseen: [], notObserved: [] });
    expect(server.asked).toEqual([]);
  });

  test("a baseline of an engine that is not chosen is told, not missed", async () => {
    const declared = declaredLeases(listedAtHandover("psbl 203.0.113.9", "a note"));
    const { notObserved } = await ask(blocklist({}), declared);
    expect(notObserved.join("\n")).toMatch(
      /1 listings of its baseline are notes[\s\S]*names psbl, which is not chosen/,
    );
    expect(observer({ engines: [ZEN] }).expect(declared)).toEqual([]);
  });

  test("an engine that does not list a lease's family, or has nothing to ask about, says so", async () => {
    const six = lease({ id: "six", prefix: "2001:db8::/48", segments: [] });
    const settings = { engines: ["psbl", "greynoise-community"], resolvers: ["127.0.0.1:9"] };
    const { notObserved } = await observe(declaredLeases(six), settings, { variables: { GREYNOISE_API_KEY: "x" } });
    expect(notObserved).toEqual([
      "six: of 2001:db8::/48 only the addresses in use are looked up",
      "Passive Spam Block List lists no addresses of the family of six",
      "GreyNoise Community lists no addresses of the family of six",
      "GreyNoise Community is asked about addresses in use, and none is known of six",
    ]);
  });
});
