import { formatPrefix } from "../../../lease/prefix";
import { formatRoa, roaPayload } from "../../../lease/rpki/roa";
import { openPublisher } from "../../../provider/publishers/open-publisher";
import { readSettings } from "../../../provider/settings";
import { FakeArin } from "../../testbed/registries/fake-arin";
import { failureOf } from "./no-secrets";
import {
  change,
  HELD,
  HELD_V6,
  LIMITS,
  NOT_HELD,
  OTHER,
  type RegistryUnderTest,
  registryContract,
} from "./registry-contract";

function publisherOf(arin: FakeArin, over: Record<string, string> = {}, limits = LIMITS) {
  const config = { arinUrl: arin.service.url, arinOrg: arin.org, arinKey: arin.key, ...over };
  return openPublisher("arin", readSettings(config, {}), limits);
}

function publishedAt(arin: FakeArin): string[] {
  return arin.roas
    .flatMap(({ asn, resources }) =>
      resources.map(({ prefix, maxLength }) => formatRoa(roaPayload(prefix, asn, maxLength))),
    )
    .sort();
}

describe("the contract", () => {
  registryContract(async (): Promise<RegistryUnderTest> => {
    const arin = await FakeArin.start();
    return {
      service: arin.service,
      secrets: [arin.key],
      published: () => publishedAt(arin),
      seed: ({ asn, prefix, maxLength }) => arin.seed(asn, [{ prefix: formatPrefix(prefix), maxLength }]),
      open: (limits) => publisherOf(arin, {}, limits),
    };
  });
});

describe("ARIN's own ways", () => {
  let arin: FakeArin;
  beforeEach(async () => {
    arin = await FakeArin.start();
  });
  afterEach(() => arin.service.stop());
  const failure = (work: Promise<unknown>) => failureOf(work, [arin.key]);
  const sent = () => arin.service.seen.at(-1)?.body;

  test("the key goes in the header, never in the address", async () => {
    await publisherOf(arin).apply(change([HELD]));
    for (const { path, headers } of arin.service.seen) {
      expect(headers.authorization).toBe(`ApiKey ${arin.key}`);
      expect(path).not.toContain(arin.key);
    }
  });

  test("a transaction is as the guide shows it, a max-length only where it says more", async () => {
    await publisherOf(arin).apply(change([HELD_V6]));
    expect(sent()).toBe(
      '<rpkiTransaction xmlns="http://www.arin.net/regrws/rpki/v1"><roaSpecAdd><roaSpec><autoLink>true</autoLink>' +
        "<asNumber>64496</asNumber><name>office-2026_203-0-113-0-24</name><resources><roaSpecResource>" +
        "<startAddress>2001:db8:100::</startAddress><cidrLength>40</cidrLength><maxLength>48</maxLength>" +
        "</roaSpecResource></resources></roaSpec></roaSpecAdd></rpkiTransaction>",
    );
  });

  test("what replaces another goes in one transaction with the deletion of its handle", async () => {
    arin.seed(64497, [{ prefix: "203.0.113.0/24" }]);
    const [old] = arin.roas;
    await publisherOf(arin).apply(change([HELD], [OTHER]));
    expect(sent()).toContain(`<roaSpecDelete><roaHandle autoLink="true">${old?.handle}</roaHandle></roaSpecDelete>`);
    expect(arin.service.count("POST")).toBe(1);
  });

  test("a ROA of several prefixes keeps the others, under its name, when one is revoked", async () => {
    arin.seed(64496, [{ prefix: "203.0.113.0/24" }, { prefix: "2001:db8::/32", maxLength: 48 }], "headquarters", true);
    await publisherOf(arin).apply(change([], [HELD]));
    expect(arin.roas).toMatchObject([
      { name: "headquarters", asn: 64496, linked: true, resources: [{ prefix: "2001:db8::/32", maxLength: 48 }] },
    ]);
    expect(arin.service.count("POST")).toBe(1);
  });

  test("no route object is asked for where nobody announces (AS0)", async () => {
    await publisherOf(arin).apply(change([roaPayload("203.0.113.0/24", 0)]));
    expect(arin.roas).toMatchObject([{ asn: 0, linked: false }]);
  });

  test("a second ROA for a prefix and AS is not even sent", async () => {
    arin.seed(64496, [{ prefix: "203.0.113.0/24", maxLength: 25 }]);
    const error = await failure(publisherOf(arin).apply(change([HELD])));
    expect(error.failure).toBe("refused");
    expect(error.message).toContain("one ROA for each prefix and AS");
    expect(arin.service.count("POST")).toBe(0);
  });

  test("another max-length goes in one step with the deletion of the first", async () => {
    arin.seed(64496, [{ prefix: "203.0.113.0/24", maxLength: 25 }]);
    await publisherOf(arin).apply(change([HELD], [roaPayload("203.0.113.0/24", 64496, 25)]));
    expect(publishedAt(arin)).toEqual([formatRoa(HELD)]);
  });

  const HANDLE_GONE = {
    status: 404,
    body: "<error><code>E_OBJECT_NOT_FOUND</code><message>The ROA handle 1 was not found.</message></error>",
  };

  test("a ROA that somebody else deletes between reading and writing is no error", async () => {
    arin.seed(64497, [{ prefix: "203.0.113.0/24" }]);
    arin.service.fail(HANDLE_GONE, { method: "POST" });
    await publisherOf(arin, {}, { ...LIMITS, wait: async () => arin.clear() }).apply(change([], [OTHER]));
    expect(arin.service.count("POST")).toBe(1);
  });

  test("a handle that ARIN lists and does not find is told, and not sent again", async () => {
    arin.seed(64497, [{ prefix: "203.0.113.0/24" }]);
    arin.service.fail(HANDLE_GONE, { method: "POST", times: 100 });
    const error = await failure(publisherOf(arin).apply(change([], [OTHER])));
    expect(error.failure).toBe("refused");
    expect(error.message).toContain("does not find a ROA that its list had");
    expect(arin.service.count("POST")).toBe(1);
  });

  test("what ARIN's certificate does not cover is told with its own words", async () => {
    const error = await failure(publisherOf(arin).apply(change([NOT_HELD])));
    expect(error.failure).toBe("not-held");
    expect(error.said).toBe(
      "Payload entity failed to validate.; resources: 198.51.100.0/24 is not covered by your resource certificate. E_ENTITY_VALIDATION",
    );
  });

  test("an unknown Org is a setting to correct, not an account without ROAs", async () => {
    const error = await failure(publisherOf(arin, { arinOrg: "NOBODY-1" }).apply(change([], [HELD])));
    expect(error.failure).toBe("settings");
    expect(error.message).toContain("LEASEHOLD_ARIN_ORG");
  });

  test("a key of somebody else is told without showing it", async () => {
    const key = "API-9999-8888-7777-6666";
    const error = await failureOf(publisherOf(arin, { arinKey: key }).apply(change([HELD])), [key]);
    expect(error.failure).toBe("credentials");
    expect(error.message).toContain("Admin or Tech POC of EXAMPLE-1");
  });

  test.each([
    ["a document type", '<!DOCTYPE collection [<!ENTITY a "b">]><collection/>'],
    ["another root", "<roaSpecs/>"],
    ["two roots", "<collection/><collection/>"],
    ["an element that is not closed", "<collection><roaSpec></collection>"],
    ["a list that is cut short", '<collection truncated="true"/>'],
    ["a ROA without handle", "<collection><roaSpec><asNumber>64496</asNumber></roaSpec></collection>"],
    [
      "a ROA without prefix",
      "<collection><roaSpec><asNumber>64496</asNumber><roaHandle>a1</roaHandle></roaSpec></collection>",
    ],
    [
      "an address that is none",
      "<collection><roaSpec><asNumber>64496</asNumber><roaHandle>a1</roaHandle><resources><startAddress>999.0.2.0</startAddress><cidrLength>24</cidrLength></resources></roaSpec></collection>",
    ],
    ["nesting without end", `<collection>${"<a>".repeat(2000)}${"</a>".repeat(2000)}</collection>`],
    ["JSON", "[]"],
    ["nothing", ""],
  ])("%s is unexpected, not an empty list", async (_, body) => {
    arin.seed(64496, [{ prefix: "203.0.113.0/24" }]);
    arin.service.fail({ status: 200, body });
    const error = await failure(publisherOf(arin).apply(change([], [HELD])));
    expect(error.failure).toBe("unexpected");
    expect(arin.service.count("POST")).toBe(0);
  });

  test("an answer to a transaction that does not say what was done is looked up", async () => {
    arin.service.fail("garbled", { method: "POST" });
    await publisherOf(arin).apply(change([HELD]));
    expect(publishedAt(arin)).toEqual([formatRoa(HELD)]);
    expect(arin.service.count("POST")).toBe(1);
  });

  test.each(["arinOrg", "arinKey"])("without %s nothing is opened", async (setting) => {
    const config = { arinOrg: arin.org, arinKey: arin.key, [setting]: "" };
    const error = await failure(Promise.resolve().then(() => openPublisher("arin", readSettings(config, {}))));
    expect(error.message).toContain(`leasehold:${setting}`);
  });

  test.each(["../x", "A B", "Ä-1"])("%j is no Org handle", async (org) => {
    const error = await failure(Promise.resolve().then(() => publisherOf(arin, { arinOrg: org })));
    expect(error.failure).toBe("settings");
  });
});
