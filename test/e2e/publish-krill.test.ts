import { formatPrefix } from "../../lease/prefix";
import { formatRoa, type RoaPayload, roaPayload } from "../../lease/rpki/roa";
import { openPublisher } from "../../provider/publishers/open-publisher";
import { readSettings } from "../../provider/settings";
import { failureOf } from "../provider/publishers/no-secrets";
import {
  change,
  HELD,
  LIMITS,
  type RegistryUnderTest,
  registryContract,
} from "../provider/publishers/registry-contract";
import { Krill, type KrillRoa } from "../testbed/krill";
import type { FakeService } from "../testbed/registries/fake-service";
import { startFaultyProxy } from "../testbed/registries/faulty-proxy";
import { describeWith } from "../testbed/tools";

jest.setTimeout(60_000);

const AUTHORITY = "lessor";

/** The publisher against the real CA, and the same contract that its stand-in is held to. */
describeWith(["krill", "krillc"], "the publisher krill and a real Krill", () => {
  let krill: Krill;
  let proxy: FakeService;
  const publisherAt = (krillUrl: string, over: Record<string, string> = {}) => {
    const config = { krillUrl, krillCa: AUTHORITY, krillToken: krill.token, ...over };
    return openPublisher("krill", readSettings(config, {}), LIMITS);
  };

  beforeAll(async () => {
    krill = await Krill.start();
    await krill.addAuthority(AUTHORITY, { ipv4: "203.0.113.0/24", ipv6: "2001:db8::/32" });
  });
  afterAll(() => krill.stop());

  registryContract(async (): Promise<RegistryUnderTest> => {
    proxy = await startFaultyProxy(krill.url, krill.certificate);
    await krill.change(AUTHORITY, { remove: (await krill.roas(AUTHORITY)).map(notation) });
    return {
      service: proxy,
      secrets: [krill.token],
      published: async () => (await krill.roas(AUTHORITY)).map(payload).map(formatRoa).sort(),
      seed: (roa) => krill.change(AUTHORITY, { add: [notation(entry(roa))] }),
      open: (limits) => {
        const config = { krillUrl: proxy.url, krillCa: AUTHORITY, krillToken: krill.token };
        // Krill signs before it answers: its stand-in is faster.
        const timeoutMs = limits.timeoutMs === LIMITS.timeoutMs ? 3_000 : limits.timeoutMs;
        return openPublisher("krill", readSettings(config, {}), { ...limits, timeoutMs });
      },
    };
  });

  test("its self-signed certificate is refused with the way to trust it", async () => {
    const error = await failureOf(publisherAt(krill.url).apply(change([HELD])), [krill.token]);
    expect(error.failure).toBe("unavailable");
    expect(error.message).toContain("self-signed");
    expect(error.message).toContain("NODE_EXTRA_CA_CERTS");
  });

  test("an authority that Krill does not have is a setting to correct", async () => {
    const through = await startFaultyProxy(krill.url, krill.certificate);
    const error = await failureOf(publisherAt(through.url, { krillCa: "nobody" }).apply(change([HELD])), [krill.token]);
    await through.stop();
    expect(error.failure).toBe("settings");
    expect(error.message).toContain("Krill has no CA nobody");
  });

  test("a token that Krill does not know is a credential to correct", async () => {
    const through = await startFaultyProxy(krill.url, krill.certificate);
    const error = await failureOf(publisherAt(through.url, { krillToken: "not-the-token" }).apply(change([HELD])), [
      "not-the-token",
    ]);
    await through.stop();
    expect(error.failure).toBe("credentials");
  });
});

function entry({ asn, prefix, maxLength }: RoaPayload): KrillRoa {
  return { asn, prefix: formatPrefix(prefix), max_length: maxLength };
}

function payload({ asn, prefix, max_length: length }: KrillRoa): RoaPayload {
  return roaPayload(prefix, asn, length);
}

function notation({ asn, prefix, max_length: length }: KrillRoa): string {
  return `${prefix}${length === undefined ? "" : `-${length}`} => ${asn}`;
}
