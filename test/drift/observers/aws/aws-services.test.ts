import { createAwsObserver } from "../../../../drift/observers/aws/aws-observer";
import { awsSettingsSchema } from "../../../../drift/observers/aws/aws-settings";
import type { Resource } from "../../../../graph/resource";
import type { Lease } from "../../../../lease/lease";
import { resource } from "../../../policies/resource-maker";
import { FakeAws, jsonRefusal, ofAction, refusal, type Xml } from "./fake-aws";
import { arn, declaredOffice, differences, fillOffice, LEASE, officeResources, TAGS } from "./office";

const GROUP = arn("stateful-rulegroup/deny", "network-firewall");
const POLICY = arn("firewall-policy/office", "network-firewall");
const FIREWALL = arn("firewall/office", "network-firewall");
const RULES = "drop ip any any -> 198.51.100.0/24 any (sid:1;)\ndrop ip any any -> 192.0.2.0/24 any (sid:2;)\n";

const ANNOUNCED: Lease = { ...LEASE, routing: { announcedBy: "aws", origins: [16509, 14618] } };

/** The office with a firewall, a pool, and space that AWS announces. */
function resources(): Resource[] {
  const one = (type: string, name: string, id: string, inputs: Resource["inputs"]) =>
    resource(type, name, { tags: TAGS, ...inputs }, { id, outputs: { arn: id } });
  return [
    ...officeResources(),
    one("aws:networkfirewall/ruleGroup:RuleGroup", "deny", GROUP, {
      capacity: 256,
      type: "STATEFUL",
      ruleGroup: { rulesSource: { rulesString: RULES }, statefulRuleOptions: { ruleOrder: "DEFAULT_ACTION_ORDER" } },
    }),
    one("aws:networkfirewall/firewallPolicy:FirewallPolicy", "office", POLICY, {
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        statefulRuleGroupReferences: [{ resourceArn: GROUP }],
      },
    }),
    one("aws:networkfirewall/firewall:Firewall", "office", FIREWALL, {
      firewallPolicyArn: POLICY,
      subnetMappings: [{ subnetId: "subnet-3" }],
      deleteProtection: true,
    }),
    one("aws:ec2/vpcIpamPool:VpcIpamPool", "pool", "ipam-pool-1", { locale: "eu-west-1", publiclyAdvertisable: true }),
    one("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "pool", "203.0.113.0/24_ipam-pool-1", {
      ipamPoolId: "ipam-pool-1",
      cidr: "203.0.113.0/24",
    }),
  ];
}

describe("what moto does not have", () => {
  let aws: FakeAws;
  beforeAll(async () => {
    aws = await FakeAws.start();
  });
  afterAll(() => aws.service.stop());
  beforeEach(() => {
    aws.service.forget();
    fillOffice(aws);
    Object.assign(aws.json, {
      DescribeRuleGroup: {
        RuleGroup: {
          RulesSource: { RulesString: RULES },
          StatefulRuleOptions: { RuleOrder: "DEFAULT_ACTION_ORDER" },
          ReferenceSets: {},
        },
        RuleGroupResponse: { RuleGroupArn: GROUP },
      },
      DescribeFirewallPolicy: {
        FirewallPolicy: {
          StatelessDefaultActions: ["aws:forward_to_sfe"],
          StatelessFragmentDefaultActions: ["aws:forward_to_sfe"],
          StatefulRuleGroupReferences: [{ ResourceArn: GROUP }],
        },
      },
      DescribeFirewall: {
        Firewall: { FirewallPolicyArn: POLICY, SubnetMappings: [{ SubnetId: "subnet-3" }], DeleteProtection: true },
      },
    });
    aws.listings.DescribeByoipCidrs = [{ cidr: "203.0.113.0/24", state: "advertised" }];
    aws.listings.DescribeIpamPools = [
      { ipamPoolId: "ipam-pool-1", locale: "eu-west-1", publiclyAdvertisable: true, state: "create-complete" },
    ];
    aws.listings.GetIpamPoolCidrs = [{ cidr: "203.0.113.0/24", state: "provisioned" }];
  });

  const drift = async (declared = declaredOffice(resources(), ANNOUNCED)) => {
    const observer = createAwsObserver(awsSettingsSchema.parse({ tries: 1, timeoutSeconds: 1 }), {
      AWS_ENDPOINT_URL: aws.service.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
    });
    const seen = await observer.observe(declared, { signal: AbortSignal.timeout(30_000), now: new Date() });
    return { ...seen, lines: differences(observer, declared, seen) };
  };

  test("is compared too", async () => {
    const { lines, unseen, notObserved } = await drift();
    expect({ lines, unseen }).toEqual({ lines: [], unseen: [] });
    // An IPv4 lease has no subnets of its own.
    expect(notObserved).toEqual([expect.stringMatching(/^AWS subnets of leased space: /)]);
  });

  const list = (action: string, fields: Record<string, Xml>) => () => {
    aws.listings[action] = [fields];
  };
  test.each<[string, () => void, string]>([
    [
      "a deny rule that was taken out",
      () => {
        const RulesSource = { RulesString: RULES.split("\n")[0] };
        const StatefulRuleOptions = { RuleOrder: "DEFAULT_ACTION_ORDER" };
        aws.json.DescribeRuleGroup = { RuleGroup: { RulesSource, StatefulRuleOptions } };
      },
      `changed RuleGroup ${GROUP} rules`,
    ],
    [
      "a firewall with another policy",
      () => {
        const Firewall = {
          FirewallPolicyArn: `${POLICY}-2`,
          SubnetMappings: [{ SubnetId: "subnet-3" }],
          DeleteProtection: true,
        };
        aws.json.DescribeFirewall = { Firewall };
      },
      `changed Firewall ${FIREWALL} policy`,
    ],
    [
      "a policy that lets everything pass",
      () => {
        aws.json.DescribeFirewallPolicy = { FirewallPolicy: { StatelessDefaultActions: ["aws:pass"] } };
      },
      `changed FirewallPolicy ${POLICY} policy`,
    ],
    [
      "a range that was withdrawn",
      list("DescribeByoipCidrs", { cidr: "203.0.113.0/24", state: "provisioned" }),
      "changed byoip 203.0.113.0/24 state",
    ],
    [
      "a range that is gone",
      list("DescribeByoipCidrs", { cidr: "198.51.100.0/24", state: "advertised" }),
      "removed byoip 203.0.113.0/24",
    ],
    [
      "a pool without its space",
      list("GetIpamPoolCidrs", { cidr: "203.0.113.0/24", state: "deprovisioned" }),
      "changed VpcIpamPool ipam-pool-1 cidrs",
    ],
  ])("%s is one difference", async (_, tamper, line) => {
    tamper();
    expect((await drift()).lines).toEqual([line]);
  });

  test.each([
    ["DescribeRuleGroup", jsonRefusal, "RuleGroup"],
    ["DescribeFirewallPolicy", jsonRefusal, "FirewallPolicy"],
    ["DescribeFirewall", jsonRefusal, "Firewall"],
    ["DescribeByoipCidrs", refusal, "byoip"],
    ["DescribeIpamPools", refusal, "VpcIpamPool"],
    ["GetIpamPoolCidrs", refusal, "VpcIpamPool"],
  ])("%s that is refused, or no answer at all, is unknown", async (action, refuse, type) => {
    for (const fault of [refuse(403, "AccessDeniedException", "not allowed"), { status: 200, body: "" }]) {
      aws.service.fail(fault, { when: ofAction(action), times: 100 });
      const { lines, unseen } = await drift();
      expect(unseen.map(({ covers }) => covers?.type?.split(":").at(-1))).toContain(type);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(new RegExp(`^unobserved ${type} `));
      aws.service.heal();
    }
  });
});
