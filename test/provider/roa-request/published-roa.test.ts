import type { Properties } from "../../../provider/property-value";
import { PublishError } from "../../../provider/publishers/publish-error";
import { FakeOutside, LESSOR, roa } from "../fake-outside";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const URN = "urn:pulumi:dev::office::leasehold:index:LeasedBlock$leasehold:rpki:RoaRequest::roa";
const OURS = roa("203.0.113.0/24", 64496);
const ID = "krill:203.0.113.0/24-24:AS64496";
const ROUTE = { prefix: "203.0.113.0/24", origin: 64496 };

const unreachable = new PublishError("krill", "unavailable", "gives no answer", "try again later");

let outside: FakeOutside;
beforeEach(() => {
  outside = new FakeOutside();
});

function inputs(over: Properties = {}): Properties {
  return {
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    asn: 64496,
    publisher: "krill",
    folder: "./roa-requests",
    announces: [ROUTE],
    origins: [64496],
    ...over,
  };
}

const create = (over: Properties = {}, config?: Properties) =>
  outside.call(() => outside.run(config).create(URN, inputs(over)));
const read = (props: Properties, config?: Properties) =>
  outside.call(() => outside.run(config).read(ID, URN, { ...inputs(), ...props }));

describe("check", () => {
  const failures = async (over: Properties) => (await outside.run().check(URN, {}, inputs(over))).failures;

  test.each(["krill", "ripe", "arin"])("%s publishes no longer prefix than is announced", async (publisher) => {
    const [failure] = (await failures({ publisher, maxLength: 25 })) ?? [];
    expect(failure).toMatchObject({ property: "maxLength" });
    expect(failure?.reason).toMatch(/RFC 9319.*only 203\.0\.113\.0\/24 itself is announced; use 24/);
    const [declared] = (await failures({ publisher, maxLength: 26, longestAnnounced: 25 })) ?? [];
    expect(declared?.reason).toMatch(/nothing longer than \/25 is announced; use 25/);
    expect(await failures({ publisher, maxLength: 25, longestAnnounced: 25 })).toEqual([]);
    expect(await failures({ publisher, maxLength: 24 })).toEqual([]);
  });

  test("what is announced may be unknown yet, and a longest announcement shorter than the prefix loosens nothing", async () => {
    expect(await failures({ maxLength: 25, longestAnnounced: UNKNOWN })).toEqual([]);
    expect(await failures({ maxLength: 25, prefix: UNKNOWN })).toEqual([]);
    expect(await failures({ maxLength: 24, longestAnnounced: 22 })).toEqual([]);
    expect(await failures({ maxLength: 25, longestAnnounced: 22 })).toHaveLength(1);
  });

  test("a person's request is made with a warning, and a value that was unknown in the check is refused by a registry", async () => {
    expect(await failures({ publisher: "webhook", maxLength: 25 })).toEqual([]);
    await create({ publisher: "webhook", maxLength: 25 });
    expect(outside.logged("warning")).toMatch(/^maxLength: .*RFC 9319/);
    await expect(create({ maxLength: 25 })).rejects.toThrow(/^maxLength: .*RFC 9319/);
    expect(outside.publisher("krill").changes).toEqual([]);
  });

  test("who announces is one of the announcers, or nobody", async () => {
    expect(await failures({ announcedBy: "none" })).toEqual([]);
    expect(await failures({ announcedBy: UNKNOWN })).toEqual([]);
    expect(await failures({ announcedBy: "pigeon" })).toMatchObject([{ property: "announcedBy" }]);
  });
});

describe("create", () => {
  test("publishes at the registry, in one change, and is published until somebody sees it", async () => {
    outside.vrps = [LESSOR];
    const { id, outs } = await create({ announces: [] });
    expect(id).toBe(ID);
    expect(outside.publisher("krill").changes).toMatchObject([{ action: "publish", remove: [] }]);
    expect(outside.publisher("krill").names).toEqual(["203.0.113.0/24 for AS64496, max-length 24"]);
    expect(outs).toMatchObject({
      state: "published",
      covering: [{ prefix: "203.0.112.0/22", asn: 64511, maxLength: 22 }],
    });
  });

  test("takes over what is there already, and says so", async () => {
    outside.publisher("krill").roas = [OURS];
    expect(await create()).toMatchObject({ id: ID });
    expect(outside.publisher("krill").roas).toEqual([OURS]);
    expect(outside.logged("info")).toMatch(/krill publishes 203\.0\.113\.0\/24 for AS64496.* already/);
  });

  test("is visible where a relying party has exactly that payload", async () => {
    outside.vrps = [OURS];
    expect((await create()).outs).toMatchObject({ state: "visible" });
    outside.vrps = [roa("203.0.113.0/24", 64496, 25)];
    expect((await create()).outs).toMatchObject({ state: "published" });
  });

  test("is invalid where relying parties make a route of it Invalid, and only a route under it counts", async () => {
    outside.vrps = [LESSOR];
    expect((await create()).outs).toMatchObject({ state: "invalid" });
    const elsewhere = { prefix: "203.0.112.0/24", origin: 64496 };
    expect((await create({ announces: [elsewhere] })).outs).toMatchObject({ state: "published" });
  });

  test("payloads that cannot be looked at are unknown, with a warning; none configured is no news", async () => {
    outside.vrps = "was made at 2026-11-20T00:00Z, more than 120 minutes ago";
    const { outs } = await create();
    expect(outs).toMatchObject({ state: "published" });
    expect(outs).not.toHaveProperty("covering");
    expect(outside.logged("warning")).toMatch(/visible is unknown: VRPs from vrps\.json: was made/);
    outside.log.length = 0;
    expect((await create({}, {})).outs).toMatchObject({ state: "published" });
    expect(outside.log.filter(({ severity }) => severity === "warning")).toEqual([]);
  });

  test("fails with the registry's own reason, and then is not there", async () => {
    outside.publisher("krill").failure = new PublishError("krill", "not-held", "does not hold it", "use manual");
    await expect(create()).rejects.toThrow("krill: does not hold it; use manual");
  });

  test("somebody who was asked has not published yet: the request and its number are kept", async () => {
    const { id, outs } = await create({ publisher: "webhook" });
    expect(id).toBe("office-2026_203.0.113.0-24_AS64496_max24");
    expect(outs).toMatchObject({ state: "requested", requestId: "TICKET-1" });
    outside.vrps = [OURS];
    expect(await outside.run().read(id, URN, outs)).toMatchObject({
      id,
      props: { state: "visible", requestId: "TICKET-1" },
      inputs: inputs({ publisher: "webhook" }),
    });
  });
});

describe("publishing beside other routes of the lease", () => {
  const OTHER = { prefix: "203.0.113.0/24", origin: 64497 };
  const THEIRS = roa("203.0.113.0/24", 64497);
  const two = { announces: [ROUTE, OTHER], origins: [64496, 64497], announcedBy: "lessor" };

  test("two origins of one prefix are published in one step, since neither may come first", async () => {
    const run = outside.run();
    await outside.call(() =>
      Promise.all([
        run.create(URN, inputs(two)),
        run.create(`${URN}-2`, inputs({ ...two, asn: 64497 })),
        run.create(`${URN}-3`, inputs({ prefix: "198.51.100.0/24" })),
      ]),
    );
    const [first] = outside.publisher("krill").changes;
    expect(first?.add).toEqual([OURS, THEIRS]);
    expect(outside.publisher("krill").roas).toHaveLength(3);
    expect(outside.logged("info")).toMatch(
      /in one step with 203\.0\.113\.0\/24 for AS64497, max-length 24: alone it would/,
    );
    expect(outside.logged("warning")).toBe("");
  });

  test("a longer prefix of another origin is waited for, and goes along", async () => {
    const half = { prefix: "203.0.113.0/25", origin: 64497 };
    const run = outside.run();
    let late: Promise<unknown> | undefined;
    outside.meanwhile = () => {
      late ??= run.create(`${URN}-2`, inputs({ ...half, asn: 64497, announces: [half] }));
    };
    await outside.call(() => run.create(URN, inputs({ announces: [ROUTE, half] })));
    await late;
    expect(outside.publisher("krill").changes[0]?.add).toEqual([OURS, roa("203.0.113.0/25", 64497)]);
    expect(outside.waits).toHaveLength(1);
  });

  test("both are put back in one step after somebody removed them", async () => {
    const run = outside.run();
    const [ours, theirs] = [inputs(two), inputs({ ...two, asn: 64497 })];
    await Promise.all([run.update(ID, URN, ours, ours), run.update(ID, URN, theirs, theirs)]);
    expect(outside.publisher("krill").changes[0]?.add).toEqual([OURS, THEIRS]);
  });

  test("where nobody asks for the other one, the step is done with a warning", async () => {
    await create(two);
    expect(outside.publisher("krill").roas).toEqual([OURS]);
    expect(outside.logged("warning")).toMatch(/AS64496.* makes 203\.0\.113\.0\/24 from AS64497 Invalid/);
  });

  test("there is no wait where the route is Invalid already, has a ROA, or is not announced", async () => {
    outside.vrps = [LESSOR];
    await create(two);
    outside.vrps = [];
    outside.publisher("krill").roas = [THEIRS];
    await create(two);
    outside.publisher("krill").roas = [];
    await create({ ...two, announcedBy: "aws" });
    await create({ ...two, asn: 64497 }, { vrps: "vrps.json", withdrawn: "203.0.113.0/24 AS64496" });
    expect(outside.waits).toEqual([]);
    expect(outside.logged("warning")).toBe("");
  });

  test("a failed request does not stay asked for", async () => {
    const run = outside.run();
    outside.publisher("krill").failure = unreachable;
    await expect(run.create(`${URN}-2`, inputs({ ...two, asn: 64497 }))).rejects.toThrow("gives no answer");
    outside.publisher("krill").failure = undefined;
    await run.create(URN, inputs(two));
    expect(outside.publisher("krill").roas).toEqual([OURS]);
  });
});

describe("read", () => {
  test("finds the ROA and what became of it; the inputs stay as they were", async () => {
    outside.publisher("krill").roas = [OURS];
    outside.vrps = [OURS];
    const found = await read({ state: "published", covering: [] });
    expect(found).toMatchObject({ id: ID, props: { state: "visible" }, inputs: inputs() });
    expect(found.inputs).not.toHaveProperty("state");
    outside.vrps = "does not exist";
    expect((await read({ state: "visible", covering: [] })).props).toMatchObject({ state: "published" });
  });

  test("a ROA that the registry no longer has is gone, also where it has another max-length", async () => {
    expect(await read({})).toEqual({});
    outside.publisher("krill").roas = [roa("203.0.113.0/24", 64496, 25)];
    expect(await read({})).toEqual({});
  });

  test("a registry that cannot be asked says nothing: that is an error, not an absence", async () => {
    outside.publisher("krill").failure = unreachable;
    await expect(read({})).rejects.toThrow("krill: gives no answer; try again later");
  });
});

describe("import", () => {
  const imported = (id: string) => outside.run().read(id, URN, {});

  test.each([
    [ID, {}],
    ["krill:203.0.113.0/24:64496", {}],
    [`${ID}@office-2026`, { leaseId: "office-2026" }],
  ])("%s is read from the registry", async (id, lease) => {
    outside.publisher("krill").roas = [OURS];
    const own = { prefix: "203.0.113.0/24", asn: 64496, maxLength: 24, publisher: "krill" };
    expect(await imported(id)).toMatchObject({ id: ID, inputs: { ...own, ...lease }, props: { state: "published" } });
  });

  test("an id holds an IPv6 prefix too", async () => {
    outside.publisher("ripe").roas = [roa("2001:db8::/32", 64496, 48)];
    expect(await imported("ripe:2001:DB8::/32-48:AS64496")).toMatchObject({ id: "ripe:2001:db8::/32-48:AS64496" });
  });

  test.each([
    "krill:203.0.113.1/24-24:AS64496",
    "pigeon:203.0.113.0/24-24:AS64496",
    "krill:203.0.113.0/24-33:AS1",
    ":",
  ])("%s is no id, and the right form is shown", async (id) => {
    await expect(imported(id)).rejects.toThrow(
      /is no id of a ROA request.*such as krill:203\.0\.113\.0\/24-24:AS64496/,
    );
  });

  test("what is not published cannot be imported, nor from whom cannot be asked", async () => {
    await expect(imported(ID)).rejects.toThrow("krill does not publish 203.0.113.0/24 for AS64496");
    await expect(imported(ID.replace("krill", "webhook"))).rejects.toThrow(/webhook: cannot be asked.*pulumi up/);
    await expect(imported("office-2026_203.0.113.0-24_AS64496_max24")).rejects.toThrow(
      "./roa-requests holds no request",
    );
    outside.publisher("krill").failure = unreachable;
    await expect(imported(ID)).rejects.toThrow("gives no answer");
  });

  test("what the registry cannot tell is no difference right after an import, and one later", async () => {
    outside.publisher("krill").roas = [OURS];
    const run = outside.run();
    const { props } = await run.read(`${ID}@office-2026`, URN, {});
    const announced = inputs({ leaseId: "office-2026", maxLength: 24 });
    expect(await run.diff(ID, URN, props, announced)).toMatchObject({ changes: false });
    expect(await run.diff(ID, URN, props, announced)).toMatchObject({ changes: true, replaces: [] });
  });
});

describe("diff", () => {
  const diff = (olds: Properties, news: Properties) => outside.call(() => outside.run().diff(ID, URN, olds, news));

  test("how far a ROA has come is no difference", async () => {
    outside.publisher("krill").roas = [OURS];
    for (const state of ["published", "visible", "invalid"])
      expect(await diff({ ...inputs(), state, covering: [], requestId: "1" }, inputs())).toMatchObject({
        changes: false,
      });
  });

  test("a ROA that the registry no longer publishes is published again, without a refresh", async () => {
    expect(await diff(inputs(), inputs())).toMatchObject({ changes: true, replaces: [] });
    expect(outside.logged("warning")).toMatch(/krill no longer publishes 203\.0\.113\.0\/24 for AS64496/);
    await outside.run().update(ID, URN, inputs(), inputs());
    expect(outside.publisher("krill").roas).toEqual([OURS]);
    expect(await diff(inputs(), inputs())).toMatchObject({ changes: false });
  });

  test("a registry that cannot be asked in a preview is no difference, and is said to be unknown", async () => {
    outside.publisher("krill").failure = unreachable;
    expect(await diff(inputs(), inputs())).toMatchObject({ changes: false });
    expect(outside.logged("info")).toMatch(/was not looked at: krill: gives no answer/);
  });

  test("an unknown prefix is not asked for, and is a replacement", async () => {
    expect(await diff(inputs(), inputs({ prefix: UNKNOWN }))).toMatchObject({ changes: true, replaces: ["prefix"] });
  });

  test("another publisher makes another ROA first; another lease does not", async () => {
    outside.publisher("krill").roas = [OURS];
    expect(await diff(inputs(), inputs({ publisher: "ripe" }))).toMatchObject({ replaces: ["publisher"] });
    expect(await diff(inputs(), inputs({ leaseId: "next" }))).toMatchObject({ changes: true, replaces: [] });
  });

  test.each([
    ["krill", ["maxLength"]],
    ["ripe", []],
    ["arin", []],
  ])("another max-length at %s replaces %j", async (publisher, replaces) => {
    const olds = inputs({ publisher });
    const news = inputs({ publisher, maxLength: 25, longestAnnounced: 25 });
    expect(await diff(olds, news)).toMatchObject({ changes: true, replaces, deleteBeforeReplace: false });
  });
});

describe("update", () => {
  test("asks for what is said anew, and keeps the number of the request where there is no new one", async () => {
    const olds = inputs({ publisher: "krill", requestId: "17" });
    const { outs } = await outside.run().update(ID, URN, olds, inputs({ leaseEnd: "2037-09-30" }));
    expect(outs).toMatchObject({ leaseEnd: "2037-09-30", requestId: "17", state: "published" });
    expect(outside.publisher("krill").changes).toMatchObject([{ action: "change", remove: [] }]);
  });

  test("a max-length changes in one step where the registry keeps one, and is read with its new id", async () => {
    const olds = inputs({ publisher: "ripe" });
    const news = inputs({ publisher: "ripe", maxLength: 25, longestAnnounced: 25 });
    outside.publisher("ripe").roas = [OURS];
    const { outs } = await outside.run().update(ID, URN, olds, news);
    expect(outside.publisher("ripe").changes).toHaveLength(1);
    expect(outside.publisher("ripe").names).toEqual(["203.0.113.0/24 for AS64496, max-length 25"]);
    expect(await outside.run().read(ID, URN, outs)).toMatchObject({ id: "ripe:203.0.113.0/24-25:AS64496" });
  });

  test("a narrower one is refused while a route needs the wider", async () => {
    const half = { prefix: "203.0.113.0/25", origin: 64496 };
    const olds = inputs({ publisher: "ripe", maxLength: 25, longestAnnounced: 25, announces: [ROUTE, half] });
    const wide = roa("203.0.113.0/24", 64496, 25);
    outside.publisher("ripe").roas = [wide];
    const narrower = inputs({ publisher: "ripe", announces: [ROUTE, half] });
    await expect(outside.run().update(ID, URN, olds, narrower)).rejects.toThrow(
      /203\.0\.113\.0\/25 from AS64496 would turn Invalid, since 203\.0\.113\.0\/24 for AS64496, max-length 24 stays/,
    );
    expect(outside.publisher("ripe").roas).toEqual([wide]);
    // Leaving the route out of the same step does not say that it was withdrawn before; having left it out does.
    await expect(outside.run().update(ID, URN, olds, inputs({ publisher: "ripe" }))).rejects.toThrow(
      /Nothing was revoked/,
    );
    await outside.run().update(ID, URN, { ...olds, announces: [ROUTE] }, inputs({ publisher: "ripe" }));
    expect(outside.publisher("ripe").roas).toEqual([OURS]);
  });
});
