import { formatRoa, roaPayload } from "../../../lease/rpki/roa";
import { openPublisher } from "../../../provider/publishers/open-publisher";
import { readSettings } from "../../../provider/settings";
import { FakeKrill, type FakeKrillOptions } from "../../testbed/registries/fake-krill";
import type { SeenRequest } from "../../testbed/registries/fake-service";
import { failureOf } from "./no-secrets";
import { change, HELD, LIMITS, OTHER, type RegistryUnderTest, registryContract } from "./registry-contract";

function publisherOf(krill: FakeKrill, over: Record<string, string> = {}, limits = LIMITS) {
  const config = { krillUrl: krill.service.url, krillCa: krill.ca, krillToken: krill.token, ...over };
  return openPublisher("krill", readSettings(config, {}), limits);
}

describe("the contract", () => {
  registryContract(async (): Promise<RegistryUnderTest> => {
    const krill = await FakeKrill.start();
    return {
      service: krill.service,
      secrets: [krill.token],
      published: () =>
        krill.roas.map((text) => {
          const [, prefix = "", length, asn = ""] = /^(.*)-(\d+) => (\d+)$/.exec(text) ?? [];
          return formatRoa(roaPayload(prefix, asn, Number(length)));
        }),
      seed: (roa) =>
        krill.seed({ asn: roa.asn, prefix: formatRoa(roa).split(" ")[0] as string, max_length: roa.maxLength }),
      open: (limits) => publisherOf(krill, {}, limits),
    };
  });
});

describe("Krill's own ways", () => {
  let krill: FakeKrill;
  const start = async (options: FakeKrillOptions = {}) => {
    krill = await FakeKrill.start(options);
    return krill;
  };
  afterEach(() => krill.service.stop());
  const failure = (work: Promise<unknown>) => failureOf(work, [krill.token]);

  test("an omitted max-length is the prefix's own, and no second ROA", async () => {
    await start({ omitsOwnLength: true });
    krill.seed({ asn: 64496, prefix: "203.0.113.0/24" });
    await publisherOf(krill).apply(change([HELD]));
    expect(krill.service.count("POST")).toBe(0);
    expect(await publisherOf(krill).published?.()).toEqual([HELD]);
  });

  test("one delta carries additions and removals, max-lengths explicit, as Krill documents it", async () => {
    await start();
    krill.seed({ asn: 64497, prefix: "203.0.113.0/24" });
    await publisherOf(krill).apply(change([HELD], [OTHER]));
    const { path, body, headers } = krill.service.seen.at(-1) as SeenRequest;
    expect(path).toBe("/api/v1/cas/lessor/routes");
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body)).toEqual({
      added: [{ asn: 64496, prefix: "203.0.113.0/24", max_length: 24 }],
      removed: [{ asn: 64497, prefix: "203.0.113.0/24", max_length: 24 }],
    });
  });

  test("notheld says what to do in the words of the docs", async () => {
    await start();
    const error = await failure(publisherOf(krill).apply(change([roaPayload("198.51.100.0/24", 64496)])));
    expect(error.message).toContain("the CA lessor does not hold 198.51.100.0/24 for AS64496, max-length 24");
    expect(error.fix).toBe("the lessor's CA does not hold this prefix: ask them to publish, or use publisher: manual");
    expect(error.said).toContain("ROA delta rejected");
  });

  test("somebody who published the same between reading and writing is no error", async () => {
    await start();
    const publisher = publisherOf(
      krill,
      {},
      {
        ...LIMITS,
        wait: async () => krill.seed({ asn: 64496, prefix: "203.0.113.0/24" }),
      },
    );
    const duplicate = { asn: 64496, prefix: "203.0.113.0/24", max_length: 24 };
    const body = { label: "ca-roa-delta-error", msg: "duplicate", args: {}, delta_error: { duplicates: [duplicate] } };
    krill.service.fail({ status: 400, body: JSON.stringify(body) }, { method: "POST" });
    await publisher.apply(change([HELD]));
    expect(krill.service.count("POST")).toBe(1);
    expect(krill.roas).toEqual(["203.0.113.0/24-24 => 64496"]);
  });

  test.each([
    ["duplicates", "publishes 203.0.113.0/24 for AS64496 already"],
    ["unknowns", "does not publish 203.0.113.0/24 for AS64496"],
  ])("%s that stay, though the list says otherwise, are told", async (kind, words) => {
    await start();
    const delta = { [kind]: [{ asn: 64496, prefix: "203.0.113.0/24" }] };
    const body = JSON.stringify({ label: "ca-roa-delta-error", msg: "no", args: {}, delta_error: delta });
    krill.service.fail({ status: 400, body }, { method: "POST", times: 100 });
    const error = await failure(publisherOf(krill).apply(change([HELD])));
    expect(error.failure).toBe("refused");
    expect(error.message).toContain(words);
    expect(krill.service.count("POST")).toBe(1);
  });

  test("a max-length that Krill finds wrong is told as such", async () => {
    await start();
    const delta = { invalid_length: [{ asn: 64496, prefix: "203.0.113.0/24", max_length: 33 }] };
    const body = JSON.stringify({ label: "ca-roa-delta-error", msg: "no", args: {}, delta_error: delta });
    krill.service.fail({ status: 400, body }, { method: "POST" });
    const error = await failure(publisherOf(krill).apply(change([HELD])));
    expect(error.message).toContain("the max-length of 203.0.113.0/24 for AS64496, max-length 33 does not fit");
  });

  test("an unknown CA is a setting to correct", async () => {
    await start();
    const error = await failure(publisherOf(krill, { krillCa: "lessee" }).apply(change([HELD])));
    expect(error.failure).toBe("settings");
    expect(error.message).toContain("Krill has no CA lessee");
    expect(error.message).toContain("LEASEHOLD_KRILL_CA");
  });

  test("a wrong token is told without showing it", async () => {
    await start();
    const error = await failureOf(
      publisherOf(krill, { krillToken: "wrong-token-77" }).published?.() ?? Promise.resolve(),
      [krill.token, "wrong-token-77"],
    );
    expect(error.failure).toBe("credentials");
    expect(error.message).toContain("LEASEHOLD_KRILL_TOKEN");
  });

  test("a token without the right is a matter for Krill's administrator", async () => {
    await start();
    const body = JSON.stringify({ label: "api-insufficient-rights", msg: "Insufficient permissions", args: {} });
    krill.service.fail({ status: 403, body }, { method: "POST" });
    const error = await failure(publisherOf(krill).apply(change([HELD])));
    expect(error.failure).toBe("credentials");
    expect(error.fix).toContain("routes-update");
  });

  test("an address that is something else than Krill says so", async () => {
    await start();
    krill.service.fail({ status: 404, body: "<html><title>nginx</title></html>" });
    const error = await failure(publisherOf(krill).apply(change([HELD])));
    expect(error.failure).toBe("unexpected");
    expect(error.message).toContain("LEASEHOLD_KRILL_URL");
  });

  test.each([
    ["no list", {}],
    ["entries without a prefix", [{ asn: 64496 }]],
    ["an AS number that is none", [{ asn: -1, prefix: "203.0.113.0/24" }]],
    ["a prefix with host bits", [{ asn: 64496, prefix: "203.0.113.7/24" }]],
    ["a max-length that does not fit", [{ asn: 64496, prefix: "203.0.113.0/24", max_length: 23 }]],
  ])("%s in the list is unexpected, not nothing", async (_, list) => {
    await start();
    krill.service.fail({ status: 200, body: JSON.stringify(list) });
    const error = await failure(publisherOf(krill).apply(change([HELD])));
    expect(error.failure).toBe("unexpected");
    expect(krill.service.count("POST")).toBe(0);
  });

  test.each([["krillUrl"], ["krillCa"], ["krillToken"]])(
    "without %s nothing is opened, and the way to set it is named",
    async (setting) => {
      await start();
      const config = { krillUrl: krill.service.url, krillCa: krill.ca, krillToken: krill.token, [setting]: "" };
      const error = await failure(Promise.resolve().then(() => openPublisher("krill", readSettings(config, {}))));
      expect(error.failure).toBe("settings");
      expect(error.message).toContain(`leasehold:${setting}`);
    },
  );

  test.each(["..", "a b", "a?x", "ü"])("%j is no handle of a CA", async (ca) => {
    await start();
    const error = await failure(Promise.resolve().then(() => publisherOf(krill, { krillCa: ca })));
    expect(error.failure).toBe("settings");
  });
});
