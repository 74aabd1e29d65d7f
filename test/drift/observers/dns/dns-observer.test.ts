import { declare } from "../../../../drift/declared";
import { UNKNOWN } from "../../../../graph/resource";
import { parseAddress } from "../../../../lease/prefix";
import { reverseName } from "../../../../lease/reverse-name";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "../../../facts/graph-builder";
import { type DnsHandler, FakeDnsServer, makeResponse, tableOf } from "../../../testbed/dns-server";
import { CLOUDFLARE_RECORD, CLOUDFLARE_ZONE, declaration, fieldsOf, look, REVERSE, registered } from "./look";

const WORLD = {
  [`4.${REVERSE} PTR`]: ["out.example.com"],
  [`9.${REVERSE} PTR`]: ["9.static.lessor.example"],
  [`${REVERSE} NS`]: ["ns.lessor.example"],
  "out.example.com A": ["203.0.113.4"],
};

describe("looking at the DNS", () => {
  const servers: FakeDnsServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

  async function serve(handler: DnsHandler): Promise<FakeDnsServer> {
    const server = await FakeDnsServer.start(handler);
    servers.push(server);
    return server;
  }

  const world = (changes: Readonly<Record<string, readonly string[]>> = {}) => tableOf({ ...WORLD, ...changes });

  describe("what is expected", () => {
    test("of a declared name that it is there and leads back, and of its zone that it is delegated", async () => {
      const server = await serve(world({ [`9.${REVERSE} PTR`]: [] }));
      const { expected, items, unseen } = await look(declaration(), server.address);
      expect(unseen).toEqual([]);
      expect(fieldsOf(expected, "ptr")).toEqual({
        "203.0.113.4": { names: ["out.example.com"], forward: "confirmed" },
      });
      expect(fieldsOf(items, "ptr")).toEqual(fieldsOf(expected, "ptr"));
      expect(expected.find(({ id }) => id === "203.0.113.4")).toMatchObject({
        lease: "acme",
        resource: { name: "ptr" },
        scope: REVERSE,
      });
    });

    test("in a zone that the program declares a name that it does not declare is nobody's", async () => {
      const { items } = await look(declaration(), (await serve(world())).address);
      expect(Object.keys(fieldsOf(items, "ptr")).sort()).toEqual(["203.0.113.4", "203.0.113.9"]);
    });

    test("elsewhere names are remembered, so that a lessor's own are no drift", async () => {
      const { expected, items } = await look(registered(), (await serve(world())).address);
      expect(expected.filter(({ type }) => type === "ptr")).toHaveLength(256);
      expect(expected.every(({ fields }) => Object.keys(fields).length === 0)).toBe(true);
      expect(new Set(items.map(({ type, id }) => `${type} ${id}`))).toEqual(
        new Set(expected.map(({ type, id }) => `${type} ${id}`)),
      );
      const remembered = new Map(items.map(({ id, remembered }) => [id, remembered]));
      expect(remembered.get("203.0.113.9")).toEqual({ names: ["9.static.lessor.example"] });
      expect(remembered.get("203.0.113.10")).toEqual({ names: [] });
      expect(remembered.get(REVERSE)).toEqual({ servers: ["ns.lessor.example"] });
    });

    test("a name that only a deployment shows is unknown", async () => {
      const declared = declaration((graph) =>
        graph.add(CLOUDFLARE_RECORD, "later", { zoneId: "z1", name: `5.${REVERSE}`, type: "PTR", content: UNKNOWN }),
      );
      const { expected } = await look(declared, (await serve(world())).address);
      expect(fieldsOf(expected, "ptr")["203.0.113.5"]?.names).toEqual({ unknown: "known only after a deployment" });
    });

    test("a record of an unknown address may be any that is seen: none is nobody's", async () => {
      const declared = declaration((graph) =>
        graph.add(CLOUDFLARE_RECORD, "later", { zoneId: "z1", name: UNKNOWN, type: "PTR", content: "b.example.com" }),
      );
      const { expected } = await look(declared, (await serve(world())).address);
      expect(fieldsOf(expected, "ptr")["203.0.113.9"]).toEqual({});
    });

    test("released blocks are left alone", async () => {
      const server = await serve(world());
      const seen = await look(registered({ status: "released" }), server.address);
      expect([seen.expected, seen.items, seen.unseen, server.asked]).toEqual([[], [], [], []]);
    });

    test("of IPv6 only what is declared is looked up", async () => {
      const owner = reverseName(parseAddress("2001:db8:abcd::4"));
      const graph = new GraphBuilder();
      graph.add(CLOUDFLARE_RECORD, "ptr", { zoneId: "z", name: owner, type: "PTR", content: "six.example.com" });
      const declared = declare(graph.graph(), registerOf(leaseOf({ prefix: "2001:db8:abcd::/48" })), TODAY);
      const server = await serve(
        tableOf({ [`${owner} PTR`]: ["six.example.com"], "six.example.com AAAA": ["2001:db8:abcd::4"] }),
      );
      const { expected, items } = await look(declared, server.address);
      expect(fieldsOf(items, "ptr")).toEqual({
        "2001:db8:abcd::4": { names: ["six.example.com"], forward: "confirmed" },
      });
      expect(fieldsOf(expected, "ptr")).toEqual(fieldsOf(items, "ptr"));
      expect(server.asked.filter(({ type }) => type === "PTR")).toHaveLength(1);
    });

    test("a block larger than the limit is looked at in part: declared names first, and the rest is told", async () => {
      const server = await serve(world({ "200.113.0.203.in-addr.arpa PTR": ["far.example.com"] }));
      const declared = declaration((graph) =>
        graph.add(CLOUDFLARE_RECORD, "far", {
          zoneId: "z1",
          name: `200.${REVERSE}`,
          type: "PTR",
          content: "far.example.com",
        }),
      );
      const { items, notObserved } = await look(declared, server.address, { settings: { maxAddresses: 10 } });
      expect(Object.keys(fieldsOf(items, "ptr")).sort()).toEqual(["203.0.113.200", "203.0.113.4"]);
      expect(server.asked.filter(({ type }) => type === "PTR")).toHaveLength(10);
      expect(notObserved.join()).toContain("the PTR records of 246 of 256 addresses");
      expect(notObserved.join()).toContain("drift.dns.maxAddresses is 10");
    });
  });

  describe("A records that no PTR covers", () => {
    const add = (inputs: object) =>
      declaration((graph) => {
        graph.add(CLOUDFLARE_ZONE, "forward", { name: "example.com" }, { id: "z2" });
        graph.add(CLOUDFLARE_RECORD, "a", { zoneId: "z2", name: "www", type: "A", content: "203.0.113.80", ...inputs });
      });

    test("are compared as one set per name", async () => {
      const server = await serve(world({ "www.example.com A": ["203.0.113.81"] }));
      const { expected, items } = await look(add({}), server.address);
      expect(fieldsOf(expected, "forward")).toEqual({ "www.example.com A": { addresses: ["203.0.113.80"] } });
      expect(fieldsOf(items, "forward")).toEqual({ "www.example.com A": { addresses: ["203.0.113.81"] } });
    });

    test("are not where they are gone", async () => {
      const { items, unseen } = await look(add({}), (await serve(world())).address);
      expect([fieldsOf(items, "forward"), unseen]).toEqual([{}, []]);
    });

    test.each([
      ["that Cloudflare answers for itself", { proxied: true }],
      ["of wildcards", { name: "*.example.com" }],
      ["outside the leases", { content: "198.51.100.7" }],
    ])("%s are left out", async (_, inputs) => {
      const { expected } = await look(add(inputs), (await serve(world())).address);
      expect(fieldsOf(expected, "forward")).toEqual({});
    });
  });

  describe("what goes wrong is unknown, and never clean", () => {
    const PTR_OF_FOUR = `4.${REVERSE}`;

    test.each<[string, DnsHandler, RegExp]>([
      ["silence", () => undefined, /time-out/],
      ["refusal", () => ({ rcode: 5 }), /REFUSED/],
      ["failure", () => ({ rcode: 2 }), /SERVFAIL/],
      [
        "garbage",
        ({ packet }) => Buffer.concat([makeResponse(packet, {}).subarray(0, 6), Buffer.alloc(40, 0xff)]),
        /time-out|malformed/,
      ],
      ["another id", ({ packet }) => makeResponse(packet, { id: (packet.id ?? 0) ^ 1 }), /time-out/],
      ["another question", () => ({ questions: [{ name: "other.example", type: "PTR" }] }), /another question/],
      ["a referral", ({ name }) => ({ authorities: [{ name, type: "NS", ttl: 1, data: "ns.example" }] }), /referral/],
      ["a cut answer", ({ over }) => (over === "udp" ? { flags: 0x200 } : undefined), /time-out|stalled/],
      [
        "an oversized answer",
        ({ packet }) => Buffer.concat([makeResponse(packet, {}), Buffer.alloc(3000)]),
        /larger than/,
      ],
    ])("%s everywhere is one thing, told once, and few are asked", async (_, handler, reason) => {
      const server = await serve(handler);
      const settings = { timeoutMs: 100, maxAddresses: 64, atOnce: 16 };
      const { items, unseen } = await look(declaration(), server.address, { settings });
      expect(items).toEqual([]);
      expect(unseen).toHaveLength(1);
      expect(unseen[0]?.covers).toBeUndefined();
      expect(unseen[0]?.reason).toMatch(reason);
      expect(server.asked.length).toBeLessThan(50);
    });

    test("of one address it covers that address, and the others are seen", async () => {
      const server = await serve((asked) => (asked.name === PTR_OF_FOUR ? { rcode: 2 } : world()(asked)));
      const { items, unseen } = await look(declaration(), server.address);
      expect(unseen).toEqual([
        { reason: expect.stringContaining("SERVFAIL"), covers: { type: "ptr", id: "203.0.113.4" } },
      ]);
      expect(Object.keys(fieldsOf(items, "ptr"))).toEqual(["203.0.113.9"]);
    });

    test("of half a zone it covers the zone, and what answers is seen all the same", async () => {
      const isDead = (name: string) => Number(name.split(".")[0]) < 128 && name.endsWith(REVERSE);
      const server = await serve((asked) =>
        asked.type === "PTR" && isDead(asked.name)
          ? { rcode: 2 }
          : world({ [`200.${REVERSE} PTR`]: ["x.example"] })(asked),
      );
      const { items, unseen } = await look(registered(), server.address, { settings: { atOnce: 4 } });
      expect(unseen).toEqual([
        {
          reason: expect.stringContaining(`128 of 256 PTR records of ${REVERSE} could not`),
          covers: { type: "ptr", scope: REVERSE },
        },
      ]);
      expect(items.filter(({ type }) => type === "ptr")).toHaveLength(128);
    });

    test("a name that cannot be looked up forwards leaves open whether it confirms", async () => {
      const server = await serve((asked) => (asked.type === "A" ? { rcode: 2 } : world()(asked)));
      const { items, unseen } = await look(declaration(), server.address);
      expect(unseen).toEqual([]);
      expect(fieldsOf(items, "ptr")["203.0.113.4"]).toEqual({
        names: ["out.example.com"],
        forward: { unknown: expect.stringContaining("out.example.com A: SERVFAIL") },
      });
    });

    test("a delegation that cannot be looked up is told by its zone", async () => {
      const server = await serve((asked) => (asked.type === "NS" ? { rcode: 2 } : world()(asked)));
      const { unseen } = await look(declaration(), server.address);
      expect(unseen).toEqual([
        { reason: expect.stringContaining(REVERSE), covers: { type: "delegation", id: REVERSE } },
      ]);
    });

    test("a resolver that limits the rate is not asked on and on", async () => {
      let left = 30;
      const server = await serve((asked) => (left-- > 0 ? world()(asked) : { rcode: 5 }));
      const { unseen, items } = await look(registered(), server.address, { settings: { atOnce: 1 } });
      expect(items.filter(({ type }) => type === "ptr")).toHaveLength(30);
      expect(unseen).toContainEqual({
        reason: expect.stringMatching(/226 of 256 PTR records .*REFUSED/),
        covers: { type: "ptr", scope: REVERSE },
      });
      expect(server.asked.length).toBeLessThan(100);
    });

    test("when the time is over, what was not asked is unknown", async () => {
      const stop = new AbortController();
      const server = await serve((asked) => {
        if (asked.count === 20) stop.abort();
        return world()(asked);
      });
      const { unseen, items } = await look(registered(), server.address, {
        settings: { atOnce: 1 },
        signal: stop.signal,
      });
      const seen = items.filter(({ type }) => type === "ptr").length;
      expect(seen).toBeGreaterThan(0);
      expect(unseen.map(({ reason }) => reason).join()).toContain("the time for it was over");
      expect(unseen).toContainEqual({
        reason: expect.stringContaining(`${256 - seen} of 256`),
        covers: { type: "ptr", scope: REVERSE },
      });
    });
  });

  test("one resolver that does not answer is outvoted by one that does", async () => {
    const alive = await serve(world());
    const dead = await serve(() => ({ rcode: 2 }));
    const { unseen, items } = await look(declaration(), "", { settings: { resolvers: [dead.address, alive.address] } });
    expect(unseen).toEqual([]);
    expect(fieldsOf(items, "ptr")["203.0.113.4"]).toEqual({ names: ["out.example.com"], forward: "confirmed" });
  });
});
