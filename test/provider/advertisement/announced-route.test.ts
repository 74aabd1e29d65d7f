import { AnnounceError } from "../../../provider/announcers/announce-error";
import type { Properties } from "../../../provider/property-value";
import { FakeOutside, LESSOR, roa } from "../fake-outside";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const URN = "urn:pulumi:dev::office::leasehold:routing:Advertisement::route";
const ID = "office-2026:203.0.113.0/24:AS64496";
const OURS = roa("203.0.113.0/24", 64496);
const FULL_TIME = 60_000;

let outside: FakeOutside;
beforeEach(() => {
  outside = new FakeOutside();
  outside.vrps = [LESSOR];
});

function inputs(over: Properties = {}): Properties {
  const route = { leaseId: "office-2026", prefix: "203.0.113.0/24", origin: 64496 };
  return { ...route, by: "aws", advertised: true, waitForRoa: true, ...over };
}

const create = (over: Properties = {}, config?: Properties, timeoutMs = FULL_TIME) =>
  outside.call(() => outside.run(config).create(URN, inputs(over)), timeoutMs);

describe("an announcement", () => {
  test("is made once a relying party sees a ROA for it, and its progress is shown", async () => {
    outside.meanwhile = (waits) => {
      if (waits === 2) outside.vrps = "is being written";
      if (waits === 4) outside.vrps = [LESSOR, OURS];
    };
    jest.spyOn(Date, "now").mockImplementation(() => 1e12 + 1000 * outside.waits.length);
    const { id, outs } = await create();
    jest.restoreAllMocks();
    expect(id).toBe(ID);
    expect(outs).toEqual({ ...inputs(), state: "advertised", validity: "valid" });
    expect(outside.announcer("aws").calls).toEqual(["advertise 203.0.113.0/24 AS64496"]);
    expect(outside.waits).toEqual([1000, 1500, 2250, 3375]);
    expect(outside.log.map(({ message }) => message)).toEqual([
      "waiting for a ROA that allows 203.0.113.0/24 from AS64496: it is Invalid, since relying parties see only " +
        "203.0.112.0/22 for AS64511, max-length 22",
      expect.stringMatching(/^waiting for a ROA .*: VRPs from vrps\.json: is being written$/),
    ]);
  });

  test("is not made where the time is over first, and says how to go on", async () => {
    outside.vrps = [];
    await expect(create({}, undefined, 1)).rejects.toThrow(
      /no ROA that allows 203\.0\.113\.0\/24 from AS64496 became visible in time: relying parties see none yet\. Nothing was announced.*pulumi up goes on.*customTimeouts\.create.*waitForRoa: false/,
    );
    expect(outside.announcer("aws").calls).toEqual([]);
  });

  test("is not made where the deployment is cancelled while it waits", async () => {
    const run = outside.run();
    outside.meanwhile = () => void run.cancel();
    await expect(run.create(URN, inputs())).rejects.toThrow("the deployment was cancelled");
    expect(outside.announcer("aws").calls).toEqual([]);
  });

  test("is not made blindly: without payloads to look at, the program has to say so", async () => {
    await expect(create({}, {})).rejects.toThrow(
      /is unknown, since no validated payloads are configured.*leasehold:vrps/,
    );
    expect(outside.announcer("aws").calls).toEqual([]);
    const { outs } = await create({ waitForRoa: false }, {});
    expect(outs).toMatchObject({ state: "advertised", validity: "unknown" });
  });

  test("that is only recorded needs no payloads; a router that is told does", async () => {
    for (const by of ["lessee", "lessor"]) {
      expect((await create({ by }, {})).outs).toMatchObject({ state: "recorded", validity: "unknown" });
    }
    expect(outside.logged("info")).toMatch(/whether a ROA allows .* is unknown/);
    await expect(create({ by: "lessee" }, { gobgp: "/nowhere/gobgp" })).rejects.toThrow(/no validated payloads/);
  });

  test("that is recorded waits too, where payloads are configured", async () => {
    await expect(create({ by: "lessor" }, undefined, 1)).rejects.toThrow(/became visible in time/);
    outside.vrps = [OURS];
    expect((await create({ by: "lessor" })).outs).toMatchObject({ validity: "valid" });
  });

  test("that is switched off is not made, and waits for nothing", async () => {
    expect((await create({ advertised: false })).outs).toMatchObject({ state: "provisioned", validity: "invalid" });
    expect(outside.announcer("aws").calls).toEqual([]);
    expect(outside.waits).toEqual([]);
  });

  test("that was asked for and failed stays in the state, so that a destroy withdraws it", async () => {
    outside.vrps = [OURS];
    outside.announcer("aws").failure = new Error("aws: pending for too long");
    await expect(create()).rejects.toMatchObject({
      message: "aws: pending for too long",
      id: ID,
      properties: { prefix: "203.0.113.0/24", state: "unknown" },
      reasons: ["aws: pending for too long"],
    });
  });
});

describe("read", () => {
  const read = (props: Properties = inputs()) => outside.run().read(ID, URN, props);

  test("takes the announcer's word: what it no longer announces is a difference, what it cannot tell is none", async () => {
    const aws = outside.announcer("aws");
    expect(await read()).toMatchObject({ id: ID, props: { advertised: false, state: "provisioned" } });
    aws.answer = { advertised: undefined, state: "pending-provision" };
    expect(await read()).toMatchObject({ props: { advertised: true, state: "pending-provision" }, inputs: inputs() });
    aws.answer = { advertised: true, state: "advertised", origin: 64497 };
    const seen = await read();
    expect(seen.inputs).toEqual(inputs({ origin: 64497 }));
    expect(await outside.run().diff(ID, URN, seen.props, inputs())).toMatchObject({ changes: true, replaces: [] });
  });

  test("an announcer that cannot be asked is an error, not a withdrawal", async () => {
    outside.announcer("aws").failure = new Error("aws: no answer");
    await expect(read()).rejects.toThrow("aws: no answer");
  });

  test("imports what is announced, by announcer and route", async () => {
    outside.announcer("aws").announced.add("203.0.113.0/24");
    expect(await outside.run().read(`aws:${ID}`, URN, {})).toMatchObject({ id: ID, inputs: inputs() });
    await expect(outside.run().read("cloudflare:office:2001:db8::/32:AS64496", URN, {})).rejects.toThrow(
      "cloudflare does not announce 2001:db8::/32 from AS64496 (provisioned): there is nothing to import",
    );
    await expect(outside.run().read(ID, URN, {})).rejects.toThrow(/no id of an announcement; write announcer:lease/);
  });
});

describe("diff", () => {
  const diff = (olds: Properties, news: Properties) => outside.run().diff(ID, URN, olds, news);

  test("another origin is announced before the old one is withdrawn, and changed in place where a cloud announces once", async () => {
    const other = { origin: 64497 };
    expect(await diff(inputs({ by: "lessee" }), inputs({ by: "lessee", ...other }))).toMatchObject({
      replaces: ["origin"],
      deleteBeforeReplace: false,
    });
    for (const by of ["aws", "cloudflare"])
      expect(await diff(inputs({ by }), inputs({ by, ...other }))).toMatchObject({ changes: true, replaces: [] });
  });

  test("what the announcer says, and what relying parties make of it, is no difference; an unknown prefix is one", async () => {
    expect(await diff(inputs({ state: "x", validity: "y" }), inputs())).toMatchObject({ changes: false });
    expect(await diff(inputs(), inputs({ prefix: UNKNOWN }))).toMatchObject({ replaces: ["prefix"] });
  });
});

describe("update and delete", () => {
  const update = (news: Properties, olds: Properties = {}) =>
    outside.call(() => outside.run().update(ID, URN, inputs(olds), inputs(news)), FULL_TIME);

  beforeEach(() => {
    outside.vrps = [OURS];
    outside.announcer("aws").announced.add("203.0.113.0/24");
  });

  test("switching off withdraws, switching on waits and announces", async () => {
    expect((await update({ advertised: false })).outs).toMatchObject({ advertised: false, state: "provisioned" });
    expect((await update({}, { advertised: false })).outs).toMatchObject({ state: "advertised" });
    expect(outside.announcer("aws").calls).toEqual([
      "withdraw 203.0.113.0/24 AS64496",
      "advertise 203.0.113.0/24 AS64496",
    ]);
  });

  test("another announcer announces before the old one withdraws", async () => {
    const order: string[] = [];
    for (const name of ["aws", "cloudflare"] as const) {
      const announcer = outside.announcer(name);
      const { calls } = announcer;
      jest.spyOn(calls, "push").mockImplementation((...said) => order.push(...said.map((one) => `${name} ${one}`)));
    }
    await update({ by: "cloudflare" });
    expect(order).toEqual(["cloudflare advertise 203.0.113.0/24 AS64496", "aws withdraw 203.0.113.0/24 AS64496"]);
  });

  test("a withdrawal that fails leaves the resource where it is", async () => {
    outside.announcer("aws").failure = new Error("aws: refused");
    await expect(outside.run().delete(ID, URN, inputs())).rejects.toThrow("aws: refused");
    outside.announcer("aws").failure = undefined;
    await outside.run().delete(ID, URN, inputs());
    expect(outside.announcer("aws").announced.size).toBe(0);
  });

  test("what was withdrawn and then given back to its holder goes; what may be announced elsewhere does not", async () => {
    outside.announcer("aws").failure = new AnnounceError("not-held", "aws: no such range here");
    await expect(outside.run().delete(ID, URN, inputs())).rejects.toThrow("no such range here");
    await expect(outside.run().delete(ID, URN, inputs({ advertised: false }))).resolves.toBeUndefined();
    outside.announcer("aws").failure = new AnnounceError("unreachable", "aws: no answer");
    await expect(outside.run().delete(ID, URN, inputs({ advertised: false }))).rejects.toThrow("no answer");
  });

  test("a word that the announcer does not give after the step undoes nothing", async () => {
    const aws = outside.announcer("aws");
    jest.spyOn(aws, "status").mockRejectedValue(new Error("aws: no answer"));
    expect((await update({})).outs).toMatchObject({ advertised: true, state: "unknown" });
    expect(outside.logged("warning")).toMatch(/what aws says of the announcement is unknown: aws: no answer/);
  });
});
