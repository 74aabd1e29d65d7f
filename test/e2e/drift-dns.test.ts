import { declare } from "../../drift/declared";
import type { DriftItem } from "../../drift/drift-item";
import { createDnsObserver } from "../../drift/observers/dns/dns-observer";
import { dnsSettingsSchema } from "../../drift/observers/dns/dns-settings";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "../facts/graph-builder";
import { Knot } from "../testbed/knot";
import { describeWith } from "../testbed/tools";

const REVERSE = "113.0.203.in-addr.arpa";
const ZONE = "cloudflare:index/zone:Zone";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const MAIL = { "203.0.113.4": "out-a.example.com", "203.0.113.5": "out-b.example.com" };

function world() {
  return [
    {
      name: REVERSE,
      records: ["4 PTR out-a.example.com.", "5 PTR out-b.example.com."],
    },
    { name: "example.com", records: ["ns A 127.0.0.1", "out-a A 203.0.113.4", "out-b A 203.0.113.5"] },
  ];
}

function declaration({ withZone = true } = {}) {
  const graph = new GraphBuilder();
  if (withZone) graph.add(ZONE, "reverse", { name: REVERSE }, { id: "z1" });
  for (const [address, name] of Object.entries(MAIL)) {
    const owner = `${address.split(".")[3]}.${REVERSE}`;
    graph.add(RECORD, `ptr-${address}`, {
      zoneId: "z1",
      name: owner,
      type: "PTR",
      content: name,
    });
  }
  return declare(graph.graph(), registerOf(leaseOf()), TODAY);
}

describeWith(["knotd", "knotc"], "drift of reverse DNS on a real name server", () => {
  let knot: Knot;
  beforeAll(async () => {
    knot = await Knot.start(world());
  });
  afterAll(() => knot.stop());

  async function look(declared = declaration(), settings: object = {}) {
    const observer = createDnsObserver(
      dnsSettingsSchema.parse({ resolvers: [knot.address], nameServers: false, perSecond: 100_000, ...settings }),
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
    expect(differences(elsewhere)).toEqual([]);
    const item = elsewhere.items.find(({ id }) => id === "203.0.113.77");
    expect(item?.remembered).toEqual({ names: ["stranger.example.com"] });
    await knot.replace(REVERSE, "77", "PTR", []);
  });
});
