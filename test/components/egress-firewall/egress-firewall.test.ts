import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { log, output } from "@pulumi/pulumi";
import { EgressFirewall } from "../../../components/egress-firewall/egress-firewall";
import type { EgressFirewallArgs } from "../../../components/egress-firewall/egress-firewall-arguments";
import type { SegmentArgs } from "../../../components/egress-segment/segment-arguments";
import type { LeaseInput } from "../../../lease/lease";
import { officeSegment } from "../office-block";
import { recordProgram, recordRefusal } from "../record-program";

const RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const RULE_GROUP = "aws:networkfirewall/ruleGroup:RuleGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const OWN_TAGS = { "leasehold:lease": "office-2026", "leasehold:segment": "data" };
const BREAK_GLASS = { approvers: ["on-call"], hours: 24, destinations: ["192.0.2.0/24"] };
const OPENING = {
  name: "inc-7",
  from: "2026-11-22T09:00:00Z",
  until: "2026-11-22T13:00:00Z",
  approvedBy: ["on-call"],
  destinations: ["192.0.2.66/32"],
  fromPort: 22,
};

function program(
  args: Partial<EgressFirewallArgs>,
  segment: Partial<SegmentArgs> = {},
  lease: Partial<LeaseInput> = {},
) {
  return () => new EgressFirewall("data", { segment: officeSegment(segment, lease), ...args });
}

let warnings: string[];
beforeEach(() => {
  warnings = [];
  jest.spyOn(log, "warn").mockImplementation(async (message) => {
    warnings.push(message);
  });
});
afterEach(() => jest.restoreAllMocks());

/** Destination and ports of each egress rule. */
function rules(resources: readonly { inputs: Readonly<Record<string, unknown>> }[]): string[] {
  return resources.map(
    ({ inputs: { ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId } }) =>
      `${ipProtocol} ${fromPort ?? ""}-${toPort ?? ""} ${cidrIpv4 ?? cidrIpv6 ?? prefixListId}`,
  );
}

describe("EgressFirewall", () => {
  test("makes a security group with the segment's ports and no ingress", async () => {
    const ports = [443, { protocol: "udp" as const, from: 5000, to: 5010, destinations: ["198.51.100.0/24"] }];
    const { one, all } = await recordProgram(program({}, { ports }));
    const group = one("aws:ec2/securityGroup:SecurityGroup", "data-egress");
    expect(group.inputs).toMatchObject({ vpcId: "vpc-1", tags: OWN_TAGS });
    expect(group.inputs).not.toHaveProperty("ingress");
    expect(rules(all(RULE))).toEqual(["tcp 443-443 0.0.0.0/0", "udp 5000-5010 198.51.100.0/24"]);
    expect(all(RULE).map(({ name }) => name)).toEqual([
      "data-egress-tcp-443-any4",
      "data-egress-udp-5000-5010-198-51-100-0_24",
    ]);
    for (const rule of all(RULE)) expect(rule.inputs.tags).toMatchObject(OWN_TAGS);
  });

  test("writes protocols without ports as EC2 takes them, and IPv6 destinations apart", async () => {
    const ports = [
      { protocol: "all" as const, from: 0, destinations: ["2001:db8:2::/48"] },
      { protocol: "icmpv6" as const, from: 0 },
    ];
    const segment = { ports, prefixes: ["2001:db8:1::/64"] };
    const { all } = await recordProgram(program({}, segment, { prefix: "2001:db8:1::/48" }));
    expect(rules(all(RULE))).toEqual(["-1 - 2001:db8:2::/48", "icmpv6 -1--1 ::/0"]);
  });

  test("opens ports towards managed prefix lists", async () => {
    const prefixLists = [{ name: "partners", id: output("pl-1"), from: 8443 }];
    const { one } = await recordProgram(program({ prefixLists }));
    expect(one(RULE, "data-egress-tcp-8443-partners").inputs).toMatchObject({
      prefixListId: "pl-1",
      fromPort: 8443,
      toPort: 8443,
    });
  });

  test.each<[string, Partial<SegmentArgs>, Partial<LeaseInput>]>([
    ["segment", { status: "quarantined" }, {}],
    ["lease", {}, { status: "quarantined" }],
  ])("of a quarantined %s lets out to break-glass destinations only", async (_, segment, lease) => {
    const prefixLists = [{ name: "partners", id: "pl-1", from: 8443 }];
    const { all } = await recordProgram(program({ prefixLists }, { breakGlass: BREAK_GLASS, ...segment }, lease));
    expect(rules(all(RULE))).toEqual(["tcp 443-443 192.0.2.0/24"]);
  });

  test.each([
    ["2026-11-22T08:00:00Z", false],
    ["2026-11-22T10:00:00Z", true],
    ["2026-11-22T14:00:00Z", false],
  ])("at %s has the break-glass rule: %s", async (now, open) => {
    const { all, one } = await recordProgram(program({ breakGlass: [OPENING], now }, { breakGlass: BREAK_GLASS }));
    const rule = all(RULE).find(({ name }) => name === "data-egress-break-glass-inc-7-tcp-22-192-0-2-66_32");
    expect(rule?.inputs.description).toBe(
      open ? "break-glass inc-7 until 2026-11-22T13:00:00Z, approved by on-call" : undefined,
    );
    const { ruleGroup } = one(RULE_GROUP, "data-deny").inputs as {
      ruleGroup: { rulesSource: { rulesString: string } };
    };
    expect(ruleGroup.rulesSource.rulesString.startsWith("pass ip $HOME_NET any -> 192.0.2.66/32")).toBe(open);
    expect(one("leasehold:index:EgressFirewall", "data").inputs.openBreakGlass).toEqual(open ? ["inc-7"] : []);
  });

  test("says that an open break-glass needs another deployment to close, and that an old one can go", async () => {
    const old = { ...OPENING, name: "inc-6", from: "2026-11-20T09:00:00Z", until: "2026-11-20T13:00:00Z" };
    await recordProgram(
      program({ breakGlass: [OPENING, old], now: "2026-11-22T10:00:00Z" }, { breakGlass: BREAK_GLASS }),
    );
    expect(warnings.filter((text) => text.startsWith("break-glass"))).toEqual([
      "break-glass inc-7 is open; deploy again after 2026-11-22T13:00:00Z, or it stays open",
      "break-glass inc-6 is over since 2026-11-20T13:00:00Z; remove it from the program",
    ]);
  });

  test("makes a rule group of the deny lists, with room to grow", async () => {
    const folder = mkdtempSync(join(tmpdir(), "firewall-"));
    const file = join(folder, "drop.txt");
    writeFileSync(file, "198.18.0.0/24 ; SBL1\n203.0.113.0/28 ; SBL2\n192.0.2.0/24 ; SBL3\n192.0.3.0/24 ; SBL4\n");
    const denyLists = [{ name: "drop", file }];
    const { one } = await recordProgram(program({ workloadCidrs: ["10.0.1.0/24"] }, { denyLists }));
    rmSync(folder, { recursive: true });
    expect(one(RULE_GROUP, "data-deny").inputs).toMatchObject({
      type: "STATEFUL",
      capacity: 256,
      tags: OWN_TAGS,
      ruleGroup: {
        ruleVariables: { ipSets: [{ key: "LEASEHOLD_WORKLOADS", ipSet: { definitions: ["10.0.1.0/24"] } }] },
        rulesSource: {
          rulesString: expect.stringMatching(/^drop ip .* 192\.0\.2\.0\/23 .*\ndrop ip .* 198\.18\.0\.0\/24 [^\n]*$/),
        },
      },
    });
    expect(warnings).toContain(
      "deny list drop holds space of lease office-2026 itself: it is listed, ask the list's owner why",
    );
  });

  test("refuses, within seconds, a list that no rule group could hold", async () => {
    const cidrs = Array.from({ length: 40_000 }, (_, i) => `45.${i >> 9}.${(i >> 1) & 255}.${(i & 1) * 128}/26`);
    const folder = mkdtempSync(join(tmpdir(), "firewall-"));
    const file = join(folder, "huge.txt");
    writeFileSync(file, cidrs.join("\n"));
    const { lines } = await recordRefusal(program({}, { denyLists: [{ name: "huge", file }] }));
    rmSync(folder, { recursive: true });
    expect(lines[1]).toBe(
      "segment.denyLists = 40000: CIDRs after merging, and a rule group holds 30000; shorten the lists",
    );
  });

  test("makes no rule group where told so, or where nothing is denied", async () => {
    const off = await recordProgram(program({ networkFirewall: false }));
    const nothing = await recordProgram(program({}, { denyLists: [] }));
    expect([...off.all(RULE_GROUP), ...nothing.all(RULE_GROUP)]).toEqual([]);
    expect(off.result.ruleGroupArn).toBeUndefined();
  });

  test("watches the sum of all NAT gateways, whose ids may not be known yet", async () => {
    const segment = { rateLimits: [{ identity: "crawler", packetsPerSecond: 100 }] };
    const natGateways = [output("nat-1"), output("nat-2")];
    const { one } = await recordProgram(program({ natGateways, alarmTopic: output("arn:topic") }, segment));
    const { inputs } = one(ALARM, "data-nat-PacketsOutToDestination");
    expect(inputs).toMatchObject({ threshold: 6000, alarmActions: ["arn:topic"], tags: OWN_TAGS });
    expect((inputs.metricQueries as object[]).slice(1)).toMatchObject([
      { metric: { namespace: "AWS/NATGateway", dimensions: { NatGatewayId: "nat-1" }, period: 60, stat: "Sum" } },
      { metric: { dimensions: { NatGatewayId: "nat-2" } } },
    ]);
  });

  test("watches each identity's sources in the flow logs", async () => {
    const segment = { rateLimits: [{ identity: "crawler", sources: ["10.0.1.0/26"], connectionsPerSecond: 2 }] };
    const { all, one } = await recordProgram(program({ flowLogGroup: output("flow-logs") }, segment));
    const alarm = one(ALARM, "data-crawler-connections");
    expect(alarm.inputs).toMatchObject({
      namespace: "Leasehold/office-2026",
      metricName: "data/crawler/connections",
      threshold: 600,
    });
    const filters = all("aws:cloudwatch/logMetricFilter:LogMetricFilter");
    expect(filters.length).toBeGreaterThan(1);
    for (const { inputs } of filters) {
      expect(inputs).toMatchObject({
        logGroupName: "flow-logs",
        metricTransformation: { namespace: alarm.inputs.namespace, name: alarm.inputs.metricName, value: "1" },
      });
    }
  });

  test("keeps the entries of a network ACL, replaced in place of their number", async () => {
    const { all, result } = await recordProgram(program({ networkAcl: { id: "acl-1" } }));
    expect(all("aws:ec2/networkAclRule:NetworkAclRule").map(({ name, inputs }) => [name, inputs.networkAclId])).toEqual(
      [
        ["data-acl-out-100", "acl-1"],
        ["data-acl-in-100", "acl-1"],
      ],
    );
    expect(result.networkAclId).toBeDefined();
  });

  test("makes a network ACL for subnets that get one of their own", async () => {
    const { one } = await recordProgram(
      program({ networkAcl: { subnets: ["subnet-1"] }, localCidrs: ["10.0.0.0/16"] }),
    );
    expect(one("aws:ec2/networkAcl:NetworkAcl", "data-acl").inputs).toMatchObject({
      subnetIds: ["subnet-1"],
      tags: OWN_TAGS,
    });
    expect(one("aws:ec2/networkAclRule:NetworkAclRule", "data-acl-in-100").inputs).toMatchObject({
      networkAclId: "data-acl-id",
      cidrBlock: "10.0.0.0/16",
      protocol: "-1",
    });
  });

  test("writes the ruleset of the team's own NAT instance", async () => {
    const args = { workloadCidrs: ["10.0.1.0/24"], natInstance: { addresses: ["10.0.0.10"] } };
    const { result } = await recordProgram(
      program(args, { rateLimits: [{ identity: "crawler", packetsPerSecond: 100 }] }),
    );
    expect(result.nftablesRuleset).toContain("ip saddr @workloads4 snat ip to 10.0.0.10");
    expect(result.nftablesRuleset).toContain("limit crawler_0_packets { rate over 100/second burst 100 packets }");
    const without = await recordProgram(program({}));
    expect(without.result.nftablesRuleset).toBeUndefined();
  });

  test("has its arguments as inputs, and not the moment it ran", async () => {
    const { one } = await recordProgram(program({ workloadCidrs: ["10.0.1.0/24"], now: "2026-11-22T10:00:00Z" }));
    expect(one("leasehold:index:EgressFirewall", "data").inputs).toEqual({
      leaseId: "office-2026",
      segment: "data",
      vpcId: "vpc-1",
      workloadCidrs: ["10.0.1.0/24"],
      openBreakGlass: [],
    });
  });

  test("names every argument that cannot be used at once, and creates nothing", async () => {
    const { lines, resources } = await recordRefusal(
      program(
        {
          workloadCidrs: ["10.0.1.1/24"],
          localCidrs: ["office"],
          networkAcl: {},
          networkFirewall: { capacity: 3 },
          prefixLists: [{ name: "partners", id: "pl-1", from: 70_000 }],
          natInstance: { addresses: ["2001:db8::1"], outside: 'ens5" accept' },
          now: "today",
          breakGlass: [OPENING],
        },
        { vpcId: undefined },
      ),
    );
    expect(lines.map((line) => line.split(/:? (?==)|: /)[0])).toEqual([
      'EgressFirewall "data"',
      "vpcId",
      "workloadCidrs[0]",
      "localCidrs[0]",
      "now",
      "breakGlass",
      "prefixLists",
      "prefixLists[0].from",
      "networkAcl",
      "networkFirewall.capacity",
      "workloadCidrs",
      "natInstance.addresses[0]",
      "natInstance.outside",
    ]);
    expect(resources.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
    expect(resources.map(({ type }) => type)).not.toContain("leasehold:index:EgressFirewall");
  });

  test("refuses a NAT instance for a v6 segment", async () => {
    const args = { workloadCidrs: ["2001:db8:9::/64"], natInstance: { addresses: ["10.0.0.10"] } };
    const { lines } = await recordRefusal(
      program(args, { prefixes: ["2001:db8:1::/64"] }, { prefix: "2001:db8:1::/48" }),
    );
    expect(lines[1]).toBe("natInstance: a v6 segment leaves through an egress-only gateway without NAT; leave it out");
  });

  test("refuses more entries than a network ACL takes", async () => {
    const ports = Array.from({ length: 21 }, (_, i) => 1000 + i);
    const { lines } = await recordRefusal(program({ networkAcl: { id: "acl-1" } }, { ports }));
    expect(lines[1]).toContain("networkAcl = 21: egress entries, and a network ACL takes 20");
  });
});
