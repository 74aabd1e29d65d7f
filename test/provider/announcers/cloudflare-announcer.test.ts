import { parsePrefix } from "../../../lease/prefix";
import type { AnnounceError } from "../../../provider/announcers/announce-error";
import { CloudflareAnnouncer } from "../../../provider/announcers/cloudflare-announcer";
import type { Pause } from "../../../provider/announcers/converge";
import { readSettings } from "../../../provider/settings";
import { ACCOUNT, FakeCloudflare, TOKEN } from "../../testbed/announcers/fake-cloudflare";

const CIDR = "203.0.113.0/24";
const ROUTE = { leaseId: "office-2026", prefix: parsePrefix(CIDR), origin: 64496 };
const never = new AbortController().signal;
let server: FakeCloudflare;

beforeAll(async () => {
  server = await FakeCloudflare.start();
});
afterAll(() => server.service.stop());
beforeEach(() => {
  server.service.forget();
  server.ranges = [];
});

/** The service's clock goes on while we wait. */
const pause: Pause = (ms) => {
  server.pass(ms / 60_000);
  return Promise.resolve();
};

function announcer(over: Record<string, string> = {}, wait = pause): CloudflareAnnouncer {
  const config = {
    cloudflareUrl: `${server.service.url}/client/v4`,
    cloudflareAccount: ACCOUNT,
    cloudflareToken: TOKEN,
    ...over,
  };
  return new CloudflareAnnouncer(readSettings(config, {}), { pause: wait, timeoutMs: 300 });
}

async function failure(work: Promise<unknown>): Promise<AnnounceError> {
  return work.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: AnnounceError) => error,
  );
}

const bgp = () => server.ranges[0]?.bgp[0];

test("a withdrawn prefix is advertised with one change", async () => {
  server.put(CIDR, false);
  await announcer().advertise(ROUTE, never);
  expect(server.written).toEqual([`PATCH r0/bgp/b0 {"on_demand":{"advertised":true}}`]);
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: true, state: "advertised", origin: 64496 });
});

test("an advertised prefix needs no change", async () => {
  server.put(CIDR, true);
  await announcer().advertise(ROUTE, never);
  expect(server.written).toEqual([]);
});

test("withdrawing comes back only when the network has had its quarter of an hour", async () => {
  server.put(CIDR, true);
  const from = server.now;
  await announcer().withdraw(ROUTE, never);
  expect(server.written).toHaveLength(1);
  expect(server.now - from).toBeGreaterThanOrEqual(15 * 60_000);
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: false, state: "withdrawn" });
});

test("a prefix that is being withdrawn is neither advertised nor withdrawn", async () => {
  server.put(CIDR, false, { advertised_modified_at: new Date(server.now - 14 * 60_000).toISOString() });
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: undefined, state: "withdrawing" });
  server.pass(1);
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: false });
});

test("a prefix that was changed lately is changed again when it may be", async () => {
  server.put(CIDR, true, { advertised_modified_at: new Date(server.now - 5 * 60_000).toISOString() });
  await announcer().withdraw(ROUTE, never);
  expect(server.written).toHaveLength(1);
  expect(bgp()?.on_demand.advertised).toBe(false);
});

test("a service that takes no change yet is asked again", async () => {
  server.put(CIDR, false);
  server.service.fail({ status: 429, body: "{}" }, { method: "PATCH", times: 2 });
  await announcer().advertise(ROUTE, never);
  expect(bgp()?.on_demand.advertised).toBe(true);
});

test("a part of a brought range is set up for announcement first", async () => {
  server.put("203.0.112.0/23", false);
  await announcer().advertise(ROUTE, never);
  expect(server.written.map((call) => call.split(" ")[0])).toEqual(["POST", "PATCH"]);
  expect(server.ranges[0]?.bgp[1]).toMatchObject({ cidr: CIDR, on_demand: { advertised: true } });
});

test("a part of a brought range that was never set up is not announced", async () => {
  server.put("203.0.112.0/23", true);
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: false, state: "no-bgp-prefix" });
  await announcer().withdraw(ROUTE, never);
  expect(server.written).toEqual([]);
});

test("an account without the prefix says nothing about whether it is announced", async () => {
  server.put("198.51.100.0/24", true);
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: undefined, state: "not-held" });
  for (const call of ["advertise", "withdraw"] as const)
    expect(await failure(announcer()[call](ROUTE, never))).toMatchObject({
      kind: "not-held",
      message: expect.stringContaining("cloudflareAccount"),
    });
});

describe("what cannot be changed is refused with the way out", () => {
  test.each([
    ["locked", { on_demand_locked: true }, "account team"],
    ["not on demand", { on_demand_enabled: false }, "dynamic advertisement"],
  ])("%s", async (_, over, hint) => {
    server.put(CIDR, false, over);
    const error = await failure(announcer().advertise(ROUTE, never));
    expect(error).toMatchObject({ kind: "not-ready", message: expect.stringContaining(hint) });
    expect(server.written).toEqual([]);
  });

  test("a range that is not active, with what its validation found", async () => {
    const range = server.put(CIDR, false);
    Object.assign(range, { approved: "P", irr_validation_state: "valid", rpki_validation_state: "mismatch_asn" });
    const error = await failure(announcer().advertise(ROUTE, never));
    expect(error.message).toMatch(/not active yet \(approved P, IRR valid, RPKI mismatch_asn, ownership unknown\)/);
    expect((await announcer().status(ROUTE)).note).toContain("RPKI mismatch_asn");
  });

  test("another origin than the range was brought with", async () => {
    server.put(CIDR, false);
    const error = await failure(announcer().advertise({ ...ROUTE, origin: 13335 }, never));
    expect(error.message).toContain("announced from AS64496, not AS13335");
  });

  test("one that follows BGP signals", async () => {
    server.put(CIDR, true);
    Object.assign(bgp() ?? {}, { bgp_signal_opts: { enabled: true } });
    expect((await failure(announcer().withdraw(ROUTE, never))).message).toContain("BGP signals");
    expect((await announcer().status(ROUTE)).note).toContain("follows BGP signals");
  });
});

test("a prefix that is not switched on demand is unknown", async () => {
  server.put(CIDR, null, { on_demand_enabled: false, advertised_modified_at: null });
  expect(await announcer().status(ROUTE)).toMatchObject({ advertised: undefined, state: "not-on-demand" });
});

test("the wait ends with the last state when the time is over", async () => {
  server.put(CIDR, true);
  const controller = new AbortController();
  const stopping: Pause = () => {
    controller.abort();
    return Promise.resolve();
  };
  const error = await failure(announcer({}, stopping).withdraw(ROUTE, controller.signal));
  expect(error).toMatchObject({ kind: "timeout", message: expect.stringContaining("withdrawing 203.0.113.0/24") });
});

describe("answers that go wrong", () => {
  test.each([
    ["cut off before it was done", "lost"],
    ["cut off after it was done", "cut"],
    ["answered by half", "half"],
    ["done and never answered", "silent-done"],
    ["answered with nonsense", "garbled"],
    ["answered with bytes that are no text", "binary"],
    ["answered without an end", "huge"],
  ] as const)("a change that is %s converges when it is run again, without a second one", async (_, fault) => {
    server.put(CIDR, false);
    server.service.fail(fault, { method: "PATCH" });
    expect(await failure(announcer().advertise(ROUTE, never))).toMatchObject({ kind: "unreachable" });
    await announcer().advertise(ROUTE, never);
    expect(bgp()?.on_demand.advertised).toBe(true);
    expect(server.written).toHaveLength(fault === "lost" ? 2 : 1);
  });

  test("a setting-up whose answer was lost is not done twice", async () => {
    server.put("203.0.112.0/23", false);
    server.service.fail("cut", { method: "POST" });
    expect(await failure(announcer().advertise(ROUTE, never))).toMatchObject({ kind: "unreachable" });
    await announcer().advertise(ROUTE, never);
    expect(server.ranges[0]?.bgp.filter(({ cidr }) => cidr === CIDR)).toHaveLength(1);
  });

  test("a slow reading is tried again", async () => {
    server.put(CIDR, true);
    server.service.fail("silent");
    expect(await announcer().status(ROUTE)).toMatchObject({ advertised: true });
  });

  test.each([
    ["no JSON", "<html>a proxy</html>"],
    ["no envelope", "[]"],
    ["success without a result", '{"success":true,"errors":[]}'],
    ["ids that would leave the path", '{"success":true,"result":[{"id":"../../x","cidr":"203.0.113.0/24"}]}'],
    ["half of an answer", '{"success":true,"result":[{"id":"r0","cidr":'],
  ])("%s is not read as withdrawn", async (_, body) => {
    server.service.fail({ status: 200, body });
    expect(await failure(announcer().status(ROUTE))).toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("nothing is known"),
    });
  });

  test("a wrong token is named as such, and not shown", async () => {
    const error = await failure(announcer({ cloudflareToken: "wrong-secret-token" }).status(ROUTE));
    expect(error).toMatchObject({ kind: "refused", message: expect.stringContaining("10000 Authentication error") });
    expect(error.message).not.toContain("secret-token");
  });

  test.each(["cloudflareAccount", "cloudflareToken"])("%s has to be set", (missing) => {
    const config = { cloudflareAccount: ACCOUNT, cloudflareToken: TOKEN, [missing]: "" };
    expect(() => new CloudflareAnnouncer(readSettings(config, {}))).toThrow(/leasehold:cloudflareToken/);
  });
});
