import type { GraphBuilder } from "../../../facts/graph-builder";
import { FakeDnsServer, tableOf } from "../../../testbed/dns-server";
import { type FakeAnswer, FakeService, type SeenRequest } from "../../../testbed/registries/fake-service";
import { CLOUDFLARE_RECORD, CLOUDFLARE_ZONE, declaration, fieldsOf, look, REVERSE } from "./look";

const TOKEN = "cf-secret-token";
const FORWARD = "example.com";

interface Kept {
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly proxied?: boolean;
}

const PTR: Kept = { name: `4.${REVERSE}`, type: "PTR", content: "out.example.com" };
const A: Kept = { name: "out.example.com", type: "A", content: "203.0.113.4", proxied: false };
const UNRELATED: Kept = { name: "example.com", type: "MX", content: "mail.example.com" };

/** Cloudflare's zones and records, in pages. */
class FakeZones {
  zones: Record<string, Kept[]> = { [REVERSE]: [PTR], [FORWARD]: [A, UNRELATED] };
  /** What the list claims to hold, where it lies. */
  total: number | undefined;

  answer({ path, headers }: SeenRequest): FakeAnswer {
    if (headers.authorization !== `Bearer ${TOKEN}`)
      return { status: 403, body: JSON.stringify(refused(9109, "Invalid access token")) };
    const url = new URL(path, "http://127.0.0.1");
    const listed = /^\/zones\/([^/]+)\/dns_records$/.exec(url.pathname);
    if (listed === null) {
      const name = url.searchParams.get("name") ?? "";
      return page(name in this.zones ? [{ id: `id-${Object.keys(this.zones).indexOf(name)}`, name }] : [], 1, 50);
    }
    const records = Object.values(this.zones)[Number(listed[1]?.slice(3))] ?? [];
    return page(records, Number(url.searchParams.get("page")), Number(url.searchParams.get("per_page")), this.total);
  }
}

function page(all: readonly object[], number: number, size: number, total = all.length): FakeAnswer {
  const result = all.slice((number - 1) * size, number * size);
  const result_info = { page: number, per_page: size, total_pages: Math.ceil(all.length / size), total_count: total };
  return { status: 200, body: JSON.stringify({ success: true, errors: [], result, result_info }) };
}

function refused(code: number, message: string) {
  return { success: false, errors: [{ code, message }], result: null };
}

describe("looking into declared Cloudflare zones", () => {
  let dns: FakeDnsServer;
  let service: FakeService;
  let kept: FakeZones;

  beforeAll(async () => {
    dns = await FakeDnsServer.start(
      tableOf({
        [`4.${REVERSE} PTR`]: ["out.example.com"],
        "out.example.com A": ["203.0.113.4"],
        [`${REVERSE} NS`]: ["ns.example.com"],
      }),
    );
  });
  afterAll(() => dns.stop());
  beforeEach(async () => {
    kept = new FakeZones();
    service = await FakeService.start((request) => kept.answer(request));
  });
  afterEach(() => service.stop());

  const program = (graph: GraphBuilder) => {
    graph.add(CLOUDFLARE_ZONE, "forward", { name: FORWARD }, { id: "z2" });
    graph.add(CLOUDFLARE_RECORD, "a", { zoneId: "z2", name: "out", type: "A", content: "203.0.113.4", proxied: false });
    graph.add(CLOUDFLARE_RECORD, "mx", { zoneId: "z2", name: "@", type: "MX", content: "mail.example.com" });
  };

  async function open({
    token = TOKEN,
    ...settings
  }: {
    token?: string;
    pageSize?: number;
    mostPages?: number;
    records?: boolean;
  } = {}) {
    const seen = await look(declaration(program), dns.address, {
      settings: { cloudflare: { url: service.url, timeoutSeconds: 0.3, ...settings } },
      environment: token === "" ? {} : { CLOUDFLARE_API_TOKEN: token },
    });
    const of = (items: typeof seen.items) => fieldsOf(items, "cloudflare-record");
    return { ...seen, wanted: of(seen.expected), found: of(seen.items) };
  }

  test("records that are as declared have not drifted, and what names no leased space is left out", async () => {
    const { wanted, found, unseen } = await open();
    expect(unseen).toEqual([]);
    expect(found).toEqual({
      [`4.${REVERSE} PTR`]: { content: ["out.example.com"] },
      "out.example.com A": { content: ["203.0.113.4"], proxied: false },
    });
    expect(found).toEqual(wanted);
  });

  test("a record that was changed, proxied or deleted shows", async () => {
    kept.zones = { [REVERSE]: [{ ...PTR, content: "stray.example.com." }], [FORWARD]: [{ ...A, proxied: true }] };
    expect((await open()).found).toEqual({
      [`4.${REVERSE} PTR`]: { content: ["stray.example.com"] },
      "out.example.com A": { content: ["203.0.113.4"], proxied: true },
    });
    kept.zones = { [REVERSE]: [], [FORWARD]: [A] };
    const { found, wanted, unseen } = await open();
    expect(Object.keys(wanted).filter((id) => !(id in found))).toEqual([`4.${REVERSE} PTR`]);
    expect(unseen).toEqual([]);
  });

  test("records that nobody declares are told where they name leased space", async () => {
    kept.zones[FORWARD]?.push(
      { name: "shadow.example.com", type: "A", content: "203.0.113.66" },
      { name: "example.com", type: "TXT", content: '"v=spf1 ip4:203.0.113.0/26 -all"' },
      { name: "other.example.com", type: "A", content: "198.51.100.1" },
    );
    kept.zones[REVERSE]?.push({ name: `9.${REVERSE}`, type: "PTR", content: "who.example.net" });
    const { found, wanted, items } = await open();
    expect(Object.keys(found).filter((id) => !(id in wanted))).toEqual([
      `9.${REVERSE} PTR`,
      "shadow.example.com A",
      "example.com TXT",
    ]);
    expect(items.find(({ id }) => id === "shadow.example.com A")).toMatchObject({ lease: "acme", scope: FORWARD });
  });

  test("all pages are read", async () => {
    const many = Array.from({ length: 17 }, (_, at) => ({
      name: `n${at}.example.com`,
      type: "A",
      content: `203.0.113.${at + 10}`,
    }));
    kept.zones[FORWARD]?.push(...many);
    const { found, unseen } = await open({ pageSize: 5 });
    expect(unseen).toEqual([]);
    expect(Object.keys(found)).toHaveLength(19);
  });

  test("without a token, or turned off, they are not looked at, and that is told", async () => {
    const without = await open({ token: "" });
    expect([without.wanted, without.found, without.unseen]).toEqual([{}, {}, []]);
    expect(without.notObserved).toContain(`the Cloudflare zones ${REVERSE}, ${FORWARD}: set CLOUDFLARE_API_TOKEN`);
    expect((await open({ records: false })).notObserved.join()).toContain("drift.dns.cloudflare.records is off");
    expect(service.seen).toEqual([]);
  });

  describe("what goes wrong is unknown, and names the zone", () => {
    const ofRecords = ({ path }: SeenRequest) => path.includes("id-1/dns_records");

    test.each<[string, Parameters<FakeService["fail"]>[0], RegExp]>([
      ["time-out", "silent", /did not answer within/],
      ["a cut answer", "half", /Cloudflare/],
      ["garbage", "garbled", /Cloudflare answered 200/],
      ["null", { status: 200, body: "null" }, /Cloudflare answered 200/],
      ["an empty object", { status: 200, body: "{}" }, /Cloudflare answered 200/],
      ["no list", { status: 200, body: JSON.stringify({ success: true, result: null }) }, /not what its API describes/],
      [
        "a list that does not say how long it is",
        { status: 200, body: JSON.stringify({ success: true, result: [] }) },
        /does not say how many/,
      ],
      [
        "another shape",
        { status: 200, body: JSON.stringify({ success: true, result: [{ id: 1 }] }) },
        /not what its API describes/,
      ],
      [
        "refusal",
        { status: 403, body: JSON.stringify(refused(10000, "Authentication error")) },
        /403 \(10000 Authentication error\)/,
      ],
      ["an answer without end", "huge", /Cloudflare/],
    ])(
      "%s",
      async (_, fault, reason) => {
        service.fail(fault, { when: ofRecords, times: 10 });
        const { found, unseen } = await open();
        expect(unseen).toEqual([
          { reason: expect.stringMatching(reason), covers: { type: "cloudflare-record", scope: FORWARD } },
        ]);
        expect(unseen[0]?.reason).not.toContain(TOKEN);
        expect(Object.keys(found)).toEqual([`4.${REVERSE} PTR`]);
      },
      30_000,
    );

    test("a rate limit that is not over soon", async () => {
      service.fail({ status: 429, headers: { "retry-after": "3600" }, body: "{}" }, { when: ofRecords, times: 10 });
      const { unseen } = await open();
      expect(unseen[0]?.reason).toContain("too many requests");
    });

    test("a page that is missing: what the others hold is told, and nothing of it is missed", async () => {
      kept.zones[FORWARD] = [{ ...A, content: "203.0.113.9" }, ...Array(9).fill(UNRELATED), A];
      service.fail(
        { status: 400, body: JSON.stringify(refused(1004, "bad page")) },
        { when: ({ path }) => path.includes("page=3"), times: 10 },
      );
      const { found, unseen } = await open({ pageSize: 5 });
      expect(unseen[0]?.reason).toContain("page 3 of the records of example.com");
      expect(found["out.example.com A"]?.content).toEqual({ unknown: unseen[0]?.reason });
    });

    test("fewer records than the list says there are", async () => {
      kept.total = 40;
      const { unseen } = await open();
      expect(unseen.map(({ reason }) => reason)).toEqual([
        `Cloudflare gave 1 of 40 records of ${REVERSE}`,
        `Cloudflare gave 2 of 40 records of ${FORWARD}`,
      ]);
    });

    test("more pages than are read", async () => {
      kept.zones[FORWARD] = Array(11).fill(UNRELATED);
      expect((await open({ pageSize: 5, mostPages: 2 })).unseen[0]?.reason).toContain("drift.dns.cloudflare.mostPages");
    });

    test("a zone that the token does not show", async () => {
      delete kept.zones[FORWARD];
      expect((await open()).unseen[0]?.reason).toContain("Cloudflare has no zone example.com");
    });

    test("a token that is refused", async () => {
      const { unseen, found } = await open({ token: "other" });
      expect(unseen.map(({ covers }) => covers?.scope)).toEqual([REVERSE, FORWARD]);
      expect(unseen[0]?.reason).toContain("check CLOUDFLARE_API_TOKEN");
      expect(found).toEqual({});
    });
  });
});
