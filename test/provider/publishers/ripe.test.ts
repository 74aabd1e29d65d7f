import { formatPrefix } from "../../../lease/prefix";
import { formatRoa, roaPayload } from "../../../lease/rpki/roa";
import { openPublisher } from "../../../provider/publishers/open-publisher";
import { readSettings } from "../../../provider/settings";
import { FakeRipe, type FakeRipeOptions } from "../../testbed/registries/fake-ripe";
import { failureOf } from "./no-secrets";
import { change, HELD, LIMITS, NOT_HELD, OTHER, type RegistryUnderTest, registryContract } from "./registry-contract";

function publisherOf(ripe: FakeRipe, over: Record<string, string> = {}, limits = LIMITS) {
  return openPublisher("ripe", readSettings({ ripeUrl: ripe.url, ripeKey: ripe.key, ...over }, {}), limits);
}

describe("the contract", () => {
  registryContract(async (): Promise<RegistryUnderTest> => {
    const ripe = await FakeRipe.start();
    return {
      service: ripe.service,
      secrets: [ripe.key],
      published: () =>
        ripe.roas.map(({ asn, prefix, maximalLength }) => formatRoa(roaPayload(prefix, asn, maximalLength))).sort(),
      seed: ({ asn, prefix, maxLength }) =>
        ripe.seed({ asn: `AS${asn}`, prefix: formatPrefix(prefix), maximalLength: maxLength }),
      open: (limits) => publisherOf(ripe, {}, limits),
    };
  });
});

describe("the RIPE NCC's own ways", () => {
  let ripe: FakeRipe;
  const start = async (options: FakeRipeOptions = {}) => {
    ripe = await FakeRipe.start(options);
  };
  afterEach(() => ripe.service.stop());
  const failure = (work: Promise<unknown>) => failureOf(work, [ripe.key]);

  test("one request carries additions and removals as its documentation shows them", async () => {
    await start();
    ripe.seed({ asn: "AS64497", prefix: "203.0.113.0/24", maximalLength: 24 });
    await publisherOf(ripe).apply(change([HELD], [OTHER]));
    const last = ripe.service.seen.at(-1);
    expect(last?.path).toBe("/api/rpki/roas/publish");
    expect(last?.headers["ncc-api-authorization"]).toBe(ripe.key);
    expect(last?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(last?.body ?? "")).toEqual({
      added: [{ asn: "AS64496", prefix: "203.0.113.0/24", maximalLength: 24 }],
      deleted: [{ asn: "AS64497", prefix: "203.0.113.0/24", maximalLength: 24 }],
    });
  });

  test.each([400, 403] as const)(
    "a prefix that is not held is told from the words, whatever the status (%i)",
    async (notHeldStatus) => {
      await start({ notHeldStatus });
      const error = await failure(publisherOf(ripe).apply(change([NOT_HELD])));
      expect(error.failure).toBe("not-held");
      expect(error.said).toBe("You are not a holder of the prefix 198.51.100.0/24");
    },
  );

  test("a second max-length for a prefix and AS is refused, and the first stays", async () => {
    await start();
    ripe.seed({ asn: "AS64496", prefix: "203.0.113.0/24", maximalLength: 25 });
    const error = await failure(publisherOf(ripe).apply(change([HELD])));
    expect(error.failure).toBe("refused");
    expect(error.message).toContain("one max-length for each prefix and AS");
    expect(ripe.roas).toHaveLength(1);
  });

  test("another max-length goes in one step with the removal of the first", async () => {
    await start();
    ripe.seed({ asn: "AS64496", prefix: "203.0.113.0/24", maximalLength: 25 });
    await publisherOf(ripe).apply(change([HELD], [roaPayload("203.0.113.0/24", 64496, 25)]));
    expect(ripe.roas).toEqual([{ asn: "AS64496", prefix: "203.0.113.0/24", maximalLength: 24 }]);
  });

  test("a private AS number is refused in words that say why", async () => {
    await start();
    ripe.service.fail(
      { status: 400, body: '{"error":"ROA configuration has private ASN(s): AS64512"}' },
      { method: "POST" },
    );
    const error = await failure(publisherOf(ripe).apply(change([HELD])));
    expect(error.failure).toBe("refused");
    expect(error.message).toContain("private AS number");
  });

  test("a wrong key is answered with nothing at all, and told without showing it", async () => {
    await start();
    const error = await failureOf(publisherOf(ripe, { ripeKey: "not-the-key-9" }).apply(change([HELD])), [
      "not-the-key-9",
    ]);
    expect(error.failure).toBe("credentials");
    expect(error.message).toContain("LEASEHOLD_RIPE_KEY");
  });

  test("no hosted CA at this address is a setting to correct", async () => {
    await start();
    const error = await failure(publisherOf(ripe, { ripeUrl: `${ripe.service.url}/other` }).apply(change([HELD])));
    expect(error.failure).toBe("settings");
    expect(error.message).toContain("leasehold:ripeUrl");
  });

  test.each([
    ["an object", {}],
    ["a ROA without an AS number", [{ prefix: "203.0.113.0/24", maximalLength: 24 }]],
    ["an AS number that is none", [{ asn: "ASX", prefix: "203.0.113.0/24", maximalLength: 24 }]],
    ["a max-length that does not fit", [{ asn: "AS64496", prefix: "203.0.113.0/24", maximalLength: 64 }]],
  ])("a list that is %s is unexpected, not nothing", async (_, list) => {
    await start();
    ripe.service.fail({ status: 200, body: JSON.stringify(list) });
    const error = await failure(publisherOf(ripe).apply(change([HELD])));
    expect(error.failure).toBe("unexpected");
    expect(ripe.service.count("POST")).toBe(0);
  });

  test("without a key nothing is opened", async () => {
    await start();
    const error = await failure(Promise.resolve().then(() => openPublisher("ripe", readSettings({}, {}))));
    expect(error.fix).toContain("pulumi config set --secret leasehold:ripeKey");
  });
});
