import { inspect } from "node:util";
import { inCall } from "../../provider/call-context";
import { LeaseholdProvider } from "../../provider/leasehold-provider";
import type { Properties } from "../../provider/property-value";
import { openPublisher } from "../../provider/publishers/open-publisher";
import { OUTSIDE } from "../../provider/services";
import { FakeArin } from "../testbed/registries/fake-arin";
import { FakeKrill } from "../testbed/registries/fake-krill";
import { FakeRipe } from "../testbed/registries/fake-ripe";
import type { FakeService } from "../testbed/registries/fake-service";
import { FakeWebhook } from "../testbed/registries/fake-webhook";

const URN = "urn:pulumi:dev::office::leasehold:rpki:RoaRequest::roa";

/** A registry with the settings of an account at it. */
interface Registry {
  readonly service: FakeService;
  readonly config: Properties;
  readonly secrets: readonly string[];
  /** How many ROAs are published, or tickets open. */
  count(): number;
}

const REGISTRIES: Record<string, () => Promise<Registry>> = {
  krill: async () => {
    const krill = await FakeKrill.start();
    const config = { krillUrl: krill.service.url, krillCa: krill.ca, krillToken: krill.token };
    return { service: krill.service, config, secrets: [krill.token], count: () => krill.roas.length };
  },
  ripe: async () => {
    const ripe = await FakeRipe.start();
    const config = { ripeUrl: ripe.url, ripeKey: ripe.key };
    return { service: ripe.service, config, secrets: [ripe.key], count: () => ripe.roas.length };
  },
  arin: async () => {
    const arin = await FakeArin.start();
    const config = { arinUrl: arin.service.url, arinOrg: arin.org, arinKey: arin.key };
    return { service: arin.service, config, secrets: [arin.key], count: () => arin.roas.length };
  },
  webhook: async () => {
    const webhook = await FakeWebhook.start();
    const config = { webhookUrl: webhook.url, webhookSecret: webhook.secret };
    const secrets = [webhook.secret, webhook.path];
    return { service: webhook.service, config, secrets, count: () => webhook.tickets.size };
  },
};

describe.each(Object.keys(REGISTRIES))("a ROA request with the publisher %s, down to the wire", (publisher) => {
  let registry: Registry;
  let shown: unknown[];
  beforeEach(async () => {
    registry = await (REGISTRIES[publisher] as () => Promise<Registry>)();
    shown = [];
  });
  afterEach(() => registry.service.stop());

  const inputs = { leaseId: "office-2026", prefix: "203.0.113.0/24", asn: 64496, publisher, announces: [] };

  /** One run of the plugin. What it answers, logs and throws is kept, to be searched for secrets. */
  async function run<T>(work: (provider: LeaseholdProvider) => Promise<T>, timeoutMs = 500): Promise<T> {
    const quick: typeof openPublisher = (name, settings, limits) =>
      openPublisher(name, settings, { ...limits, timeoutMs, wait: async () => undefined });
    const outside = { ...OUTSIDE, openPublisher: quick };
    const provider = new LeaseholdProvider("0.1.0", { outside, environment: {} });
    provider.configure(registry.config);
    const log = (...words: unknown[]) => void shown.push(words);
    try {
      const answer = await inCall({ log }, () => work(provider));
      shown.push(answer);
      return answer;
    } catch (error) {
      shown.push(error);
      throw error;
    }
  }

  const create = () => run((provider) => provider.create(URN, inputs));
  const expectNoSecret = () => {
    const all = shown.map((one) => inspect(one, { depth: 20, showHidden: true })).join("\n");
    expect(all.length).toBeGreaterThan(0);
    for (const secret of registry.secrets) expect(all).not.toContain(secret);
  };

  test("is made, read and deleted, and neither state nor log has a credential", async () => {
    const { id, outs } = await create();
    expect(registry.count()).toBe(1);
    const read = await run((provider) => provider.read(id, URN, outs));
    expect(read.id).toBe(id);
    await run((provider) => provider.delete(id, URN, outs as Properties));
    // A ticket to publish, and one to revoke.
    expect(registry.count()).toBe(publisher === "webhook" ? 2 : 0);
    expectNoSecret();
  });

  test.each(["cut", "silent-done", "half"] as const)(
    "an answer that never comes whole (%s) makes no second one, in this run or the next",
    async (fault) => {
      registry.service.fail(fault, { method: "POST", times: 100 });
      await create().catch(() => undefined);
      expect(registry.count()).toBe(1);
      registry.service.heal();
      await create();
      expect(registry.count()).toBe(1);
      expectNoSecret();
    },
  );

  test("a run that is stopped between request and answer makes one, and the next run finds it", async () => {
    registry.service.fail("silent-done", { method: "POST" });
    const stopped = run(async (provider) => {
      const made = provider.create(URN, inputs);
      while (registry.count() === 0) await new Promise((next) => setTimeout(next, 5));
      await provider.cancel();
      return await made;
    }, 60_000);
    await expect(stopped).rejects.toThrow("stopped while waiting");
    await create();
    expect(registry.count()).toBe(1);
    expectNoSecret();
  });

  test("a refusal leaves nothing behind, in the state or at the registry, and shows no credential", async () => {
    registry.service.fail({ status: 400, body: registry.secrets.join(" ") }, { method: "POST", times: 100 });
    await expect(create()).rejects.toThrow(new RegExp(`^${publisher}: `));
    expect(registry.count()).toBe(0);
    expectNoSecret();
  });
});
