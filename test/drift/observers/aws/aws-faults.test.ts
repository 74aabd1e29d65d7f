import { createAwsObserver } from "../../../../drift/observers/aws/aws-observer";
import { awsSettingsSchema } from "../../../../drift/observers/aws/aws-settings";
import type { FakeAnswer, Fault } from "../../../testbed/registries/fake-service";
import { actionOf, FakeAws, iamRefusal, jsonRefusal, ofAction, refusal } from "./fake-aws";
import { declaredOffice, differences, fillOffice, REGION } from "./office";

jest.setTimeout(120_000);
const limits = (milliseconds = 60_000) => ({ signal: AbortSignal.timeout(milliseconds), now: new Date() });

/** A listing, the types that it hides where it fails, and how its protocol refuses. */
const LISTINGS: readonly (readonly [action: string, types: readonly string[], refuse: typeof refusal])[] = [
  ["DescribeAddresses", ["aws:ec2/eip:Eip"], refusal],
  ["DescribeNatGateways", ["aws:ec2/natGateway:NatGateway"], refusal],
  ["DescribeRouteTables", ["aws:ec2/routeTable:RouteTable"], refusal],
  ["DescribeSecurityGroups", ["aws:ec2/securityGroup:SecurityGroup"], refusal],
  ["DescribeNetworkAcls", ["aws:ec2/networkAcl:NetworkAcl"], refusal],
  ["DescribeManagedPrefixLists", ["aws:ec2/managedPrefixList:ManagedPrefixList"], refusal],
  ["GetManagedPrefixListEntries", ["aws:ec2/managedPrefixList:ManagedPrefixList"], refusal],
  ["DescribeFlowLogs", ["aws:ec2/flowLog:FlowLog"], refusal],
  ["DescribeRule", ["aws:cloudwatch/eventRule:EventRule"], jsonRefusal],
  ["GetAccountAuthorizationDetails", ["aws:iam/policy:Policy", "aws:iam/role:Role"], iamRefusal],
];
const ALWAYS = 1000;

describe("what AWS does not answer", () => {
  let aws: FakeAws;
  beforeAll(async () => {
    aws = await FakeAws.start();
  });
  afterAll(() => aws.service.stop());
  beforeEach(() => {
    aws.service.forget();
    aws.pageSize = 1000;
    fillOffice(aws);
  });

  const observer = (settings: object = {}) =>
    createAwsObserver(awsSettingsSchema.parse({ tries: 2, timeoutSeconds: 10, ...settings }), {
      AWS_ENDPOINT_URL: aws.service.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });

  /** A run in which an action fails: what is unseen, and what a comparison makes of it. */
  const run = async (action: string, fault: Fault, times = ALWAYS) => {
    aws.service.fail(fault, { when: ofAction(action), times });
    const declared = declaredOffice();
    // Time enough for the other listings on a busy machine.
    const one = observer(fault === "silent" ? { timeoutSeconds: 0.8 } : {});
    const seen = await one.observe(declared, limits());
    return { ...seen, lines: differences(one, declared, seen) };
  };

  const FAULTS = (refuse: typeof refusal): Readonly<Record<string, Fault>> => ({
    silence: "silent",
    garbage: "garbled",
    "bytes that are no text": "binary",
    "a cut connection": "lost",
    "half an answer": "half",
    "an answer without an end": "huge",
    "a log-in page": {
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html><body>log in</body></html>",
    },
    "no answer at all": { status: 200, body: "" },
    "a server error": { status: 500, body: "<!doctype html><title>500</title>" },
    "a refusal": refuse(403, "AccessDenied", "not allowed"),
  });

  describe.each(LISTINGS)("%s", (action, types, refuse) => {
    test.each(Object.entries(FAULTS(refuse)))(
      "%s is unknown: nothing is clean, gone or new by it",
      async (_, fault) => {
        const { unseen, lines } = await run(action, fault);
        const hidden = [...new Set(unseen.map(({ covers }) => covers?.type))].sort();
        expect(hidden).toEqual(types);
        for (const { covers } of unseen) expect([REGION, "iam"]).toContain(covers?.scope);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(line).toMatch(/^unobserved /);
      },
    );
  });

  test("the rest is seen all the same", async () => {
    const { items } = await run("DescribeRouteTables", refusal(403, "UnauthorizedOperation", "not allowed"));
    expect(items.map(({ type }) => type)).not.toContain("aws:ec2/routeTable:RouteTable");
    expect(new Set(items.map(({ type }) => type)).size).toBe(LISTINGS.length - 1);
  });

  test("a refusal names the permission that is missing, and not what was decoded for nobody", async () => {
    const words = "You are not authorized. Encoded authorization failure message: c2VjcmV0";
    const { unseen } = await run("DescribeSecurityGroups", refusal(403, "UnauthorizedOperation", words));
    expect(unseen[0]?.reason).toMatch(/allow ec2:DescribeSecurityGroups/);
    expect(JSON.stringify(unseen)).not.toMatch(/c2VjcmV0/);
  });

  test("throttling without an end is unknown, everywhere", async () => {
    for (const [action, , refuse] of LISTINGS) {
      const slower = refuse(503, "RequestLimitExceeded", "Request limit exceeded.");
      aws.service.fail(slower, { when: ofAction(action), times: ALWAYS });
    }
    const declared = declaredOffice();
    const one = observer({ atOnce: 16 });
    const seen = await one.observe(declared, limits());
    expect(seen.items).toEqual([]);
    for (const { reason } of seen.unseen) expect(reason).toMatch(/was throttled until its tries ran out/);
    const kinds = new Set(differences(one, declared, seen).map((line) => line.split(" ").slice(0, 2).join(" ")));
    expect(kinds.size).toBe(new Set(LISTINGS.flatMap(([, types]) => types)).size);
    for (const kind of kinds) expect(kind).toMatch(/^unobserved /);
  });

  test.each([
    ["RequestLimitExceeded", 503],
    ["SlowDown", 503],
  ])("%s once is waited out", async (code, status) => {
    const { unseen, lines } = await run("DescribeNatGateways", refusal(status, code, "slow down"), 1);
    expect(unseen).toEqual([]);
    expect(lines).toEqual([]);
  });

  test("without its gateways, nobody knows what holds an address", async () => {
    const { items } = await run("DescribeNatGateways", "garbled");
    const held = items.find(({ id }) => id === "203.0.113.4");
    expect(held?.fields.usedBy).toEqual({ unknown: expect.stringMatching(/DescribeNatGateways/) });
    const spare = items.find(({ id }) => id === "203.0.113.5");
    expect(spare?.fields.usedBy).toBe("nothing");
  });

  const rejected = (code: string): FakeAnswer => refusal(401, code, "not valid");
  test.each([
    ["ExpiredToken", /have expired .* sign in again/],
    ["AuthFailure", /does not accept these credentials/],
    ["InvalidClientTokenId", /does not accept these credentials/],
  ])("%s hides everything, and says once what to do", async (code, advice) => {
    aws.service.fail(rejected(code), { when: (request) => !actionOf(request).startsWith("List"), times: ALWAYS });
    const declared = declaredOffice();
    const one = observer();
    const seen = await one.observe(declared, limits());
    expect(seen.unseen).toEqual([{ reason: expect.stringMatching(advice) }]);
    expect(differences(one, declared, seen)).toEqual(["unobserved * *"]);
  });

  test("a run that ends gives what it has, and the rest as unseen", async () => {
    aws.service.fail("silent", { when: () => true, times: ALWAYS });
    const one = observer({ timeoutSeconds: 60, atOnce: 1 });
    const declared = declaredOffice();
    const seen = await one.observe(declared, limits(300));
    expect(seen.items).toEqual([]);
    for (const line of differences(one, declared, seen)) expect(line).toMatch(/^unobserved /);
    expect(seen.unseen.map(({ reason }) => reason).join("\n")).toMatch(/before the run ended/);
  });

  describe("a listing of several pages", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ groupId: `sg-${index}`, groupName: "x", vpcId: "vpc-1" }));

    test("is read to its end", async () => {
      aws.pageSize = 2;
      aws.listings.DescribeSecurityGroups = [
        ...many(1),
        ...many(5).slice(2),
        ...(aws.listings.DescribeSecurityGroups ?? []),
      ];
      const { unseen, lines } = await run("none", "silent");
      expect(aws.asked.filter((action) => action === "DescribeSecurityGroups")).toHaveLength(3);
      expect(unseen).toEqual([]);
      expect(lines).toEqual([]);
    });

    test("whose second page fails is known as far as it was read", async () => {
      aws.pageSize = 1;
      aws.listings.DescribeSecurityGroups = [...(aws.listings.DescribeSecurityGroups ?? []), ...many(3)];
      aws.service.fail("garbled", {
        when: (request) => ofAction("DescribeSecurityGroups")(request) && /NextToken=2/.test(request.body),
        times: ALWAYS,
      });
      const declared = declaredOffice();
      const one = observer();
      const seen = await one.observe(declared, limits());
      expect(seen.items.map(({ id }) => id)).toContain("sg-1");
      expect(seen.unseen.map(({ covers }) => covers)).toEqual([
        { type: "aws:ec2/securityGroup:SecurityGroup", scope: REGION },
      ]);
      expect(differences(one, declared, seen)).toEqual([`unobserved SecurityGroup ${REGION}`]);
    });

    test("whose second page is empty and promises more, again and again, is unknown", async () => {
      aws.pageSize = 1;
      aws.listings.DescribeSecurityGroups = [...(aws.listings.DescribeSecurityGroups ?? []), ...many(3)];
      const empty =
        "<DescribeSecurityGroupsResponse><requestId>r</requestId><securityGroupInfo/><nextToken>2</nextToken></DescribeSecurityGroupsResponse>";
      aws.service.fail(
        { status: 200, headers: { "content-type": "text/xml" }, body: empty },
        {
          when: (request) => ofAction("DescribeSecurityGroups")(request) && /NextToken/.test(request.body),
          times: ALWAYS,
        },
      );
      const declared = declaredOffice();
      const one = observer({ mostPages: 5 });
      const seen = await one.observe(declared, limits());
      expect(aws.asked.filter((action) => action === "DescribeSecurityGroups")).toHaveLength(5);
      expect(differences(one, declared, seen)).toEqual([`unobserved SecurityGroup ${REGION}`]);
    });

    test("that does not end is given up", async () => {
      aws.pageSize = 1;
      aws.listings.DescribeSecurityGroups = many(50);
      const one = observer({ mostPages: 4 });
      const seen = await one.observe(declaredOffice(), limits());
      expect(aws.asked.filter((action) => action === "DescribeSecurityGroups")).toHaveLength(4);
      expect(seen.unseen).toEqual([
        expect.objectContaining({ reason: expect.stringMatching(/more than 4 pages; raise drift.aws.mostPages/) }),
      ]);
    });
  });
});
