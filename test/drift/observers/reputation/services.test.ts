import type { EngineInput } from "../../../../drift/observers/reputation/engine";
import { FakeService, type Fault } from "../../../testbed/registries/fake-service";
import { declaredLeases, lease } from "./declared-leases";
import { expectUnknown, observe } from "./observe-leases";

const KEY = "s3cr3t-key-c0ffee";

/** Two addresses in use. */
const used = lease({
  segments: [
    {
      name: "email",
      purpose: "email",
      prefixes: ["203.0.113.8/29"],
      placements: { "us-east-1a": "203.0.113.9", "us-east-1b": "203.0.113.10" },
    },
  ],
});

describe("HTTP services", () => {
  let service: FakeService;
  let answer: (address: string) => object;

  beforeEach(async () => {
    answer = () => ({ data: { score: 0 } });
    service = await FakeService.start(({ path }) => ({
      status: 200,
      body: JSON.stringify(answer(new URL(path, "http://localhost").searchParams.get("ip") ?? "")),
    }));
  });
  afterEach(() => service.stop());

  function engine(over: Partial<Extract<EngineInput, { kind: "http" }>> = {}): EngineInput {
    return {
      id: "own-service",
      name: "Own service",
      operator: "Example",
      kind: "http",
      url: `${service.url}/check?ip={address}`,
      lists: "what it is told",
      weight: "minor",
      key: { from: "OWN_KEY", header: "Key" },
      listed: { pointer: "/data/score", atLeast: 25 },
      documentation: "https://example.com/docs",
      termsUrl: "https://example.com/terms",
      ...over,
    };
  }
  const ask = (
    over?: Parameters<typeof engine>[0],
    variables: Record<string, string> = { OWN_KEY: KEY },
    signal?: AbortSignal,
  ) =>
    observe(
      declaredLeases(used),
      { engines: ["own-service"], own: [engine(over)] },
      { variables, ...(signal && { signal }) },
    );

  test("addresses in use alone are asked about, with the key in its header", async () => {
    answer = (address) => ({ data: { score: address === "203.0.113.10" ? 25 : 24 } });
    const { items, unseen } = await ask();
    expect(unseen).toEqual([]);
    expect(items).toMatchObject([{ id: "own-service 203.0.113.10", severity: "warning", segment: "email" }]);
    expect(service.seen.map(({ path }) => path).sort()).toEqual(["/check?ip=203.0.113.10", "/check?ip=203.0.113.9"]);
    expect(service.seen[0]?.headers.key).toBe(KEY);
  });

  test("without its key it is not asked, and says which variable it wants", async () => {
    expectUnknown(await ask({}, {}), "own-service", "OWN_KEY");
    expect(service.seen).toEqual([]);
  });

  test.each<[string, Parameters<typeof engine>[0], object, string]>([
    ["a flag", { listed: { pointer: "/bad", equals: true } }, { bad: true }, "listed"],
    ["a flag that is not set", { listed: { pointer: "/bad", equals: true } }, { bad: false }, "unlisted"],
    ["a list with entries", { listed: { pointer: "/hits", hasEntries: true } }, { hits: [1] }, "listed"],
    ["a list without", { listed: { pointer: "/hits", hasEntries: true } }, { hits: [] }, "unlisted"],
    [
      "a member that is absent beside its proof",
      { listed: { pointer: "/a", equals: "x", absentIsUnlistedWith: "/b" } },
      { b: 1 },
      "unlisted",
    ],
    [
      "a member that is absent without it",
      { listed: { pointer: "/a", equals: "x", absentIsUnlistedWith: "/b" } },
      { c: 1 },
      "unknown",
    ],
    ["an error in JSON", {}, { errors: [{ detail: "quota" }] }, "unknown"],
    ["a score that is a text", {}, { data: { score: "0" } }, "unknown"],
    ["a flag of another type", { listed: { pointer: "/bad", equals: true } }, { bad: 0 }, "unknown"],
    ["a prototype's property", { listed: { pointer: "/constructor", hasEntries: true } }, {}, "unknown"],
  ])("%s", async (_, over, body, verdict) => {
    answer = () => body;
    const { items, unseen } = await ask(over);
    expect([items.length, unseen.length]).toEqual({ listed: [2, 0], unlisted: [0, 0], unknown: [0, 1] }[verdict]);
  });

  test.each<[string, Fault, string]>([
    ["time-out", "silent", ""],
    ["a refused connection", "lost", ""],
    ["half an answer", "half", ""],
    ["garbage", "garbled", "no JSON"],
    ["a page", { status: 200, body: "<html></html>" }, "no JSON"],
    ["null", { status: 200, body: "null" }, ""],
    ["an empty list", { status: 200, body: "[]" }, ""],
    ["an empty object", { status: 200, body: "{}" }, ""],
    ["nothing", { status: 200, body: "" }, ""],
    ["a rate limit", { status: 429, headers: { "retry-after": "3600" } }, "429"],
    ["a refused key", { status: 401, body: "{}" }, "401"],
    ["an unknown address", { status: 404, body: "{}" }, "404"],
    ["a server's error", { status: 500, headers: { "retry-after": "3600" } }, "500"],
    ["an answer without end", "huge", ""],
  ])("%s is unknown, never clean, and shows no key", async (_, fault, words) => {
    service.fail(fault, { times: 20 });
    const observation = await ask({}, { OWN_KEY: KEY }, AbortSignal.timeout(800));
    expectUnknown(observation, "own-service", words);
    expect(JSON.stringify(observation)).not.toContain(KEY);
  });

  test("404 is unlisted where the definition says so", async () => {
    service.fail({ status: 404, body: "{}" }, { times: 2 });
    expect(await ask({ unlistedStatuses: [404] })).toMatchObject({ items: [], unseen: [] });
  });

  test("more addresses than it may be asked about are unknown", async () => {
    const { unseen } = await ask({ mostQuestions: 1 });
    expect(unseen).toMatchObject([{ reason: expect.stringContaining("203.0.113.10") }]);
    expect(service.seen).toHaveLength(1);
  });

  test("a key in path or query is sent and never shown", async () => {
    service.fail({ status: 400 }, { times: 9 });
    const inPath = await ask({ url: `${service.url}/{key}/x?ip={address}`, key: { from: "OWN_KEY", path: true } });
    const inQuery = await ask({ key: { from: "OWN_KEY", query: "k" } });
    expect(service.seen.some(({ path }) => path.startsWith(`/${KEY}/x`))).toBe(true);
    expect(service.seen.some(({ path }) => path.endsWith(`&k=${KEY}`))).toBe(true);
    expect(JSON.stringify([inPath, inQuery])).not.toContain(KEY);
  });
});
