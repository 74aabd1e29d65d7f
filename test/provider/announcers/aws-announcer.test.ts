import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ByoipCidrState } from "@aws-sdk/client-ec2";
import { parsePrefix } from "../../../lease/prefix";
import type { AnnounceError } from "../../../provider/announcers/announce-error";
import { AwsAnnouncer } from "../../../provider/announcers/aws-announcer";
import { rangeState } from "../../../provider/announcers/byoip-range";
import { readSettings } from "../../../provider/settings";
import { ec2Error, FakeEc2, type KeptRange } from "../../testbed/announcers/fake-ec2";
import type { SeenRequest } from "../../testbed/registries/fake-service";
import { countedPauses } from "./pauses";

const CIDR = "203.0.113.0/24";
const AMAZON = { leaseId: "office-2026", prefix: parsePrefix(CIDR), origin: 16509 };
const OWN = { ...AMAZON, origin: 64496 };
const never = new AbortController().signal;

const environment = { ...process.env };
let server: FakeEc2;

beforeAll(async () => {
  server = await FakeEc2.start();
  process.env.AWS_ACCESS_KEY_ID = "AKIDEXAMPLE";
  process.env.AWS_SECRET_ACCESS_KEY = "a-very-secret-key";
  process.env.AWS_EC2_METADATA_DISABLED = "true";
});
afterAll(async () => {
  process.env = environment;
  await server.service.stop();
});
beforeEach(() => {
  server.ranges.clear();
  server.service.forget();
  server.pageSize = 100;
});

function announcer(pause = countedPauses().pause): AwsAnnouncer {
  const settings = readSettings({ awsRegion: "eu-west-1", awsEndpoint: server.service.url }, {});
  return new AwsAnnouncer(settings, { pause, timeoutMs: 400 });
}

async function failure(work: Promise<unknown>): Promise<AnnounceError> {
  return work.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: AnnounceError) => error,
  );
}

const isAction =
  (name: string) =>
  ({ body }: SeenRequest) =>
    body.includes(`Action=${name}`);

test("a provisioned range is asked to be advertised once, and waited for", async () => {
  server.put({ cidr: CIDR, state: "provisioned" });
  const { pause, pauses } = countedPauses();
  await announcer(pause).advertise(AMAZON, never);
  expect(server.asked).toEqual([`AdvertiseByoipCidr ${CIDR}`]);
  expect(server.ranges.get(CIDR)?.state).toBe("advertised");
  expect(pauses[0]).toBeGreaterThanOrEqual(10_000);
});

test("an advertised range is withdrawn once, and waited for", async () => {
  server.put({ cidr: CIDR, state: "advertised" });
  await announcer().withdraw(AMAZON, never);
  expect(server.asked).toEqual([`WithdrawByoipCidr ${CIDR}`]);
  expect(server.ranges.get(CIDR)?.state).toBe("provisioned");
});

/** Every state of the API: what status says of it, and what the two calls do (the actions, or a part of the error). */
const STATES: [
  state: string,
  advertised: boolean | undefined,
  advertise: string[] | string,
  withdraw: string[] | string,
][] = [
  ["advertised", true, [], ["WithdrawByoipCidr"]],
  ["provisioned", false, ["AdvertiseByoipCidr"], []],
  ["provisioned-not-publicly-advertisable", false, "PubliclyAdvertisable", []],
  ["pending-deprovision", false, "ProvisionByoipCidr", []],
  ["deprovisioned", false, "ProvisionByoipCidr", []],
  ["failed-provision", false, "no ROA was found", []],
  ["failed-deprovision", false, "release them", []],
  ["pending-something-new", undefined, "does not know the state", "does not know the state"],
];

describe.each(STATES)("the state %s", (state, advertised, advertise, withdraw) => {
  const range = (): KeptRange => ({ cidr: CIDR, state, message: "no ROA was found" });

  test("is told as it is", async () => {
    server.put(range());
    expect(await announcer().status(AMAZON)).toMatchObject({ state, advertised });
  });

  test.each([
    ["advertise", advertise],
    ["withdraw", withdraw],
  ] as const)("and %s does what can be done", async (call, expected) => {
    server.put(range());
    const work = announcer()[call](AMAZON, never);
    if (typeof expected === "string") {
      expect(await failure(work)).toMatchObject({ kind: "not-ready", message: expect.stringContaining(expected) });
      expect(server.asked).toEqual([]);
    } else {
      await work;
      expect(server.asked).toEqual(expected.map((action) => `${action} ${CIDR}`));
    }
  });
});

test.each([
  ["pending-provision", "provisioned", "advertise", ["AdvertiseByoipCidr"]],
  ["pending-advertising", "advertised", "advertise", []],
  ["pending-withdrawal", "provisioned", "advertise", ["AdvertiseByoipCidr"]],
  ["pending-advertising", "advertised", "withdraw", ["WithdrawByoipCidr"]],
  ["pending-withdrawal", "provisioned", "withdraw", []],
] as const)("%s is waited out until %s, then %s goes on", async (state, next, call, actions) => {
  server.put({ cidr: CIDR, state, next: [state, next] });
  await announcer()[call](AMAZON, never);
  expect(server.asked).toEqual(actions.map((action) => `${action} ${CIDR}`));
});

test("what is under way is neither advertised nor withdrawn", async () => {
  for (const state of ["pending-advertising", "pending-withdrawal"]) {
    server.put({ cidr: CIDR, state });
    expect((await announcer().status(AMAZON)).advertised).toBeUndefined();
  }
});

test("nothing waits longer than it may, and the error names the last state", async () => {
  server.put({ cidr: CIDR, state: "pending-provision" });
  const controller = new AbortController();
  const { pause } = countedPauses({ after: 3, controller });
  expect(await failure(announcer(pause).advertise(AMAZON, controller.signal))).toMatchObject({
    kind: "timeout",
    message: expect.stringMatching(/203\.0\.113\.0\/24.*"pending-provision".*pulumi up again/),
  });
});

describe("an AS of one's own", () => {
  test("is asked for and waited for", async () => {
    server.put({ cidr: CIDR, state: "provisioned", associations: [{ asn: "64496", state: "associated" }] });
    await announcer().advertise(OWN, never);
    expect(server.asked).toEqual([`AdvertiseByoipCidr ${CIDR} 64496`]);
    expect(await announcer().status(OWN)).toMatchObject({ advertised: true, origin: 64496 });
  });

  test("replaces Amazon's on a range that is advertised already", async () => {
    server.put({ cidr: CIDR, state: "advertised", associations: [{ asn: "64496", state: "associated" }] });
    await announcer().advertise(OWN, never);
    expect(server.asked).toEqual([`AdvertiseByoipCidr ${CIDR} 64496`]);
  });

  test("gives way to Amazon's where the origin is Amazon's", async () => {
    server.put({ cidr: CIDR, state: "advertised", associations: [{ asn: "64496", state: "advertised" }] });
    await announcer().advertise(AMAZON, never);
    expect(server.asked).toEqual([`AdvertiseByoipCidr ${CIDR} AWS`]);
  });

  test.each([
    ["that nobody associated", []],
    ["whose association failed", [{ asn: "64496", state: "failed-association", message: "not your ASN" }]],
    ["that is another", [{ asn: "64497", state: "associated" }]],
  ])("%s is refused with the command that associates it", async (_, associations) => {
    server.put({ cidr: CIDR, state: "provisioned", associations });
    const error = await failure(announcer().advertise(OWN, never));
    expect(error).toMatchObject({
      kind: "not-ready",
      message: expect.stringContaining("associate-ipam-byoasn --asn 64496"),
    });
    expect(server.asked).toEqual([]);
  });

  test("whose association is under way is waited for", async () => {
    server.put({ cidr: CIDR, state: "provisioned", associations: [{ asn: "64496", state: "pending-association" }] });
    const controller = new AbortController();
    const { pause } = countedPauses({ after: 2, controller });
    const error = await failure(announcer(pause).advertise(OWN, controller.signal));
    expect(error.message).toContain("AS64496 pending-association");
  });
});

test("a range on a later page is found", async () => {
  server.pageSize = 1;
  for (const cidr of ["192.0.2.0/24", "198.51.100.0/24", CIDR]) server.put({ cidr, state: "provisioned" });
  expect(await announcer().status(AMAZON)).toMatchObject({ state: "provisioned" });
  expect(server.service.seen).toHaveLength(3);
});

test("a range that is not there is unknown, not withdrawn, since another region may announce it", async () => {
  server.put({ cidr: "203.0.112.0/22", state: "advertised" });
  const status = await announcer().status(AMAZON);
  expect(status).toMatchObject({
    advertised: undefined,
    state: "not-held",
    note: expect.stringContaining("eu-west-1"),
  });
  expect(await failure(announcer().withdraw(AMAZON, never))).toMatchObject({ kind: "not-held" });
});

describe("answers that go wrong", () => {
  test.each([
    ["cut off before it is done", "lost"],
    ["cut off after it is done", "cut"],
    ["answered by half", "half"],
    ["never answered", "silent-done"],
    ["answered with nonsense", "garbled"],
  ] as const)("a request that is %s ends with the range advertised", async (_, fault) => {
    server.put({ cidr: CIDR, state: "provisioned" });
    server.service.fail(fault, { when: isAction("AdvertiseByoipCidr") });
    const first = announcer().advertise(AMAZON, never);
    await first.catch((error: AnnounceError) => expect(error.name).toBe("AnnounceError"));
    await announcer().advertise(AMAZON, never);
    expect(server.ranges.get(CIDR)?.state).toBe("advertised");
    expect((await announcer().status(AMAZON)).advertised).toBe(true);
  });

  test("one that never comes is tried again", async () => {
    server.put({ cidr: CIDR, state: "advertised" });
    server.service.fail("silent", { when: isAction("DescribeByoipCidrs") });
    expect((await announcer().status(AMAZON)).advertised).toBe(true);
  });

  test.each([
    ["no XML", "<html>a proxy</html"],
    ["nothing", ""],
    [
      "XML of another kind",
      "<DescribeByoipCidrsResponse><byoipCidrSet>text</byoipCidrSet></DescribeByoipCidrsResponse>",
    ],
    ["an entity", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
  ])("%s does not read as withdrawn", async (_, body) => {
    server.service.fail({ status: 200, body }, { when: isAction("Describe"), times: 4 });
    const outcome = await announcer()
      .status(AMAZON)
      .catch((error: AnnounceError) => ({ advertised: undefined, state: error.kind }));
    expect(outcome.advertised).toBeUndefined();
  });

  test.each([
    // The SDK itself slows down on the first kind, in real time.
    ["RequestLimitExceeded", 503, 1],
    ["IncorrectState", 400, 5],
  ])("%s is waited out", async (code, status, times) => {
    server.put({ cidr: CIDR, state: "provisioned" });
    server.service.fail(ec2Error(status, code, "not now"), { when: isAction("AdvertiseByoipCidr"), times });
    await announcer().advertise(AMAZON, never);
    expect(server.ranges.get(CIDR)?.state).toBe("advertised");
  });

  test("an AWS that stays busy is given up in the end, with its own words", async () => {
    server.put({ cidr: CIDR, state: "provisioned" });
    const when = isAction("AdvertiseByoipCidr");
    server.service.fail(ec2Error(400, "IncorrectState", "not now"), { when, times: 40 });
    expect(await failure(announcer().advertise(AMAZON, never))).toMatchObject({
      kind: "busy",
      message: expect.stringContaining("IncorrectState: not now"),
    });
  });

  test.each([
    ["UnauthorizedOperation", 403, "refused", "ec2:AdvertiseByoipCidr"],
    ["AuthFailure", 401, "refused", "credentials"],
    ["InvalidParameterValue", 400, "refused", "InvalidParameterValue"],
    ["InternalError", 500, "unreachable", "nothing is known"],
  ])("%s is told with what to do and no secret", async (code, status, kind, hint) => {
    server.put({ cidr: CIDR, state: "provisioned" });
    const said = `You are not allowed. Encoded authorization failure message: ${"x".repeat(900)}`;
    server.service.fail(ec2Error(status, code, said), { when: isAction("AdvertiseByoipCidr"), times: 4 });
    const error = await failure(announcer().advertise(AMAZON, never));
    expect(error).toMatchObject({ kind, message: expect.stringContaining(hint) });
    expect(error.message).toContain("AdvertiseByoipCidr");
    expect(error.message).not.toMatch(/secret|AKID|xxxx/);
    expect(error.message.length).toBeLessThan(500);
  });
});

test("every state of the SDK's is known here, and on the page on announcers", () => {
  const page = readFileSync(resolve(__dirname, "../../../docs/announcers.md"), "utf8");
  for (const state of Object.values(ByoipCidrState)) {
    expect(rangeState({ cidr: CIDR, state, associations: [] }).note ?? "").not.toContain("does not know");
    expect(page).toContain(`\`${state}\``);
  }
});
