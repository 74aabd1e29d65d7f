import { formatRoa, type RoaPayload, roaPayload } from "../../../lease/rpki/roa";
import type { HttpLimits } from "../../../provider/http/http-client";
import type { Publisher, RoaChange } from "../../../provider/publishers/publisher";
import type { Roa } from "../../../provider/roa-request/request-document";
import type { FakeService } from "../../testbed/registries/fake-service";
import { failureOf } from "./no-secrets";

/** One registry, its fake, and the publisher that talks to it. */
export interface RegistryUnderTest {
  readonly service: FakeService;
  /** Texts that no error may show. */
  readonly secrets: readonly string[];
  /** What is published now, as `formatRoa` writes it, sorted. */
  published(): string[] | Promise<string[]>;
  seed(roa: RoaPayload): void | Promise<void>;
  open(limits: HttpLimits): Publisher;
}

export const HELD = roaPayload("203.0.113.0/24", 64496);
export const OTHER = roaPayload("203.0.113.0/24", 64497);
export const HELD_V6 = roaPayload("2001:db8:100::/40", 64496, 48);
export const NOT_HELD = roaPayload("198.51.100.0/24", 64496);

/** Answers at once where a test waits on purpose, so that retries cost nothing. */
export const LIMITS: HttpLimits = { timeoutMs: 300, maxBytes: 20_000, wait: async () => undefined, random: () => 0 };

export function change(add: readonly RoaPayload[], remove: readonly RoaPayload[] = []): RoaChange {
  const request: Roa = { leaseId: "office-2026", prefix: "203.0.113.0/24", asn: 64496 };
  return { action: add.length > 0 ? "publish" : "revoke", add, remove, request, name: "office-2026_203.0.113.0-24" };
}

/** What every registry's publisher holds to, whatever the registry speaks. */
export function registryContract(start: () => Promise<RegistryUnderTest>): void {
  let registry: RegistryUnderTest;
  beforeEach(async () => {
    registry = await start();
  });
  afterEach(async () => {
    await registry.service.stop();
  });

  const open = (limits: HttpLimits = {}) => registry.open({ ...LIMITS, ...limits });
  const apply = (add: readonly RoaPayload[], remove: readonly RoaPayload[] = []) => open().apply(change(add, remove));
  const failure = (work: Promise<unknown>) => failureOf(work, registry.secrets);
  const words = (...roas: RoaPayload[]) => roas.map(formatRoa).sort();
  describe("reading and writing", () => {
    test("publishes, and reads back what it published with explicit max-lengths", async () => {
      await apply([HELD, HELD_V6]);
      expect(await registry.published()).toEqual(words(HELD, HELD_V6));
      expect((await open().published?.())?.map(formatRoa).sort()).toEqual(words(HELD, HELD_V6));
    });

    test("an account without ROAs publishes nothing, which is an answer", async () => {
      expect(await open().published?.()).toEqual([]);
    });

    test("writes nothing where everything is as wanted", async () => {
      await registry.seed(HELD);
      await apply([HELD], [OTHER]);
      expect(registry.service.count("POST")).toBe(0);
    });

    test("replaces in one write, and leaves alone what it was not told of", async () => {
      await registry.seed(OTHER);
      await registry.seed(HELD_V6);
      await apply([HELD], [OTHER]);
      expect(await registry.published()).toEqual(words(HELD, HELD_V6));
      expect(registry.service.count("POST")).toBe(1);
    });

    test("revokes, and a second time finds nothing to do", async () => {
      await registry.seed(HELD);
      await apply([], [HELD]);
      await apply([], [HELD]);
      expect(await registry.published()).toEqual([]);
      expect(registry.service.count("POST")).toBe(1);
    });

    test("changes to one account go one after another", async () => {
      const publisher = open();
      await Promise.all([publisher.apply(change([HELD])), publisher.apply(change([HELD])), apply([HELD_V6])]);
      expect(await registry.published()).toEqual(words(HELD, HELD_V6));
      expect(registry.service.count("POST")).toBe(2);
    });
  });

  describe("refusals", () => {
    test("a prefix that the account does not hold leaves nothing half done, and says who can publish", async () => {
      const error = await failure(apply([HELD, NOT_HELD]));
      expect(error.failure).toBe("not-held");
      expect(error.message).toContain("198.51.100.0/24");
      expect(error.message).toContain("ask them to publish, or use publisher: manual");
      expect(await registry.published()).toEqual([]);
      expect(registry.service.count("POST")).toBe(1);
    });

    test.each([400, 403, 404, 409, 418])("status %i is not tried again", async (status) => {
      registry.service.fail({ status, body: "no" }, { method: "POST", times: 100 });
      await failure(apply([HELD]));
      expect(registry.service.count("POST")).toBe(1);
    });

    test("401 is about the credential, and names where it is set", async () => {
      registry.service.fail({ status: 401 });
      const error = await failure(apply([HELD]));
      expect(error.failure).toBe("credentials");
      expect(error.fix).toMatch(/leasehold:\w+/);
    });

    test("a registry that repeats the credential in its error is not repeated", async () => {
      const [secret = ""] = registry.secrets;
      registry.service.fail({ status: 400, body: `bad request with ${secret} \u001b[31m` }, { method: "POST" });
      await failure(apply([HELD]));
    });
  });

  describe("failures that pass", () => {
    test.each([
      ["429, which says when to come back", { status: 429, headers: { "retry-after": "1" } }],
      ["500", { status: 500 }],
      ["503, which says when to come back", { status: 503, headers: { "retry-after": "0" } }],
      ["a connection that is lost", "lost"],
      ["silence", "silent"],
    ] as const)("reading goes on after %s", async (_, fault) => {
      await registry.seed(HELD);
      registry.service.fail(fault, { method: "GET" });
      expect((await open().published?.())?.map(formatRoa)).toEqual(words(HELD));
      expect(registry.service.count("GET")).toBe(2);
    });

    test.each([
      ["429", { status: 429 }],
      ["500", { status: 500, body: "internal" }],
      ["a connection that is lost before anything is done", "lost"],
      ["silence", "silent"],
    ] as const)("writing succeeds after %s", async (_, fault) => {
      registry.service.fail(fault, { method: "POST" });
      await apply([HELD]);
      expect(await registry.published()).toEqual(words(HELD));
      expect(registry.service.count("POST")).toBe(2);
    });

    test("the wait that the registry asks for is honoured before a write is sent again", async () => {
      registry.service.fail({ status: 503, headers: { "retry-after": "7" } }, { method: "POST" });
      const waits: number[] = [];
      await open({ wait: async (ms) => void waits.push(ms) }).apply(change([HELD]));
      expect(waits).toEqual([7000]);
    });

    test.each(["cut", "half", "silent-done", "binary", "huge"] as const)(
      "a write that was done though the answer is spoilt (%s) is found by reading, not sent again",
      async (fault) => {
        await registry.seed(OTHER);
        registry.service.fail(fault, { method: "POST" });
        await apply([HELD], [OTHER]);
        expect(await registry.published()).toEqual(words(HELD));
        expect(registry.service.count("POST")).toBe(1);
      },
    );

    test("a kill between request and answer, and another apply, converge without a duplicate", async () => {
      await registry.seed(OTHER);
      const killed = new AbortController();
      registry.service.fail("silent-done", { method: "POST" });
      const first = registry
        .open({ ...LIMITS, timeoutMs: 60_000, signal: killed.signal })
        .apply(change([HELD], [OTHER]));
      while (registry.service.count("POST") === 0) await new Promise((next) => setTimeout(next, 5));
      killed.abort();
      expect((await failure(first)).failure).toBe("unavailable");
      await apply([HELD], [OTHER]);
      expect(await registry.published()).toEqual(words(HELD));
      expect(registry.service.count("POST")).toBe(1);
    });
  });

  describe("failures that stay", () => {
    test.each([
      ["reading", "GET"],
      ["writing", "POST"],
    ])("5xx for ever while %s is given up after a few tries, with the registry's own words", async (_, method) => {
      registry.service.fail({ status: 503, body: "we are\u0007 moving house" }, { method, times: 1000 });
      const error = await failure(apply([HELD]));
      expect(error.failure).toBe("unavailable");
      expect(error.message).toContain("503");
      expect(error.said).toContain("moving house");
      expect(registry.service.count(method)).toBe(4);
    });

    test("429 for ever while writing is given up after a few tries, since nothing was done", async () => {
      registry.service.fail({ status: 429, body: "slow down" }, { method: "POST", times: 1000 });
      const error = await failure(apply([HELD]));
      expect(error.failure).toBe("busy");
      expect(error.said).toContain("slow down");
      expect(registry.service.count("POST")).toBe(4);
    });

    test("a write that is put off for an hour is looked up once, and not sent again", async () => {
      registry.service.fail({ status: 503, headers: { "retry-after": "3600" } }, { method: "POST", times: 1000 });
      const error = await failure(apply([HELD]));
      expect(error.retryAfterMs).toBe(3_600_000);
      expect([registry.service.count("POST"), registry.service.count("GET")]).toEqual([1, 2]);
    });

    test("silence for ever is given up", async () => {
      registry.service.fail("silent", { times: 1000 });
      const error = await failure(registry.open({ ...LIMITS, timeoutMs: 50 }).apply(change([HELD])));
      expect(error.failure).toBe("unavailable");
      expect(error.message).toContain("did not answer");
    });

    test("being told to wait longer than a minute ends the tries", async () => {
      registry.service.fail({ status: 429, headers: { "retry-after": "3600" } }, { times: 1000 });
      const error = await failure(open().published?.() ?? Promise.resolve());
      expect(error.failure).toBe("busy");
      expect(registry.service.count("GET")).toBe(1);
    });

    test("a redirect is not followed: the credential would go along", async () => {
      registry.service.fail({ status: 307, headers: { location: "/elsewhere" } }, { times: 1000 });
      const error = await failure(apply([HELD]));
      expect(error.message).toContain("redirects (307)");
      expect(registry.service.seen.map(({ path }) => path)).not.toContain("/elsewhere");
      expect(registry.service.seen).toHaveLength(1);
    });

    test.each(["garbled", "binary", "huge"] as const)("a list that is %s is no empty list", async (fault) => {
      await registry.seed(HELD);
      registry.service.fail(fault, { method: "GET", times: 1000 });
      const error = await failure(apply([HELD]));
      expect(error.failure).toBe("unexpected");
      expect(registry.service.count("POST")).toBe(0);
    });

    test("a list that is always cut off is no empty list", async () => {
      await registry.seed(HELD);
      registry.service.fail("half", { method: "GET", times: 1000 });
      expect((await failure(apply([HELD]))).failure).toBe("unavailable");
      expect(registry.service.count("POST")).toBe(0);
    });

    test("nothing listens: the message says so", async () => {
      const publisher = open();
      await registry.service.stop();
      const error = await failure(publisher.apply(change([HELD])));
      expect(error.failure).toBe("unavailable");
      expect(error.message).toContain("nothing listens");
    });
  });
}
