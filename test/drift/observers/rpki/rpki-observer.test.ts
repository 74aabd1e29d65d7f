import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declare } from "../../../../drift/declared";
import { createRpkiObserver } from "../../../../drift/observers/rpki/rpki-observer";
import { rpkiSettingsSchema } from "../../../../drift/observers/rpki/rpki-settings";
import { UNKNOWN } from "../../../../graph/resource";
import type { LeaseInput } from "../../../../lease/lease";
import { EMPTY, GraphBuilder, type Inputs, leaseOf, registerOf, TODAY } from "../../../facts/graph-builder";

const ROA = "leasehold:rpki:RoaRequest";
const NOW = new Date(`${TODAY}T12:00:00Z`);
const LESSEE = { announcedBy: "lessee" as const, origins: [64496] };
const OWN = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24 };
const LESSOR = { prefix: "203.0.112.0/22", asn: 64500, maxLength: 22 };

const folder = mkdtempSync(join(tmpdir(), "leasehold-rpki-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function vrpFile(roas: readonly object[], ageMinutes = 1): string {
  const path = join(folder, "vrps.json");
  const generated = NOW.getTime() / 1000 - ageMinutes * 60;
  writeFileSync(path, JSON.stringify({ metadata: { generated }, roas }));
  return path;
}

interface Given {
  readonly leases?: readonly LeaseInput[];
  readonly roas?: readonly Inputs[];
  readonly vrps?: string;
  readonly signal?: AbortSignal;
}

async function look({ leases = [leaseOf({ routing: LESSEE })], roas = [], vrps, signal }: Given) {
  const graph = new GraphBuilder();
  for (const [at, roa] of roas.entries()) graph.add(ROA, `roa${at}`, { leaseId: "acme", ...roa });
  const register = leases.length === 0 ? EMPTY : registerOf(...leases);
  const declared = declare(graph.graph(), register, TODAY);
  const observer = createRpkiObserver(rpkiSettingsSchema.parse({ vrps }), {});
  const limits = { signal: signal ?? new AbortController().signal, now: NOW };
  return { expected: observer.expect(declared), ...(await observer.observe(declared, limits)) };
}

/** Expected and seen ROAs as `id field`, what is compared. */
async function roas(given: Given) {
  const { expected, items, unseen } = await look(given);
  expect(unseen).toEqual([]);
  const short = (all: typeof items) =>
    all.filter(({ type }) => type === "roa").map(({ id, fields }) => [id, fields.maxLength ?? null]);
  return { expected: short(expected), seen: short(items), items };
}

describe("a live lease", () => {
  test("its ROA is expected and seen under one id, so that nothing has drifted", async () => {
    const { expected, seen } = await roas({ vrps: vrpFile([OWN, LESSOR]) });
    expect(expected).toEqual([["203.0.113.0/24 AS64496", 24]]);
    expect(seen).toEqual(expected);
  });

  test("a ROA that is gone is expected and not seen", async () => {
    expect((await roas({ vrps: vrpFile([LESSOR]) })).seen).toEqual([]);
  });

  test("a loosened ROA is the same item with another max-length, beside the old one too", async () => {
    const loose = { ...OWN, maxLength: 28 };
    expect((await roas({ vrps: vrpFile([loose]) })).seen).toEqual([["203.0.113.0/24 AS64496", 28]]);
    expect((await roas({ vrps: vrpFile([OWN, loose, OWN]) })).seen).toEqual([["203.0.113.0/24 AS64496", 28]]);
  });

  test("where only routing wants a ROA, any that authorises the route will do, and the longest announced is allowed", async () => {
    const routing = { ...LESSEE, longestAnnounced: 26 };
    const wide = { prefix: "203.0.112.0/22", asn: 64496, maxLength: 26 };
    const { expected, seen } = await roas({ leases: [leaseOf({ routing })], vrps: vrpFile([wide]) });
    expect(expected).toEqual([["203.0.113.0/24 AS64496", 26]]);
    expect(seen).toEqual(expected);
    const tooLoose = await roas({ leases: [leaseOf({ routing })], vrps: vrpFile([{ ...wide, maxLength: 27 }]) });
    expect(tooLoose.seen).toEqual([["203.0.113.0/24 AS64496", 27]]);
  });

  test("a requested ROA is that very one: a larger ROA of the lessor does not stand for it", async () => {
    const wide = { prefix: "203.0.112.0/22", asn: 64496, maxLength: 24 };
    const { expected, seen, items } = await roas({ roas: [OWN], vrps: vrpFile([wide]) });
    expect(expected).toEqual([["203.0.113.0/24 AS64496", 24]]);
    expect(seen).toEqual([]);
    expect(items.map(({ type }) => type)).toEqual(["covering-roas"]);
  });

  test("ROAs for another AS, AS0 over a route and longer prefixes than are announced are extra", async () => {
    const other = { prefix: "203.0.113.0/25", asn: 64511, maxLength: 25 };
    const closed = { prefix: "203.0.113.0/24", asn: 0, maxLength: 24 };
    const longer = { prefix: "203.0.113.128/25", asn: 64496, maxLength: 25 };
    const { seen, items } = await roas({ vrps: vrpFile([OWN, other, closed, longer]) });
    expect(seen).toEqual([
      ["203.0.113.0/24 AS64496", 24],
      ["203.0.113.0/24 AS0", null],
      ["203.0.113.0/25 AS64511", 25],
      ["203.0.113.128/25 AS64496", 25],
    ]);
    expect(items.every(({ lease }) => lease === "acme")).toBe(true);
  });

  test("AWS's origins are declared where AWS announces", async () => {
    const routing = { announcedBy: "aws" as const, origins: [] };
    const of = (asn: number) => ({ ...OWN, asn });
    const { expected, seen } = await roas({ leases: [leaseOf({ routing })], vrps: vrpFile([of(16509), of(14618)]) });
    expect(expected).toEqual([
      ["203.0.113.0/24 AS14618", 24],
      ["203.0.113.0/24 AS16509", 24],
    ]);
    expect(seen).toEqual(expected);
  });

  test("space that nobody announces is closed by AS0, of whatever max-length, the lessor's too", async () => {
    const leases = [leaseOf({ routing: { announcedBy: "none", origins: [] } })];
    const closed = { prefix: "203.0.112.0/22", asn: 0, maxLength: 32 };
    const { expected, seen } = await roas({ leases, vrps: vrpFile([closed]) });
    expect(expected).toEqual([["203.0.113.0/24 AS0", null]]);
    expect(seen).toEqual(expected);
    const opened = await roas({ leases, vrps: vrpFile([{ ...OWN, asn: 64511 }]) });
    expect(opened.seen).toEqual([["203.0.113.0/24 AS64511", 24]]);
  });

  test("what stands over it is remembered, with what it would do to the routes without own ROAs", async () => {
    const remembered = async (...vrps: object[]) => {
      const { expected, items } = await look({ vrps: vrpFile(vrps) });
      expect(expected.find(({ type }) => type === "covering-roas")).toMatchObject({ id: "203.0.113.0/24", fields: {} });
      return items.find(({ type }) => type === "covering-roas")?.remembered;
    };
    expect(await remembered(OWN)).toEqual({ roas: [], withoutOwn: "not-found" });
    expect(await remembered(OWN, LESSOR)).toEqual({ roas: ["203.0.112.0/22-22 AS64500"], withoutOwn: "invalid" });
    const lends = { ...LESSOR, asn: 64496, maxLength: 24 };
    expect((await remembered(OWN, LESSOR, lends))?.withoutOwn).toBe("valid");
  });

  test("a ROA that lapses within hours is told, but not while another one stays", async () => {
    const at = (hours: number) => ({ ...OWN, expires: NOW.getTime() / 1000 + hours * 3600 });
    const lapsing = async (...vrps: object[]) =>
      (await look({ vrps: vrpFile(vrps) })).items.filter(({ type }) => type === "lapsing-roa");
    expect(await lapsing(at(5))).toMatchObject([
      { id: "203.0.113.0/24 AS64496", severity: "warning", fields: { expires: "2026-06-01T17:00:00.000Z" } },
    ]);
    expect(await lapsing(at(7))).toEqual([]);
    expect(await lapsing(at(5), { ...at(20), maxLength: 25 })).toEqual([]);
    expect(await lapsing(OWN)).toEqual([]);
  });

  test("a request that waits for a person is a warning", async () => {
    const graph = new GraphBuilder();
    graph.block({ routing: LESSEE });
    graph.add(ROA, "roa", { leaseId: "acme", ...OWN }, { outputs: { state: "requested" } });
    const declared = declare(graph.graph(), EMPTY, TODAY);
    const [roa] = createRpkiObserver(rpkiSettingsSchema.parse({ vrps: "x" }), {}).expect(declared);
    expect(roa).toMatchObject({ severity: "warning", resource: { name: "roa", type: ROA } });
  });
});

describe("a lease that is over", () => {
  const over = leaseOf({ routing: LESSEE, term: { start: "2025-01-01", end: "2026-05-31" } });

  test("expects nothing, and a ROA that still authorises its lessee is extra", async () => {
    const { expected, seen, items } = await roas({ leases: [over], vrps: vrpFile([OWN, { ...OWN, asn: 64511 }]) });
    expect(expected).toEqual([]);
    expect(seen).toEqual([["203.0.113.0/24 AS64496", 24]]);
    expect(items[0]?.fields.kind).toBe("still authorised, although the lease ended on 2026-05-31");
  });

  test("a larger ROA of the lessor that allows its length authorises it too; one that does not, no longer", async () => {
    const lends = { ...LESSOR, asn: 64496, maxLength: 24 };
    expect((await roas({ leases: [over], vrps: vrpFile([lends]) })).seen).toHaveLength(1);
    expect((await roas({ leases: [over], vrps: vrpFile([{ ...lends, maxLength: 22 }]) })).seen).toEqual([]);
  });

  test("space that was leased again belongs to the new lease", async () => {
    const again = leaseOf({ id: "again", routing: LESSEE });
    const released = leaseOf({ ...over, id: "before", status: "released" });
    const { seen, items } = await roas({ leases: [released, again], vrps: vrpFile([OWN]) });
    expect(seen).toEqual([["203.0.113.0/24 AS64496", 24]]);
    expect(items.map(({ lease }) => lease)).toEqual(["again", "again"]);
  });

  test("a cloud's AS says nothing of the old lessee once the space is released", async () => {
    const routing = { announcedBy: "aws" as const, origins: [64496] };
    const vrps = vrpFile([OWN, { ...OWN, asn: 16509 }]);
    const released = await roas({ leases: [leaseOf({ ...over, routing, status: "released" })], vrps });
    expect(released.seen).toEqual([["203.0.113.0/24 AS64496", 24]]);
    expect((await roas({ leases: [leaseOf({ ...over, routing })], vrps })).seen).toHaveLength(2);
  });
});

describe("what cannot be looked at is unknown, and no ROA is taken for gone", () => {
  const unknown = async (given: Given, reason: RegExp) => {
    const { items, unseen } = await look(given);
    expect(items).toEqual([]);
    expect(unseen).toEqual([{ reason: expect.stringMatching(reason) }]);
  };

  test("stale, empty, malformed and missing payloads", async () => {
    await unknown({ vrps: vrpFile([OWN], 121) }, /more than 120 minutes ago/);
    await unknown({ vrps: vrpFile([]) }, /holds no payloads/);
    const cut = vrpFile([OWN]);
    writeFileSync(cut, '{"roas": [{"prefix": "203.0.113.0/24", "asn"');
    await unknown({ vrps: cut }, /vrps\.json/);
    for (const text of [
      "null",
      "[]",
      "{}",
      "",
      '{"roas": null}',
      '{"roas": {}}',
      '{"roas": [null]}',
      "<html></html>",
    ]) {
      writeFileSync(cut, text);
      await unknown({ vrps: cut }, /vrps\.json/);
    }
    await unknown({ vrps: join(folder, "none.json") }, /does not exist/);
  });

  test("a server that refuses, limits or does not answer before the run ends", async () => {
    const held: (() => void)[] = [];
    const server = createServer(({ url }, response) => {
      if (url === "/silent") held.push(() => response.end());
      else response.writeHead(url === "/limited" ? 429 : 403, { "retry-after": "3600" }).end("secret");
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;
    try {
      await unknown({ vrps: at("refused") }, /answered 403/);
      await unknown({ vrps: at("limited") }, /answered 429/);
      const run = new AbortController();
      const looking = unknown({ vrps: at("silent"), signal: run.signal }, /not waited for any longer/);
      setTimeout(() => run.abort(), 50);
      await looking;
    } finally {
      for (const end of held) end();
      await new Promise((closed) => server.close(closed));
    }
  });

  test("payloads that nobody names", async () => {
    await unknown({}, /--vrps/);
  });

  test("a request whose AS only a deployment shows can be neither found nor missed", async () => {
    const other = { ...OWN, asn: 64511 };
    const { expected, items } = await look({ roas: [{ ...OWN, asn: UNKNOWN }], vrps: vrpFile([OWN, other]) });
    expect(expected).toContainEqual(expect.objectContaining({ type: "roa", undeployed: true, lease: "acme" }));
    expect(items.map(({ id }) => id)).toContain("203.0.113.0/24 AS64511");
  });
});
