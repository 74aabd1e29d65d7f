import { declare } from "../../drift/declared";
import type { DriftItem } from "../../drift/drift-item";
import { createDnsObserver } from "../../drift/observers/dns/dns-observer";
import { dnsSettingsSchema } from "../../drift/observers/dns/dns-settings";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "../facts/graph-builder";
import { Knot, type KnotZone } from "../testbed/knot";
import { describeWith } from "../testbed/tools";

const REVERSE = "113.0.203.in-addr.arpa";
const ZONE = "cloudflare:index/zone:Zone";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const MAIL = { "203.0.113.4": "out-a.example.com", "203.0.113.5": "out-b.example.com" };

const CLASSLESS = "64/26.100.51.198.in-addr.arpa";
const PARENT = "100.51.198.in-addr.arpa";
const SERVER = "ns.example.com";

const OWN: KnotZone = { name: REVERSE, records: ["4 PTR out-a.example.com.", "5 PTR out-b.example.com."] };
const OTHERS: readonly KnotZone[] = [
  {
    name: "example.com",
    records: ["ns A 127.0.0.1", "out-a A 203.0.113.4", "out-b A 203.0.113.5", "c A 198.51.100.70"],
  },
  // A lessor's zone, with a classless delegation of the leased part.
  { name: PARENT, records: ["64/26 NS ns.example.com.", "70 CNAME 70.64/26", "71 CNAME 71.64/26"] },
  { name: CLASSLESS, records: ["70 PTR c.example.com."] },
];

function declaration({ withZone = true, servers = [SERVER] } = {}) {
  const graph = new GraphBuilder();
  if (withZone) graph.add(ZONE, "reverse", { name: REVERSE }, { id: "z1", outputs: { nameServers: servers } });
  for (const [address, name] of Object.entries(MAIL)) {
    const owner = `${address.split(".")[3]}.${REVERSE}`;
    graph.add(RECORD, `ptr-${address}`, { zoneId: "z1", name: owner, type: "PTR", content: name });
  }
  return declare(graph.graph(), registerOf(leaseOf()), TODAY);
}

/** A lease of a quarter of a /24, whose names lie in a zone of its own (RFC 2317). */
function classless() {
  const graph = new GraphBuilder();
  graph.add(ZONE, "classless", { name: CLASSLESS }, { id: "z2", outputs: { nameServers: [SERVER] } });
  graph.add(RECORD, "ptr", { zoneId: "z2", name: `70.${CLASSLESS}`, type: "PTR", content: "c.example.com" });
  const lease = leaseOf({ id: "quarter", prefix: "198.51.100.64/26" });
  return declare(graph.graph(), registerOf(lease), TODAY);
}

describeWith(["knotd", "knotc"], "drift of reverse DNS on a real name server", () => {
  let knot: Knot;
  beforeAll(async () => {
    knot = await Knot.start([OWN, ...OTHERS]);
  });
  afterAll(() => knot.stop());

  async function look(declared = declaration(), settings: object = {}) {
    const observer = createDnsObserver(
      dnsSettingsSchema.parse({
        resolvers: [knot.address],
        nameServerPort: knot.port,
        perSecond: 100_000,
        timeoutMs: 500,
        tries: 2,
        ...settings,
      }),
      {},
    );
    const expected = observer.expect(declared);
    const observation = await observer.observe(declared, { signal: new AbortController().signal, now: new Date() });
    return { expected, ...observation };
  }

  /** `type id: field` of what differs. */
  function differences({ expected, items }: { expected: readonly DriftItem[]; items: readonly DriftItem[] }) {
    const seen = new Map(items.map((item) => [`${item.type} ${item.id}`, item]));
    const known = new Set(expected.map(({ type, id }) => `${type} ${id}`));
    const changed = expected.flatMap(({ type, id, fields }) => {
      const key = `${type} ${id}`;
      const item = seen.get(key);
      if (item === undefined) return [`removed ${key}`];
      return Object.entries(fields).flatMap(([field, value]) =>
        JSON.stringify(value) === JSON.stringify(item.fields[field])
          ? []
          : [`changed ${key}: ${field} ${JSON.stringify(item.fields[field])}`],
      );
    });
    return [...changed, ...[...seen.keys()].filter((key) => !known.has(key)).map((key) => `added ${key}`)].sort();
  }

  test("what is served as declared has not drifted", async () => {
    const seen = await look();
    expect(seen.unseen).toEqual([]);
    expect(differences(seen)).toEqual([]);
    expect(seen.items.filter(({ type }) => type === "ptr").map(({ id, fields }) => [id, fields])).toEqual([
      ["203.0.113.4", { names: ["out-a.example.com"], forward: "confirmed" }],
      ["203.0.113.5", { names: ["out-b.example.com"], forward: "confirmed" }],
    ]);
  });

  test.each(["udp", "tcp"])("over %s", async (protocol) => {
    expect(differences(await look(declaration(), { protocol }))).toEqual([]);
  });

  test("a PTR that names another host is changed, and leads elsewhere", async () => {
    await knot.replace(REVERSE, "4", "PTR", ["stray.example.com."]);
    expect(differences(await look())).toEqual([
      'changed ptr 203.0.113.4: forward "stray.example.com leads to no address"',
      'changed ptr 203.0.113.4: names ["stray.example.com"]',
    ]);
    await knot.replace(REVERSE, "4", "PTR", ["out-a.example.com."]);
    expect(differences(await look())).toEqual([]);
  });

  test("a PTR that is gone is removed", async () => {
    await knot.replace(REVERSE, "5", "PTR", []);
    expect(differences(await look())).toEqual(["removed ptr 203.0.113.5"]);
    await knot.replace(REVERSE, "5", "PTR", ["out-b.example.com."]);
  });

  test("a name that leads elsewhere, or nowhere, no longer confirms", async () => {
    await knot.replace("example.com", "out-a", "A", ["203.0.113.9"]);
    await knot.replace("example.com", "out-b", "A", []);
    expect(differences(await look())).toEqual([
      'changed ptr 203.0.113.4: forward "out-a.example.com leads to 203.0.113.9"',
      'changed ptr 203.0.113.5: forward "out-b.example.com leads to no address"',
    ]);
    await knot.replace("example.com", "out-a", "A", ["203.0.113.4"]);
    await knot.replace("example.com", "out-b", "A", ["203.0.113.5"]);
  });

  test("a PTR that nobody declares is added where its zone is declared, else remembered", async () => {
    await knot.replace(REVERSE, "77", "PTR", ["stranger.example.com."]);
    expect(differences(await look())).toEqual(["added ptr 203.0.113.77"]);
    const elsewhere = await look(declaration({ withZone: false }));
    expect(elsewhere.unseen).toEqual([]);
    expect(differences(elsewhere)).toEqual([]);
    const item = elsewhere.items.find(({ id }) => id === "203.0.113.77");
    expect(item?.remembered).toEqual({ names: ["stranger.example.com"] });
    await knot.replace(REVERSE, "77", "PTR", []);
  });

  test("a delegation to other servers is changed, and lame where they do not answer for the zone", async () => {
    await knot.replace(REVERSE, "@", "NS", ["ns.example.com.", "elsewhere.example.com."]);
    expect(differences(await look())).toEqual([
      `changed delegation ${REVERSE}: lame ["elsewhere.example.com"]`,
      `changed delegation ${REVERSE}: servers ["elsewhere.example.com","${SERVER}"]`,
    ]);
    const undeclared = await look(declaration({ withZone: false }));
    expect(undeclared.items.find(({ type }) => type === "delegation")?.remembered).toEqual({
      servers: ["elsewhere.example.com", SERVER],
      lame: ["elsewhere.example.com"],
    });
    await knot.replace(REVERSE, "@", "NS", ["ns.example.com."]);
    expect(differences(await look())).toEqual([]);
  });

  test("a name server that does not answer leaves open whether it is lame", async () => {
    const closed = await look(declaration(), { nameServerPort: 9 });
    const delegation = closed.items.find(({ type }) => type === "delegation");
    expect(delegation?.fields.lame).toEqual({ unknown: expect.stringContaining(SERVER) });
    const undeclared = await look(declaration({ withZone: false }), { nameServerPort: 9 });
    expect(undeclared.unseen).toEqual([
      { reason: expect.stringContaining("drift.dns.nameServers"), covers: { type: "delegation", id: REVERSE } },
    ]);
    const unasked = await look(declaration({ withZone: false }), { nameServers: false });
    expect(unasked.unseen).toEqual([]);
    expect(unasked.notObserved).toEqual([expect.stringContaining("drift.dns.nameServers is off")]);
  });

  test("many names of one address come over TCP", async () => {
    const names = Array.from({ length: 40 }, (_, at) => `host-${at}.of-a-customer-with-a-long-name.example.com.`);
    await knot.replace(REVERSE, "5", "PTR", ["out-b.example.com.", ...names]);
    const seen = await look();
    expect(seen.unseen).toEqual([]);
    const item = seen.items.find(({ id }) => id === "203.0.113.5");
    expect(item?.fields.names).toHaveLength(41);
    expect(differences(seen)).toHaveLength(2);
    await knot.replace(REVERSE, "5", "PTR", ["out-b.example.com."]);
  });

  test("names of a block smaller than /24 are found through their aliases", async () => {
    const seen = await look(classless());
    expect(seen.unseen).toEqual([]);
    expect(differences(seen)).toEqual([]);
    const pointers = seen.items.filter(({ type }) => type === "ptr");
    expect(pointers.map(({ id, fields, remembered }) => [id, fields, remembered])).toEqual([
      ["198.51.100.70", { names: ["c.example.com"], forward: "confirmed" }, { alias: `70.${CLASSLESS}` }],
    ]);
    await knot.replace(PARENT, "70", "CNAME", []);
    expect(differences(await look(classless()))).toEqual(["removed ptr 198.51.100.70"]);
    await knot.replace(PARENT, "70", "CNAME", [`70.${CLASSLESS}.`]);
  });

  test("resolvers that contradict each other leave it open", async () => {
    const before = { ...OWN, records: ["4 PTR before.example.com.", "5 PTR out-b.example.com."] };
    const stale = await Knot.start([before, ...OTHERS]);
    try {
      const seen = await look(declaration(), { resolvers: [knot.address, stale.address] });
      expect(seen.unseen).toEqual([
        { reason: expect.stringContaining("the resolvers disagree"), covers: { type: "ptr", id: "203.0.113.4" } },
      ]);
      expect(seen.unseen[0]?.reason).toContain(`${stale.address} says before.example.com`);
      expect(differences(seen)).toEqual(["removed ptr 203.0.113.4"]);
    } finally {
      await stale.stop();
    }
  });

  test("a zone that the resolver refuses is unknown as a whole, and its neighbour is seen", async () => {
    const other = leaseOf({ id: "other", prefix: "192.0.2.0/24" });
    const seen = await look(declare(new GraphBuilder().graph(), registerOf(other, leaseOf()), TODAY));
    const zone = "2.0.192.in-addr.arpa";
    expect(seen.unseen).toEqual([
      {
        reason: expect.stringMatching(`none of 256 PTR records of ${zone} could be looked up: REFUSED`),
        covers: { type: "ptr", scope: zone },
      },
      {
        reason: expect.stringMatching(`the delegation of ${zone} could not be looked up: REFUSED`),
        covers: { type: "delegation", id: zone },
      },
    ]);
    expect(seen.items.filter(({ type }) => type === "ptr")).toHaveLength(256);
  });
});
