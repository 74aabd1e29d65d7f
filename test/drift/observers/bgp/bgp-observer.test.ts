import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declare } from "../../../../drift/declared";
import { createBgpObserver, type RouteValidation } from "../../../../drift/observers/bgp/bgp-observer";
import { bgpSettingsSchema } from "../../../../drift/observers/bgp/bgp-settings";
import { UNKNOWN } from "../../../../graph/resource";
import type { LeaseInput } from "../../../../lease/lease";
import { GraphBuilder, type Inputs, leaseOf, registerOf, TODAY } from "../../../facts/graph-builder";
import { type FakeTable, fakeRipestat } from "../../../testbed/fake-ripestat";
import type { FakeService, Fault } from "../../../testbed/registries/fake-service";

const ROUTE = "leasehold:routing:Advertisement";
const NOW = new Date(`${TODAY}T12:00:00Z`);
const LESSEE = { announcedBy: "lessee" as const, origins: [64496] };
const OFFICE = leaseOf({ routing: LESSEE });
const [P24, P25] = ["203.0.113.0/24", "203.0.113.128/25"];
const ELSEWHERE = "198.51.100.0/24";

const folder = mkdtempSync(join(tmpdir(), "leasehold-bgp-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file with a table of GoBGP. @param routes AS paths by prefix; an empty path is the daemon's own route */
function rib(routes: Readonly<Record<string, readonly (readonly (number | number[])[])[]>>): string {
  const file = join(folder, "rib.json");
  const segments = (path: readonly (number | number[])[]) =>
    path.map((one) => ({ segment_type: typeof one === "number" ? 2 : 1, asns: [one].flat() }));
  const table = Object.fromEntries(
    Object.entries(routes).map(([prefix, paths]) => [
      prefix,
      paths.map((path) => ({ attrs: path.length === 0 ? [] : [{ type: 2, as_paths: segments(path) }] })),
    ]),
  );
  writeFileSync(file, JSON.stringify(table));
  utimesSync(file, NOW, NOW);
  return file;
}

interface Given {
  readonly leases?: readonly LeaseInput[];
  readonly routes?: readonly Inputs[];
  readonly gobgp?: object;
  readonly ripestat?: object;
  readonly validation?: RouteValidation;
  readonly signal?: AbortSignal;
}

async function look(given: Given) {
  const { leases = [OFFICE], routes = [], gobgp, ripestat, validation } = given;
  const graph = new GraphBuilder();
  for (const [at, route] of routes.entries()) {
    graph.add(ROUTE, `route${at}`, { leaseId: "acme", by: "lessee", prefix: P24, origin: 64496, ...route });
  }
  const declared = declare(graph.graph(), registerOf(...leases), TODAY);
  const observer = createBgpObserver(bgpSettingsSchema.parse({ gobgp, ripestat }), validation);
  const signal = given.signal ?? new AbortController().signal;
  return { expected: observer.expect(declared), ...(await observer.observe(declared, { signal, now: NOW })) };
}

/** By a table in a file: what is expected and what is seen, as ids with their fields. */
async function byTable(routes: Parameters<typeof rib>[0], given: Given = {}) {
  const looked = await look({ gobgp: { source: rib(routes), asn: 64496 }, ...given });
  expect(looked.unseen).toEqual([]);
  const fields = (items: typeof looked.items) => Object.fromEntries(items.map((item) => [item.id, item.fields]));
  return { ...looked, expect: fields(looked.expected), seen: fields(looked.items) };
}

describe("by the table of a daemon", () => {
  test("a declared route is seen as declared, its own as well as one that a neighbour sends", async () => {
    const own = await byTable({ [P24]: [[]], "0.0.0.0/0": [[64500]], "203.0.112.0/22": [[64500, 64511]] });
    expect(own.expect).toEqual({ [`${P24} AS64496`]: { gobgp: "announced" } });
    expect(own.seen).toEqual(own.expect);
    expect((await byTable({ [P24]: [[64500, 64496]] })).seen).toEqual(own.expect);
  });

  test("a withdrawn route is expected and not seen", async () => {
    expect((await byTable({ [ELSEWHERE]: [[64500]] })).seen).toEqual({});
  });

  test("strange origins, more specifics and AS_SETs are extra, and say what they are", async () => {
    const { seen, items } = await byTable({ [P24]: [[], [64500, 64511], [64500, [64496, 64497]]], [P25]: [[]] });
    expect(Object.keys(seen)).toEqual([`${P24} AS64496`, `${P24} AS64511`, `${P24} AS_SET`, `${P25} AS64496`]);
    expect(items.slice(1).map(({ name, fields }) => [name, fields.kind])).toEqual([
      ["the route 203.0.113.0/24 from AS64511", "strange origin"],
      ["the route 203.0.113.0/24 from an AS_SET", "strange origin"],
      ["the route 203.0.113.128/25 from AS64496", "more specific"],
    ]);
    expect(seen[`${P24} AS64511`]).toMatchObject({
      origin: "AS64511",
      seenBy: ["gobgp"],
      upstreams: ["AS64500"],
    });
    expect(items.every(({ lease }) => lease === "acme")).toBe(true);
  });

  test("an AS_SET where the declared origin was is no origin: the route is gone", async () => {
    const { seen } = await byTable({ [P24]: [[64500, [64496]]] });
    expect(Object.keys(seen)).toEqual([`${P24} AS_SET`]);
  });

  test("announced in parts, as the lease allows, is announced; with a part missing it is not", async () => {
    const leases = [leaseOf({ routing: { ...LESSEE, longestAnnounced: 25 } })];
    const halves = { "203.0.113.0/25": [[]], [P25]: [[]] };
    const whole = await byTable(halves, { leases });
    expect(whole.seen).toEqual(whole.expect);
    expect((await byTable({ [P25]: [[]] }, { leases })).seen).toEqual({});
    const longer = await byTable({ ...halves, "203.0.113.0/26": [[]] }, { leases });
    expect(Object.keys(longer.seen)).toEqual([`${P24} AS64496`, "203.0.113.0/26 AS64496"]);
  });

  test("announcements of the program say it one by one", async () => {
    const leases = [leaseOf({ routing: { ...LESSEE, longestAnnounced: 25 } })];
    const routes = [{ prefix: P25 }, { prefix: "203.0.113.0/25", advertised: false }];
    const { expect: wanted, seen } = await byTable({ [P25]: [[]], "203.0.113.0/25": [[]] }, { leases, routes });
    expect(wanted).toEqual({ [`${P25} AS64496`]: { gobgp: "announced" } });
    expect(Object.keys(seen)).toEqual([`${P25} AS64496`, "203.0.113.0/25 AS64496"]);
  });

  test("what nobody announces must not be seen", async () => {
    const leases = [leaseOf({ routing: { announcedBy: "none", origins: [] } })];
    const { expect: wanted, items } = await byTable({ [P24]: [[64500, 64496]] }, { leases });
    expect(wanted).toEqual({});
    expect(items.map(({ fields }) => fields.kind)).toEqual(["of a lease that nobody is to announce"]);
  });

  test("what others announce need not be in a daemon's own table, and that is told; in a full one it must be", async () => {
    const leases = [leaseOf({ routing: { announcedBy: "aws", origins: [] } })];
    const own = await byTable({ [ELSEWHERE]: [[64500]] }, { leases });
    expect([own.expect, own.notObserved]).toEqual([{}, [expect.stringMatching(/AS14618,AS16509 is announced by aws/)]]);
    expect((await byTable({ [P24]: [[64500, 16509]] }, { leases })).items).toEqual([]);
    const gobgp = { source: rib({ [P24]: [[64500, 16509]] }), fullTable: true };
    const full = await look({ leases, gobgp });
    expect(full.items).toMatchObject([
      { id: `${P24} AS14618,AS16509`, fields: { gobgp: "announced" }, remembered: { origins: ["AS16509"] } },
    ]);
  });

  test("a lease that is over: only what its lessee still announces is told", async () => {
    const over = leaseOf({ ...OFFICE, term: { start: "2025-01-01", end: "2026-05-31" } });
    const { expect: wanted, items } = await byTable({ [P24]: [[], [64500, 64511]] }, { leases: [over] });
    expect(wanted).toEqual({});
    expect(items.map(({ id, fields }) => [id, fields.kind])).toEqual([[`${P24} AS64496`, "after the lease"]]);
    const released = leaseOf({ ...over, status: "released", routing: { announcedBy: "aws", origins: [64496] } });
    expect((await byTable({ [P24]: [[64500, 16509]] }, { leases: [released] })).items).toEqual([]);
  });

  test("without any routing nothing can be judged, and that is told", async () => {
    const { items, notObserved } = await byTable({ [P24]: [[]] }, { leases: [leaseOf()] });
    expect([items, notObserved]).toEqual([[], [expect.stringMatching(/acme declares no routing/)]]);
  });

  test("an own route whose AS nobody says is unknown; a more specific is told all the same", async () => {
    const { items } = await byTable({ [P24]: [[]], [P25]: [[]] }, { gobgp: { source: join(folder, "rib.json") } });
    expect(items).toMatchObject([
      { id: `${P24} AS64496`, fields: { gobgp: { unknown: expect.stringMatching(/drift\.bgp\.gobgp\.asn/) } } },
      { id: `${P25} own AS` },
    ]);
  });

  test("an announcement that only a deployment completes can be neither found nor missed", async () => {
    const { expected } = await byTable({ [P24]: [[]] }, { routes: [{ origin: UNKNOWN }] });
    expect(expected).toMatchObject([{ undeployed: true, resource: { name: "route0" } }]);
  });
});

describe("validation", () => {
  const vrps = (roas: readonly object[]) => {
    const file = join(folder, "vrps.json");
    writeFileSync(file, JSON.stringify({ metadata: { generated: NOW.getTime() / 1000 }, roas }));
    return { source: file, maxAgeMinutes: 120 };
  };
  const OWN = { prefix: P24, asn: 64496, maxLength: 24 };

  test("each announcement is validated, declared or not", async () => {
    const validation = { vrps: vrps([OWN]), ofDeclared: true };
    const routes = { [P24]: [[], [64500, 64511]], [P25]: [[]] };
    const { expect: wanted, seen } = await byTable(routes, { validation });
    expect(wanted).toEqual({ [`${P24} AS64496`]: { gobgp: "announced", validity: "valid" } });
    expect(Object.values(seen).map(({ validity }) => validity)).toEqual(["valid", "invalid", "invalid"]);
    const other = { vrps: vrps([{ ...OWN, prefix: "192.0.2.0/24" }]), ofDeclared: true };
    expect((await byTable({ [P24]: [[]] }, { validation: other })).seen[`${P24} AS64496`]?.validity).toBe("not-found");
  });

  test("where ROAs are looked at anyway, a missing one is not told twice", async () => {
    const { expect: wanted } = await byTable(
      { [ELSEWHERE]: [[64500]] },
      { validation: { vrps: vrps([OWN]), ofDeclared: false } },
    );
    expect(wanted).toEqual({ [`${P24} AS64496`]: { gobgp: "announced" } });
  });

  test("without usable payloads validity is unknown", async () => {
    const { seen } = await byTable({ [P24]: [[]] }, { validation: { vrps: vrps([]), ofDeclared: true } });
    expect(seen[`${P24} AS64496`]?.validity).toEqual({ unknown: expect.stringMatching(/no payloads/) });
  });
});

describe("by RIPEstat", () => {
  let service: FakeService;
  let table: FakeTable;
  const PATHS = ["64500 64496", "64501 64496 64496", "64501 64502 64496"];
  beforeAll(async () => {
    service = await fakeRipestat(() => table);
  });
  beforeEach(() => {
    service.forget();
    table = { paths: { [P24]: PATHS } };
  });
  afterAll(() => service.stop());

  const asked = (given: Given = {}, settings: object = {}) =>
    look({ ripestat: { sourceapp: "example", url: service.url, ...settings }, ...given });

  test("a declared route is seen as declared, with who hands it on; every question names who asks", async () => {
    const { expected, items, unseen } = await asked();
    expect(unseen).toEqual([]);
    expect(expected.map(({ fields }) => fields)).toEqual([{ ripestat: "announced" }]);
    expect(items).toMatchObject([
      { fields: { ripestat: "announced" }, remembered: { upstreams: ["AS64500", "AS64501", "AS64502"] } },
    ]);
    expect(service.seen.map(({ path }) => path)).toEqual([
      "/routing-status/data.json?resource=203.0.113.0%2F24&sourceapp=example&min_peers_seeing=3",
      "/looking-glass/data.json?resource=203.0.113.0%2F24&sourceapp=example",
    ]);
  });

  test("the paths of now count, not the summary of hours ago", async () => {
    table = { paths: {}, seeing: 290 };
    expect((await asked()).items).toEqual([]);
  });

  test("a route that few peers see has changed; with few peers in all nobody can tell", async () => {
    table = { paths: { [P24]: PATHS }, seeing: 15 };
    expect((await asked()).items).toMatchObject([{ fields: { ripestat: "announced, and seen by 5 % of the peers" } }]);
    table = { paths: { [P24]: PATHS }, seeing: 5, total: 5 };
    expect((await asked()).items).toMatchObject([
      { fields: { ripestat: { unknown: expect.stringMatching(/5 peers/) } } },
    ]);
  });

  test.each<[string, LeaseInput["routing"]]>([
    ["announced", LESSEE],
    ["to be kept dark", { announcedBy: "none", origins: [] }],
  ])("a lease that is %s is unseen where hardly any peers were asked, and none sees it", async (_, routing) => {
    table = { paths: {}, seeing: 0, total: 0 };
    const { items, unseen } = await asked({ leases: [leaseOf({ routing })] });
    expect(items).toEqual([]);
    expect(unseen).toEqual([{ reason: expect.stringMatching(/none of the 0 peers/), covers: { lease: "acme" } }]);
  });

  test("strange origins and more specifics are extra, but not what fewer peers see than count", async () => {
    const strange = ["64500 64511", "64501 64511", "64502 64511", "64503 64510"];
    table = {
      paths: { [P24]: [...PATHS, ...strange] },
      moreSpecifics: [{ prefix: P25, origin: "64511" }],
    };
    const { items } = await asked();
    expect(items.map(({ id }) => id)).toEqual([`${P24} AS64496`, `${P24} AS64511`, `${P25} AS64511`]);
  });

  test("an announced part is asked for itself: a summary of hours ago does not stand for it", async () => {
    table = { paths: {}, moreSpecifics: [{ prefix: P25, origin: 64496 }] };
    const { expected, items } = await asked({ routes: [{ prefix: P25 }] });
    expect(expected.map(({ id }) => id)).toEqual([`${P25} AS64496`]);
    expect(items).toEqual([]);
    expect(service.seen).toHaveLength(4);
  });

  test("two views are told apart: withdrawn at home, still seen by others", async () => {
    const gobgp = { source: rib({ [ELSEWHERE]: [[64500]] }), asn: 64496 };
    const { expected, items } = await asked({ gobgp });
    expect(expected[0]?.fields).toEqual({ gobgp: "announced", ripestat: "announced" });
    expect(items[0]?.fields).toEqual({ gobgp: "not announced", ripestat: "announced" });
  });

  test("one view that fails leaves its own field unknown", async () => {
    service.fail({ status: 403 }, { times: 10 });
    const { items, unseen } = await asked({ gobgp: { source: rib({ [P24]: [[]] }), asn: 64496 } });
    expect(items[0]?.fields).toEqual({
      gobgp: "announced",
      ripestat: { unknown: expect.stringMatching(/status 403/) },
    });
    expect(unseen).toEqual([{ reason: expect.stringMatching(/RIPEstat.*403/), covers: { lease: "acme" } }]);
  });

  test("at most as many questions as it allows are open at once", async () => {
    const leases = Array.from({ length: 20 }, (_, at) =>
      leaseOf({ id: `l${at}`, prefix: `198.51.100.${at * 4}/30`, routing: LESSEE }),
    );
    await asked({ leases }, { atOnce: 8 });
    expect(service.seen).toHaveLength(40);
    expect(() => bgpSettingsSchema.parse({ ripestat: { sourceapp: "example", atOnce: 9 } })).toThrow();
    expect(() => bgpSettingsSchema.parse({ ripestat: { sourceapp: "no spaces" } })).toThrow();
  });

  const faults: readonly [string, Fault, RegExp][] = [
    ["a refusal", { status: 403, body: "secret" }, /status 403$/],
    ["a rate limit", { status: 429, headers: { "retry-after": "3600" } }, /429; it limits/],
    ["HTML", { status: 200, body: "<html>secret</html>" }, /something else than its JSON/],
    ["an error in JSON", { status: 200, body: '{"status":"error","data":{}}' }, /says itself/],
    ["half an answer", { status: 200, body: '{"status":"ok","data":{"origins":[{"or' }, /or not to the end/],
    ["null", { status: 200, body: "null" }, /something else than its JSON/],
    ["an empty list", { status: 200, body: "[]" }, /something else than its JSON/],
    ["an empty object", { status: 200, body: "{}" }, /something else than its JSON/],
    ["nothing", { status: 200, body: "" }, /something else than its JSON/],
    ["a page without its parts", { status: 200, body: '{"status":"ok","data":{}}' }, /without what it documents/],
    ["an answer without end", "huge", /more than \d+ bytes/],
    ["bytes", "binary", /no UTF-8/],
    ["a redirect", { status: 302, headers: { location: "https://elsewhere.example/" } }, /redirects/],
  ];
  test.each(faults)("%s leaves the lease unseen, and nothing is taken for withdrawn", async (_, fault, reason) => {
    service.fail(fault, { times: 10 });
    const { items, unseen } = await asked();
    expect(items).toEqual([]);
    expect(unseen).toEqual([{ reason: expect.stringMatching(reason), covers: { lease: "acme" } }]);
    expect(JSON.stringify(unseen)).not.toContain("secret");
  });

  test("a second call that fails leaves the lease unseen too", async () => {
    service.fail({ status: 404 }, { when: ({ path }) => path.startsWith("/looking-glass/"), times: 10 });
    const { items, unseen } = await asked();
    expect([items, unseen.length]).toEqual([[], 1]);
  });

  test("silence is waited for until the run ends, and no longer; the rest is unseen", async () => {
    service.fail("silent", { times: 100 });
    const run = new AbortController();
    setTimeout(() => run.abort(), 100);
    const leases = [OFFICE, leaseOf({ id: "other", prefix: "198.51.100.0/24", routing: LESSEE })];
    const { items, unseen } = await asked({ leases, signal: run.signal }, { atOnce: 1 });
    expect(items).toEqual([]);
    expect(unseen.map(({ covers }) => covers?.lease)).toEqual(["acme", "other"]);
    expect(unseen[1]?.reason).toMatch(/run ended before/);
  });

  test("a summary of days ago is unknown", async () => {
    table = { paths: { [P24]: PATHS }, at: "2026-05-30T08:00:00" };
    expect((await asked()).unseen).toEqual([
      { reason: expect.stringMatching(/more than 24 hours ago/), covers: { lease: "acme" } },
    ]);
    table = { paths: { [P24]: PATHS }, at: "2036-05-30T08:00:00" };
    expect((await asked()).unseen).toEqual([
      { reason: expect.stringMatching(/still to come/), covers: { lease: "acme" } },
    ]);
  });
});

describe("a table that cannot be read is unknown", () => {
  const unknown = async (source: string, reason: RegExp) => {
    const { items, unseen } = await look({ gobgp: { source } });
    expect(items).toEqual([]);
    expect(unseen).toEqual([{ reason: expect.stringMatching(reason), covers: { lease: "acme" } }]);
  };

  test("files that are missing, cut, old or something else", async () => {
    await unknown(join(folder, "none.json"), /does not exist/);
    await unknown(folder, /is no file/);
    const file = rib({ [P24]: [[]] });
    writeFileSync(file, '{"203.0.113.0/24": [{"attrs"');
    utimesSync(file, NOW, NOW);
    await unknown(file, /not what .* prints, or not whole/);
    for (const text of [
      "null",
      "[]",
      '"x"',
      '{"203.0.113.0/24": null}',
      '{"203.0.113.0/24": {}}',
      '{"nonsense": []}',
      "",
    ]) {
      writeFileSync(file, text);
      utimesSync(file, NOW, NOW);
      await unknown(file, /not what .* prints, or not whole/);
    }
    utimesSync(rib({}), NOW, new Date(NOW.getTime() - 3 * 3_600_000));
    await unknown(file, /more than 120 minutes ago/);
  });

  test("an empty table, and one of the other family", async () => {
    await unknown(rib({}), /holds no IPv4 route at all/);
    await unknown(rib({ "2001:db8::/32": [[]] }), /-a ipv4/);
    const six = leaseOf({ id: "six", prefix: "2001:db8::/32", routing: { announcedBy: "none", origins: [] } });
    const { items, unseen } = await look({
      leases: [OFFICE, six],
      gobgp: { source: rib({ [P24]: [[]] }), asn: 64496 },
    });
    expect(items.map(({ lease }) => lease)).toEqual(["acme"]);
    expect(unseen).toEqual([{ reason: expect.stringMatching(/-a ipv6/), covers: { lease: "six" } }]);
  });

  test("a file of tomorrow", async () => {
    const file = rib({ [P24]: [[]] });
    utimesSync(file, NOW, new Date(NOW.getTime() + 24 * 3_600_000));
    await unknown(file, /still to come/);
  });

  test("no view at all", async () => {
    const { items, unseen } = await look({});
    expect([items, unseen]).toEqual([[], [{ reason: expect.stringMatching(/--gobgp/) }]]);
  });
});
