import { compare } from "../../../../drift/compare/compare";
import { declare } from "../../../../drift/declared";
import { createRdapObserver } from "../../../../drift/observers/rdap/rdap-observer";
import { rdapSettingsSchema } from "../../../../drift/observers/rdap/rdap-settings";
import type { LeaseInput } from "../../../../lease/lease";
import { GraphBuilder, leaseOf, registerOf, TODAY } from "../../../facts/graph-builder";
import { FakeService, type Fault } from "../../../testbed/registries/fake-service";
import { abuse, domainAnswer, networkAnswer } from "./rdap-answers";

const LESSOR = {
  name: "Example",
  agreement: "LA-1",
  contact: "noc@lessor.example",
  holder: "EXAMPLE LESSOR BV",
  rir: "ripe" as const,
};
const OFFICE = leaseOf({ lessor: LESSOR, contacts: { abuse: "Abuse@example.com" } });
const ZONE = "113.0.203.in-addr.arpa";

let service: FakeService;
let answers: Record<string, string>;
beforeAll(async () => {
  service = await FakeService.start(({ path }) => {
    const body = answers[path];
    if (body?.startsWith("http") || body?.startsWith("/")) return { status: 302, headers: { location: body } };
    return body === undefined ? { status: 404, body: "{}" } : { status: 200, body };
  });
});
beforeEach(() => {
  service.forget();
  answers = {
    "/ip/203.0.113.0/24": networkAnswer(),
    [`/domain/${ZONE}`]: domainAnswer("ns1.example.com", "ns2.example.com"),
  };
});
afterAll(() => service.stop());

interface Given {
  readonly leases?: readonly LeaseInput[];
  readonly settings?: object;
  readonly signal?: AbortSignal;
}

async function look({ leases = [OFFICE], settings = {}, signal = new AbortController().signal }: Given = {}) {
  const declared = declare(new GraphBuilder().graph(), registerOf(...leases), TODAY);
  const observer = createRdapObserver(rdapSettingsSchema.parse({ url: service.url, perSecond: 100, ...settings }));
  const expected = observer.expect(declared);
  const observation = await observer.observe(declared, { signal, now: new Date() });
  return { ...observation, expected, ...compare(expected, [{ observer, observation }]) };
}

test("holder and abuse contact as declared are no drift; status, kind and delegation are remembered", async () => {
  const { differences, items } = await look();
  expect(differences).toEqual([]);
  expect(items).toMatchObject([
    {
      id: "203.0.113.0/24",
      lease: "acme",
      remembered: {
        name: "EXAMPLE-NET",
        type: "ALLOCATED PA",
        status: ["active"],
        [`delegation ${ZONE}`]: ["ns1.example.com.", "ns2.example.com."],
      },
    },
  ]);
});

test.each(["EXAMPLE-NET", "org-el1-test", "Example Lessor B.V.", "example lessor bv"])(
  "the holder may be declared by handle or name: %s",
  async (holder) => {
    const { differences } = await look({ leases: [leaseOf({ ...OFFICE, lessor: { ...LESSOR, holder } })] });
    expect(differences).toEqual([]);
  },
);

test("another holder and another abuse contact are told with who it is", async () => {
  answers["/ip/203.0.113.0/24"] = networkAnswer({
    name: "OTHER-NET",
    handle: "NET-2",
    entities: [abuse("x@example.net")],
  });
  const { differences } = await look();
  expect(differences).toMatchObject([
    {
      change: "changed",
      changes: [
        { field: "abuse", old: "abuse@example.com", new: "x@example.net" },
        { field: "holder", old: "EXAMPLE LESSOR BV", new: "OTHER-NET, NET-2" },
      ],
    },
  ]);
});

test("nobody for abuse is a difference; nobody to hold it is unknown", async () => {
  answers["/ip/203.0.113.0/24"] = networkAnswer({ name: undefined, handle: undefined, entities: [] });
  const { differences } = await look();
  expect(differences.map(({ change, changes }) => [change, changes.map(({ field }) => field)])).toEqual([
    ["changed", ["abuse"]],
    ["unobserved", ["holder"]],
  ]);
});

test("only what is declared is compared, of live leases alone", async () => {
  const released = leaseOf({ id: "gone", prefix: "198.51.100.0/24", status: "released" });
  const form = leaseOf({ contacts: { abuse: "https://example.com/abuse" } });
  const { expected, differences } = await look({ leases: [form, released] });
  expect(expected.map(({ id, fields }) => [id, fields])).toEqual([["203.0.113.0/24", {}]]);
  expect(differences).toEqual([]);
  expect(service.seen.map(({ path }) => path)).toEqual(["/ip/203.0.113.0/24", `/domain/${ZONE}`]);
});

test("a zone that the registry does not know is delegated to nobody; zones beyond the limit are told", async () => {
  delete answers[`/domain/${ZONE}`];
  expect((await look()).items[0]?.remembered).toMatchObject({ [`delegation ${ZONE}`]: [] });
  const { notObserved, items } = await look({ settings: { reverseZones: 0 } });
  expect(notObserved).toEqual([expect.stringMatching(/1 reverse zones of acme/)]);
  expect(items).toHaveLength(1);
});

test("redirects between registries are followed, a few of them", async () => {
  answers["/other/ip/203.0.113.0/24"] = networkAnswer();
  answers["/ip/203.0.113.0/24"] = "/other/ip/203.0.113.0/24";
  expect((await look()).differences).toEqual([]);
  answers["/ip/203.0.113.0/24"] = `${service.url}/ip/203.0.113.0/24`;
  expect((await look()).unseen[0]?.reason).toMatch(/redirects more than 5 times/);
  answers["/ip/203.0.113.0/24"] = "http://rdap.example/ip/203.0.113.0/24";
  expect((await look()).unseen[0]?.reason).toMatch(/is not https/);
});

test("IANA's list says where to ask about a lease that names no registry", async () => {
  answers["/ipv4.json"] = JSON.stringify({
    version: "1.0",
    services: [
      [["203.0.0.0/8"], ["https://far.example/"]],
      [["203.0.113.0/24", "198.51.100.0/24"], [`${service.url}/here/`]],
    ],
  });
  answers["/here/ip/203.0.113.0/24"] = networkAnswer();
  const leases = [
    leaseOf(),
    leaseOf({ id: "v6", prefix: "2001:db8::/32" }),
    leaseOf({ id: "x", prefix: "192.0.2.0/24" }),
  ];
  const { items, unseen } = await look({ leases, settings: { url: undefined, bootstrap: `${service.url}/` } });
  expect(items.map(({ lease }) => lease)).toEqual(["acme"]);
  expect(unseen).toEqual([
    { reason: expect.stringMatching(/list of registries cannot be read/), covers: { lease: "v6" } },
    { reason: expect.stringMatching(/IANA lists no registry/), covers: { lease: "x" } },
  ]);
});

const faults: readonly [string, Fault, RegExp][] = [
  ["a refusal", { status: 403, body: "secret" }, /status 403$/],
  ["a rate limit", { status: 429, headers: { "retry-after": "3600" } }, /429; it limits/],
  ["no such network", { status: 404, body: "secret" }, /knows no network/],
  ["null", { status: 200, body: "null" }, /something else/],
  ["an empty list", { status: 200, body: "[]" }, /something else/],
  ["an empty object", { status: 200, body: "{}" }, /something else/],
  ["nothing", { status: 200, body: "" }, /something else/],
  [
    "a network of the other family",
    { status: 200, body: networkAnswer({ startAddress: "2001:db8::", endAddress: "2001:db8:ffff::" }) },
    /something else/,
  ],
  ["HTML", { status: 200, body: "<html>secret</html>" }, /something else/],
  ["half an answer", { status: 200, body: networkAnswer().slice(0, 300) }, /something else/],
  ["another network", { status: 200, body: networkAnswer({ startAddress: "203.0.113.128" }) }, /something else/],
  ["an answer without end", "huge", /more than \d+ bytes/],
  ["bytes", "binary", /no UTF-8/],
];
test.each(faults)("%s leaves the lease unseen, and no difference is made of it", async (_, fault, reason) => {
  service.fail(fault, { times: 10 });
  const { unseen, items, differences } = await look();
  expect(items).toEqual([]);
  expect(unseen).toEqual([{ reason: expect.stringMatching(reason), covers: { lease: "acme" } }]);
  expect(JSON.stringify(unseen)).not.toContain("secret");
  expect(differences.map(({ change }) => change)).toEqual(["unobserved"]);
});

test("a zone that cannot be looked up is unseen; what the registry says of the network stands", async () => {
  service.fail({ status: 403 }, { when: ({ path }) => path.startsWith("/domain/"), times: 10 });
  const { unseen, items } = await look();
  expect(unseen).toEqual([{ reason: expect.stringMatching(/403/), covers: { type: "delegation", id: ZONE } }]);
  expect(items[0]?.remembered).not.toHaveProperty([`delegation ${ZONE}`]);
});

test("silence is waited for until the run ends, and no longer", async () => {
  service.fail("silent", { times: 10 });
  const run = new AbortController();
  setTimeout(() => run.abort(), 50);
  const leases = [OFFICE, leaseOf({ id: "other", prefix: "198.51.100.0/24", lessor: LESSOR })];
  const { unseen, items } = await look({ leases, signal: run.signal, settings: { atOnce: 1 } });
  expect(items).toEqual([]);
  expect(unseen.map(({ covers }) => covers?.lease)).toEqual(["acme", "other"]);
});
