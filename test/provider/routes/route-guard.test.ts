import type { AnnounceError } from "../../../provider/announcers/announce-error";
import type { Properties } from "../../../provider/property-value";
import { FakeOutside, LESSOR, roa } from "../fake-outside";

const URN = "urn:pulumi:dev::office::leasehold:rpki:RoaRequest::roa";
const ROUTE_URN = "urn:pulumi:dev::office::leasehold:routing:Advertisement::route";
const OURS = roa("203.0.113.0/24", 64496);
const ROUTE = { prefix: "203.0.113.0/24", origin: 64496 };
const route = { leaseId: "office-2026", ...ROUTE, by: "lessee", advertised: true, waitForRoa: false };

let outside: FakeOutside;
beforeEach(() => {
  outside = new FakeOutside();
  for (const name of ["krill", "ripe", "webhook"] as const) outside.publisher(name).roas = [OURS];
});

function props(over: Properties = {}): Properties {
  return {
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    asn: 64496,
    publisher: "krill",
    announces: [ROUTE],
    ...over,
  };
}

const remove = (over: Properties = {}, run = outside.run()) => outside.call(() => run.delete("id", URN, props(over)));
const isGone = () => outside.publisher("krill").roas.length === 0;

describe("a ROA is not revoked while a route that is announced", () => {
  test("would turn Invalid under the lessor's covering ROA; both are named, and the ways out (RFC 6907 §7.2.2)", async () => {
    outside.vrps = [LESSOR, OURS];
    await expect(remove()).rejects.toThrow(
      "The ROA 203.0.113.0/24 for AS64496, max-length 24 is still needed: 203.0.113.0/24 from AS64496 would turn Invalid, " +
        "since 203.0.112.0/22 for AS64511, max-length 22 stays (RFC 6907, section 7.2.2). Nothing was revoked. " +
        "Withdraw the route first: delete its Advertisement",
    );
    await expect(remove()).rejects.toThrow(/leasehold:withdrawn \(or LEASEHOLD_WITHDRAWN\)/);
    expect(isGone()).toBe(false);
    expect(outside.publisher("krill").changes).toEqual([]);
  });

  test("would lose its only match", async () => {
    outside.vrps = [OURS];
    await expect(remove()).rejects.toThrow(/203\.0\.113\.0\/24 from AS64496 would be left without any ROA/);
  });

  test("would turn Invalid by a ROA that the publisher itself keeps, before anybody sees it", async () => {
    outside.vrps = [];
    outside.publisher("krill").roas = [OURS, roa("203.0.113.0/24", 64497)];
    await expect(remove()).rejects.toThrow(/since 203\.0\.113\.0\/24 for AS64497, max-length 24 stays/);
  });

  test("may need it, for all that anybody knows: payloads that cannot be looked at are unknown", async () => {
    outside.vrps = "was made yesterday";
    await expect(remove()).rejects.toThrow(
      /left without any ROA.*What else relying parties see is unknown: .*yesterday/,
    );
    await expect(remove({}, outside.run({}))).rejects.toThrow(/no validated payloads are configured/);
  });

  test("is known from this run alone: a more specific one that the request does not name", async () => {
    outside.publisher("krill").roas = [roa("203.0.113.0/24", 64496, 25)];
    const run = outside.run();
    await run.create(ROUTE_URN, { ...route, prefix: "203.0.113.0/25" });
    await expect(remove({ maxLength: 25, announces: [] }, run)).rejects.toThrow(/203\.0\.113\.0\/25 from AS64496/);
  });
});

test("a route that the program goes on declaring counts as announced, though the request does not name it", async () => {
  outside.publisher("krill").roas = [roa("203.0.113.0/24", 64496, 25)];
  const run = outside.run();
  const half = { ...route, prefix: "203.0.113.0/25" };
  await run.diff("route", ROUTE_URN, half, half);
  await expect(remove({ maxLength: 25, announces: [] }, run)).rejects.toThrow(/203\.0\.113\.0\/25 from AS64496/);
  await run.delete("route", ROUTE_URN, half);
  await remove({ maxLength: 25, announces: [] }, run);
  expect(isGone()).toBe(true);
});

describe("a ROA is revoked", () => {
  test("where another one allows the route: seen by relying parties, or published at the same registry", async () => {
    outside.vrps = [LESSOR, roa("203.0.112.0/22", 64496, 24)];
    await remove();
    expect(isGone()).toBe(true);
    outside.vrps = [LESSOR];
    outside.publisher("krill").roas = [OURS, roa("203.0.113.0/24", 64496, 25)];
    await remove();
    expect(outside.publisher("krill").names).toEqual(["203.0.113.0/24 for AS64496, max-length 25"]);
  });

  test("where nothing is announced under it", async () => {
    outside.vrps = [LESSOR];
    await remove({ announces: [] });
    expect(isGone()).toBe(true);
    outside.publisher("krill").roas = [OURS];
    await remove({ announces: [{ prefix: "203.0.112.0/23", origin: 64496 }] });
    expect(isGone()).toBe(true);
  });

  test("where its announcement was withdrawn in the same run, and not in another", async () => {
    const run = outside.run();
    await run.delete("route", ROUTE_URN, route);
    await expect(remove({}, outside.run())).rejects.toThrow(/Nothing was revoked/);
    await remove({}, run);
    expect(isGone()).toBe(true);
  });

  test("where the announcement was switched off, and not where it is on again since", async () => {
    const run = outside.run();
    await run.update("route", ROUTE_URN, route, { ...route, advertised: false });
    await run.update("route", ROUTE_URN, { ...route, advertised: false }, route);
    await expect(remove({}, run)).rejects.toThrow(/Nothing was revoked/);
    await run.update("route", ROUTE_URN, route, { ...route, advertised: false });
    await remove({}, run);
    expect(isGone()).toBe(true);
  });

  test("where the announcer itself says that it does not announce it; what it cannot tell counts as announced", async () => {
    const aws = outside.announcer("aws");
    aws.answer = { advertised: undefined, state: "pending-deprovision" };
    await expect(remove({ announcedBy: "aws" })).rejects.toThrow(/Nothing was revoked/);
    aws.answer = { advertised: true, state: "advertised" };
    await expect(remove({ announcedBy: "aws" })).rejects.toThrow(/Nothing was revoked/);
    aws.failure = new Error("aws: no answer") as AnnounceError;
    await expect(remove({ announcedBy: "aws" })).rejects.toThrow(/Nothing was revoked/);
    expect(outside.logged("info")).toMatch(
      /whether 203\.0\.113\.0\/24 from AS64496 is still announced is unknown: aws/,
    );
    aws.failure = undefined;
    aws.answer = { advertised: false, state: "provisioned" };
    await remove({ announcedBy: "aws" });
    expect(isGone()).toBe(true);
  });

  test("where somebody says that the route is withdrawn, and only that route", async () => {
    await expect(remove({}, outside.run({ withdrawn: "203.0.113.0/24 AS64497" }))).rejects.toThrow(/Nothing was/);
    await remove({}, outside.run({ withdrawn: "2001:db8::/32 AS64496, 203.0.113.0/24 AS64496" }));
    expect(isGone()).toBe(true);
  });

  test("where it is gone already: removing it again does nothing", async () => {
    outside.publisher("krill").roas = [];
    await expect(remove()).resolves.toBeUndefined();
  });

  test("one after the other, so that two do not count on each other", async () => {
    outside.vrps = [LESSOR];
    const wide = roa("203.0.113.0/24", 64496, 25);
    outside.publisher("krill").roas = [OURS, wide];
    const run = outside.run();
    const both = await Promise.allSettled([remove({}, run), remove({ maxLength: 25 }, run)]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(outside.publisher("krill").roas).toEqual([wide]);
  });
});

describe("whoever is asked to revoke by hand", () => {
  const change = () => outside.publisher("webhook").changes.map(({ action }) => action);

  test("is asked, with a warning, where the route would lose its match, or nobody can tell", async () => {
    outside.vrps = [OURS];
    await remove({ publisher: "webhook" });
    expect(outside.logged("warning")).toMatch(/is still needed: 203\.0\.113\.0\/24 from AS64496 would be left without/);
    outside.vrps = "does not exist";
    await remove({ publisher: "webhook" });
    await remove({ publisher: "webhook" }, outside.run({}));
    expect(change()).toEqual(["revoke", "revoke", "revoke"]);
  });

  test("is not asked where payloads prove that the route would turn Invalid", async () => {
    outside.vrps = [LESSOR, OURS];
    await expect(remove({ publisher: "webhook" })).rejects.toThrow(/would turn Invalid.*Nothing was revoked/);
    expect(change()).toEqual([]);
    await remove({ publisher: "webhook", announces: [] });
    expect(change()).toEqual(["revoke"]);
  });
});
