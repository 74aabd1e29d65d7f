import type { DriftItem } from "../../../../drift/drift-item";
import { createAwsObserver } from "../../../../drift/observers/aws/aws-observer";
import { awsSettingsSchema } from "../../../../drift/observers/aws/aws-settings";
import type { Properties } from "../../../../graph/resource";
import { resource } from "../../../policies/resource-maker";
import type { SeenRequest } from "../../../testbed/registries/fake-service";
import { FakeAws, iamRefusal, ofAction, type Xml } from "./fake-aws";
import { arn, declaredOffice, differences, fillOffice, gatewaySeen, LEASE, officeResources, TAGS } from "./office";

const limits = () => ({ signal: AbortSignal.timeout(30_000), now: new Date("2026-11-22T06:00:00Z") });

describe("the AWS observer", () => {
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
    createAwsObserver(awsSettingsSchema.parse({ tries: 2, timeoutSeconds: 1, ...settings }), {
      AWS_ENDPOINT_URL: aws.service.url,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });

  test("sees no drift where everything is as declared", async () => {
    const declared = declaredOffice();
    const one = observer();
    const seen = await one.observe(declared, limits());
    expect(seen.unseen).toEqual([]);
    expect(differences(one, declared, seen)).toEqual([]);
    expect(one.expect(declared).map(({ type, id }) => `${type.split(":").at(-1)} ${id}`)).toMatchInlineSnapshot(`
[
  "Eip 203.0.113.4",
  "Eip 203.0.113.5",
  "NatGateway nat-1",
  "RouteTable rtb-1",
  "SecurityGroup sg-1",
  "NetworkAcl acl-1",
  "ManagedPrefixList pl-1",
  "FlowLog fl-1",
  "EventRule calls",
  "Policy arn:aws:iam::123456789012:policy/boundary",
  "Role deployer",
]
`);
  });

  test("asks only questions", async () => {
    await observer().observe(declaredOffice(), limits());
    expect(aws.asked.length).toBeGreaterThan(8);
    for (const action of aws.asked) expect(action).toMatch(/^(Describe|Get|List)/);
  });

  /** Lines of a comparison, after something was changed in what AWS has. */
  const drift = async (declared = declaredOffice(), settings: object = {}) => {
    const one = observer(settings);
    const seen = await one.observe(declared, limits());
    return { ...seen, lines: differences(one, declared, seen) };
  };
  const first = (action: string) => aws.listings[action]?.[0] as Record<string, Xml>;
  const change = (action: string, fields: Record<string, Xml>) => {
    aws.listings[action] = [{ ...first(action), ...fields }, ...(aws.listings[action] ?? []).slice(1)];
  };
  const add = (action: string, ...entries: Xml[]) => {
    aws.listings[action] = [...(aws.listings[action] ?? []), ...entries];
  };

  describe("finds, each as one difference,", () => {
    test.each<[string, () => void, string]>([
      [
        "a second address of a gateway that is none of the lease's",
        () => change("DescribeNatGateways", gatewaySeen("nat-1", ["203.0.113.4", "198.51.100.77"])),
        "changed NatGateway nat-1 addresses",
      ],
      [
        "a second address of a gateway that the lease held in reserve",
        () => {
          change("DescribeNatGateways", gatewaySeen("nat-1", ["203.0.113.4", "203.0.113.5"]));
          const spare = aws.listings.DescribeAddresses?.[1] as Record<string, Xml>;
          aws.listings.DescribeAddresses = [first("DescribeAddresses"), { ...spare, networkInterfaceId: "eni-1" }];
        },
        "changed Eip 203.0.113.5 usedBy",
      ],
      [
        "an address that was associated from under its gateway, which still lists it",
        () => change("DescribeAddresses", { networkInterfaceId: "eni-7" }),
        "changed Eip 203.0.113.4 usedBy",
      ],
      [
        "a gateway that failed",
        () => change("DescribeNatGateways", { state: "failed" }),
        "changed NatGateway nat-1 state",
      ],
      [
        "an address in leased space that no stack declares",
        () => add("DescribeAddresses", { publicIp: "203.0.113.200", allocationId: "eipalloc-9", domain: "vpc" }),
        "unmanaged Eip 203.0.113.200",
      ],
      [
        "a table in no stack that leads through a leased gateway",
        () =>
          add("DescribeRouteTables", {
            routeTableId: "rtb-2",
            vpcId: "vpc-1",
            routeSet: [{ destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1", origin: "CreateRoute" }],
            associationSet: [{ routeTableId: "rtb-2", subnetId: "subnet-9" }],
          }),
        "unmanaged RouteTable rtb-2",
      ],
      [
        "a subnet that was given the table of a leased gateway",
        () => change("DescribeRouteTables", { associationSet: [{ subnetId: "subnet-2" }, { subnetId: "subnet-9" }] }),
        "changed RouteTable rtb-1 subnets",
      ],
      [
        "a group elsewhere that lets leased space in",
        () =>
          add("DescribeSecurityGroups", {
            groupId: "sg-9",
            ipPermissions: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: [{ cidrIp: "203.0.113.0/24" }] }],
          }),
        "unmanaged SecurityGroup sg-9",
      ],
      [
        "a prefix list elsewhere that names leased space",
        () => {
          add("DescribeManagedPrefixLists", { prefixListId: "pl-9", ownerId: "123456789012" });
          aws.listings["GetManagedPrefixListEntries pl-9"] = [{ cidr: "203.0.113.64/26" }];
        },
        "unmanaged ManagedPrefixList pl-9",
      ],
      [
        "a network ACL elsewhere that lets leased space in",
        () =>
          add("DescribeNetworkAcls", {
            networkAclId: "acl-9",
            entrySet: [
              { ruleNumber: 1, protocol: "-1", ruleAction: "allow", egress: false, cidrBlock: "203.0.113.8/32" },
            ],
          }),
        "unmanaged NetworkAcl acl-9",
      ],
      [
        "a flow log that no longer delivers",
        () => change("DescribeFlowLogs", { flowLogStatus: "INACTIVE" }),
        "changed FlowLog fl-1 status",
      ],
      [
        "an alert that tells somebody else",
        () => {
          aws.json.ListTargetsByRule = { Targets: [{ Id: "1", Arn: arn("elsewhere", "sns") }] };
        },
        "changed EventRule calls targets",
      ],
      [
        "an alert whose pattern lets less through",
        () => {
          aws.json.DescribeRule = { Name: "calls", State: "ENABLED", EventPattern: '{"source":["aws.s3"]}' };
        },
        "changed EventRule calls pattern",
      ],
      [
        "an alert that is gone",
        () => {
          delete aws.json.DescribeRule;
        },
        "removed EventRule calls",
      ],
      [
        "a boundary that was taken off",
        () => {
          const [role] = aws.iam.RoleDetailList as readonly Record<string, Xml>[];
          const { PermissionsBoundary: _, ...rest } = role ?? {};
          aws.iam = { ...aws.iam, RoleDetailList: [rest] };
        },
        "changed Role deployer boundary",
      ],
    ])("%s", async (_, tamper, line) => {
      tamper();
      const { lines, unseen } = await drift();
      expect(lines).toEqual([line]);
      expect(unseen).toEqual([]);
    });
  });

  test("says nothing of a refusal that names leased space, nor of what is not leased", async () => {
    add("DescribeNetworkAcls", {
      networkAclId: "acl-9",
      entrySet: [{ ruleNumber: 1, protocol: "-1", ruleAction: "deny", egress: false, cidrBlock: "203.0.113.8/32" }],
    });
    add("DescribeSecurityGroups", {
      groupId: "sg-9",
      ipPermissions: [{ ipProtocol: "-1", ipRanges: [{ cidrIp: "198.51.100.0/24" }, { cidrIp: "0.0.0.0/0" }] }],
    });
    expect((await drift()).lines).toEqual([]);
  });

  test("leaves to another stack what the register places there and its tags say", async () => {
    const tags = [{ key: "leasehold:lease", value: "office" }];
    const there = { publicIp: "203.0.113.9", allocationId: "eipalloc-9", domain: "vpc" };
    add("DescribeAddresses", { ...there, tagSet: tags });
    expect((await drift()).lines).toEqual([]);
    fillOffice(aws);
    add("DescribeAddresses", there);
    expect((await drift()).lines).toEqual(["unmanaged Eip 203.0.113.9"]);
  });

  test("finds leftovers of a lease that was given back", async () => {
    const released = { ...LEASE, status: "released" as const };
    const { lines, items } = await drift(declaredOffice([], released));
    expect(lines).toEqual(["unmanaged Eip 203.0.113.4", "unmanaged Eip 203.0.113.5"]);
    expect(items.map(({ lease }) => lease)).toEqual(["office", "office"]);
  });

  test("shows the gateway in no stack that holds a leased address, for the rules on what was seen", async () => {
    aws.listings.DescribeNatGateways = [gatewaySeen("nat-9", ["203.0.113.4"])];
    const { items, lines } = await drift();
    expect(lines).toEqual(["changed Eip 203.0.113.4 usedBy", "removed NatGateway nat-1"]);
    const address = items.find(({ id }) => id === "203.0.113.4") as DriftItem;
    expect(address.fields.usedBy).toBe("nat-9");
    expect(address.observedParts?.map(({ id, inputs }) => [id, inputs.allocationId])).toEqual([
      ["nat-9", "eipalloc-1"],
    ]);
  });

  test("gives what was seen as the resource that it would be in a program", async () => {
    const { items } = await drift();
    const seen = items.flatMap((item) => (item as DriftItem).observed ?? []);
    const group = seen.find(({ id }) => id === "sg-1");
    expect(group).toMatchObject({
      urn: "urn:pulumi:dev::shop::aws:ec2/securityGroup:SecurityGroup::firewall",
      inputs: { egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }], tags: TAGS },
    });
  });

  test("cannot tell what only a deployment names, and does not miss it", async () => {
    const undeployed = officeResources().map((one) => ({ ...one, id: undefined, outputs: {} }));
    const declared = declaredOffice(undeployed);
    const expected = observer().expect(declared) as DriftItem[];
    const named = expected.filter(({ undeployed: is }) => is === undefined).map(({ id }) => id);
    // By what names it in the program: an address, and the name of a rule.
    expect(named).toEqual(["203.0.113.4", "203.0.113.5", "calls"]);
    for (const line of (await drift(declared)).lines) expect(line).not.toMatch(/^removed/);
  });

  test.each<[string, [string, Properties][], Properties]>([
    ["inline", [], { ingress: [{ protocol: "tcp", fromPort: 1, toPort: 1, prefixListIds: ["pl-1"] }] }],
    [
      "of its own",
      [["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { ipProtocol: "tcp", prefixListId: "pl-1" }]],
      {},
    ],
    [
      "of the older form",
      [["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", prefixListIds: ["pl-1"] }]],
      {},
    ],
  ])("lays a prefix list to the segment whose group names it in a rule %s", (_, rules, inline) => {
    const declared = declaredOffice([
      resource(
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        "list",
        { entries: [{ cidr: "10.0.0.0/8" }] },
        { id: "pl-1" },
      ),
      resource("aws:ec2/securityGroup:SecurityGroup", "group", { ...inline, tags: TAGS }, { id: "sg-1" }),
      ...rules.map(([type, inputs]) => resource(type, "rule", { securityGroupId: "sg-1", ...inputs }, { id: "sgr-1" })),
    ]);
    const list = observer()
      .expect(declared)
      .find(({ id }) => id === "pl-1");
    expect([list?.lease, list?.segment]).toEqual(["office", "web"]);
  });

  test("finds subnets in no stack that hold leased IPv6 space, and compares the declared ones", async () => {
    const lease = { ...LEASE, prefix: "2001:db8::/48", segments: [] };
    const subnet = (id: string, block: string) => ({
      subnetId: id,
      vpcId: "vpc-1",
      cidrBlock: "10.0.1.0/24",
      ipv6CidrBlockAssociationSet: [{ ipv6CidrBlock: block, ipv6CidrBlockState: { state: "associated" } }],
    });
    const inputs = { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24", ipv6CidrBlock: "2001:db8:0:1::/64" };
    const declared = declaredOffice([resource("aws:ec2/subnet:Subnet", "six", inputs, { id: "subnet-6" })], lease);
    aws.listings.DescribeSubnets = [subnet("subnet-6", "2001:0db8:0:1::/64"), subnet("subnet-8", "2001:db8:1:1::/64")];
    expect((await drift(declared)).lines).toEqual([]);
    add("DescribeSubnets", subnet("subnet-7", "2001:db8:0:7::/64"));
    change("DescribeSubnets", subnet("subnet-6", "2001:db8:1:9::/64"));
    expect((await drift(declared)).lines).toEqual(["changed Subnet subnet-6 prefixes", "unmanaged Subnet subnet-7"]);
  });

  describe("asks only what is used", () => {
    test("no logs, alerts, permissions, firewalls, ranges and pools where none is declared", async () => {
      const { notObserved } = await drift(declaredOffice([]));
      expect(new Set(aws.asked)).toEqual(
        new Set([
          "DescribeAddresses",
          "DescribeNatGateways",
          "DescribeRouteTables",
          "DescribeSecurityGroups",
          "DescribeNetworkAcls",
          "DescribeManagedPrefixLists",
          "GetManagedPrefixListEntries",
        ]),
      );
      expect(notObserved).toHaveLength(7);
    });

    test("nothing of a service that was not chosen", async () => {
      const { notObserved, lines } = await drift(declaredOffice(), { services: ["iam"] });
      expect(aws.asked).toEqual(["GetAccountAuthorizationDetails"]);
      expect(notObserved.join("\n")).toMatch(/ec2: not among drift.aws.services/);
      expect(lines).toEqual([]);
    });

    test("nothing in a region that was not chosen", async () => {
      const { lines, notObserved } = await drift(declaredOffice(), { regions: ["us-east-1"], services: ["ec2"] });
      expect(notObserved).toContainEqual(expect.stringMatching(/^AWS eu-west-1: \d+ declared there, and not among/));
      // The same addresses seen from a region in which nothing is declared.
      for (const line of lines) expect(line).toMatch(/^unmanaged /);
      for (const { headers } of aws.service.seen) expect(headers.authorization).toMatch(/\/us-east-1\//);
    });
  });

  test("says which region is missing where nothing names one", async () => {
    const { unseen } = await drift(declaredOffice([]));
    expect(unseen).toEqual([]);
    const one = createAwsObserver(awsSettingsSchema.parse({}), {});
    const seen = await one.observe(declaredOffice([]), limits());
    expect(seen.unseen).toEqual([{ reason: expect.stringMatching(/set drift.aws.regions, or AWS_REGION/) }]);
  });

  describe("with accounts", () => {
    const role = (account: string) => `arn:aws:iam::${account}:role/drift`;
    const accounts = [
      { roleArn: role("123456789012"), externalId: "drift-7" },
      { roleArn: role("210987654321"), name: "edge" },
    ];

    test("takes on the role of each", async () => {
      const { lines } = await drift(declaredOffice(), { accounts });
      expect(lines).toEqual([]);
      const taken = aws.service.seen.filter(ofAction("AssumeRole")).map(({ body }) => new URLSearchParams(body));
      expect(new Set(taken.map((form) => form.get("RoleArn")))).toEqual(
        new Set(accounts.map(({ roleArn }) => roleArn)),
      );
      expect(taken.map((form) => form.get("ExternalId"))).toContain("drift-7");
    });

    test("a role that cannot be taken on hides its account alone", async () => {
      const isOther = (request: SeenRequest) =>
        ofAction("AssumeRole")(request) && request.body.includes("210987654321");
      aws.service.fail(iamRefusal(403, "AccessDenied", "not authorized to perform sts:AssumeRole"), {
        when: isOther,
        times: 1000,
      });
      const { unseen, items } = await drift(declaredOffice(), { accounts });
      expect(items.length).toBeGreaterThan(8);
      for (const { covers } of unseen) expect(covers?.scope).toMatch(/^(210987654321\/eu-west-1|iam)$/);
      expect(unseen.length).toBeGreaterThan(0);
    });
  });
});
