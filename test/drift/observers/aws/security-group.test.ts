import type { IpPermission } from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { awsSettingsSchema } from "../../../../drift/observers/aws/aws-settings";
import { Estate } from "../../../../drift/observers/aws/estate";
import { expectSecurityGroups, textsOf } from "../../../../drift/observers/aws/security-group";
import { type Properties, UNKNOWN } from "../../../../graph/resource";
import { resource } from "../../../policies/resource-maker";
import { declaredOffice, TAGS } from "./office";

const GROUP = "sg-0123456789abcdef0";

/** The canonical rules of a group that some resources declare. */
function declaredRules(inputs: Properties, ...rules: readonly [type: string, inputs: Properties][]) {
  const group = resource("aws:ec2/securityGroup:SecurityGroup", "group", { tags: TAGS, ...inputs }, { id: GROUP });
  const own = rules.map(([type, rule], index) =>
    resource(type, `rule-${index}`, { securityGroupId: GROUP, ...rule }, { id: `sgr-${index}` }),
  );
  const estate = new Estate(declaredOffice([group, ...own]), awsSettingsSchema.parse({}), {});
  return expectSecurityGroups(estate)[0]?.fields;
}

/** A rule with one peer, before it is written in any of the ways. */
interface Rule {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: Peer;
}
type Peer = { readonly [kind in "v4" | "v6" | "list" | "group"]?: string } & { readonly self?: true };

const octet = fc.integer({ min: 0, max: 255 });
const peer: fc.Arbitrary<Peer> = fc.oneof(
  fc.tuple(octet, octet).map(([a, b]) => ({ v4: `10.${a}.${b}.0/24` })),
  fc.constantFrom({ v4: "0.0.0.0/0" }, { v4: "203.0.113.7/32" }),
  fc.integer({ min: 1, max: 65535 }).map((group) => ({ v6: `2001:db8:${group.toString(16)}::/48` })),
  fc.constantFrom({ v6: "::/0" }, { v6: "2001:0DB8:0:0::/64" }),
  fc.constantFrom({ list: "pl-1" }, { list: "pl-2" }),
  fc.constantFrom({ group: "sg-other" }, { group: "123456789012/sg-elsewhere" }),
  fc.constant({ self: true as const }),
);
const traffic = fc.oneof(
  fc.tuple(
    fc.constantFrom("tcp", "udp", "6", "17"),
    fc.integer({ min: 0, max: 65535 }),
    fc.integer({ min: 0, max: 65535 }),
  ),
  fc.tuple(fc.constantFrom("icmp", "icmpv6", "1"), fc.integer({ min: -1, max: 40 }), fc.integer({ min: -1, max: 15 })),
  fc.constant(["-1", 0, 0] as [string, number, number]),
  fc.constant(["50", 0, 0] as [string, number, number]),
);
const rule: fc.Arbitrary<Rule> = fc.record({ traffic, peer }).map(({ traffic: [protocol, a, b], peer: one }) => ({
  protocol,
  from: ["tcp", "udp", "6", "17"].includes(protocol) ? Math.min(a, b) : a,
  to: ["tcp", "udp", "6", "17"].includes(protocol) ? Math.max(a, b) : b,
  peer: one,
}));

/** As AWS keeps it: protocols by name, addresses in one spelling, ports of protocols without any left out. */
function kept({ protocol, from, to, peer: { v4, v6, list, group, self } }: Rule): IpPermission {
  const name = { "6": "tcp", "17": "udp", "1": "icmp" }[protocol] ?? protocol;
  const hasPorts = ["tcp", "udp", "icmp", "icmpv6"].includes(name);
  const canonical = v6 === "2001:0DB8:0:0::/64" ? "2001:db8::/64" : v6;
  return {
    IpProtocol: name,
    ...(hasPorts ? { FromPort: from, ToPort: name.startsWith("icmp") && from < 0 ? -1 : to } : {}),
    IpRanges: v4 === undefined ? [] : [{ CidrIp: v4 }],
    Ipv6Ranges: canonical === undefined ? [] : [{ CidrIpv6: canonical }],
    PrefixListIds: list === undefined ? [] : [{ PrefixListId: list }],
    UserIdGroupPairs: self
      ? [{ GroupId: GROUP, UserId: "123456789012" }]
      : group === undefined
        ? []
        : [{ GroupId: group.split("/").at(-1) }],
  };
}

const inline = ({ protocol, from, to, peer: { v4, v6, list, group, self } }: Rule): Properties => ({
  protocol,
  fromPort: from,
  toPort: to,
  ...(v4 === undefined ? {} : { cidrBlocks: [v4] }),
  ...(v6 === undefined ? {} : { ipv6CidrBlocks: [v6] }),
  ...(list === undefined ? {} : { prefixListIds: [list] }),
  ...(group === undefined ? {} : { securityGroups: [group] }),
  ...(self ? { self: true } : {}),
});

/** The older form of a rule of its own. */
const older = (one: Rule): [string, Properties] => {
  const { securityGroups, ...rest } = inline(one);
  const source: Properties = one.peer.group === undefined ? {} : { sourceSecurityGroupId: one.peer.group };
  return ["aws:ec2/securityGroupRule:SecurityGroupRule", { ...rest, ...source, type: "ingress" }];
};

/** The newer form. */
const newer = ({ protocol, from, to, peer: { v4, v6, list, group, self } }: Rule): [string, Properties] => [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  {
    ipProtocol: protocol,
    fromPort: from,
    toPort: to,
    ...(v4 === undefined ? {} : { cidrIpv4: v4 }),
    ...(v6 === undefined ? {} : { cidrIpv6: v6 }),
    ...(list === undefined ? {} : { prefixListId: list }),
    ...(group === undefined ? {} : { referencedSecurityGroupId: group }),
    ...(self ? { referencedSecurityGroupId: GROUP } : {}),
  },
];

describe("rules of a security group", () => {
  test("read the same, however a program declares them and AWS keeps them", () => {
    const written = fc.array(fc.tuple(rule, fc.constantFrom("inline", "older", "newer")), { maxLength: 8 });
    fc.assert(
      fc.property(written, fc.infiniteStream(fc.integer()), (rules, random) => {
        const order = rules.map(({ 0: one }) => one).sort(() => Number(random.next().value) % 3);
        const seen = [...new Set(textsOf(order.map(kept), GROUP))].sort();
        const as = (form: string) => rules.flatMap(([one, how]) => (how === form ? [one] : []));
        const twice = as("inline").flatMap((one) => [inline(one), inline(one)]);
        const fields = declaredRules({ ingress: twice }, ...as("older").map(older), ...as("newer").map(newer));
        expect(fields?.ingress).toEqual(seen);
        expect(fields?.egress).toEqual([]);
      }),
    );
  });

  test("differ where anything of them differs", () => {
    fc.assert(
      fc.property(rule, rule, (one, other) => {
        const [a, b] = [textsOf([kept(one)], GROUP), textsOf([kept(other)], GROUP)];
        expect(a[0] === b[0]).toBe(JSON.stringify(normal(one)) === JSON.stringify(normal(other)));
      }),
    );
  });

  test.each<[string, Properties]>([
    ["port", { protocol: "tcp", fromPort: UNKNOWN, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
    ["protocol", { protocol: UNKNOWN, fromPort: 0, toPort: 443, cidrBlocks: ["10.0.0.0/8"] }],
    ["peer", { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [UNKNOWN] }],
    ["list of peers", { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: UNKNOWN }],
  ])("are unknown where a %s is", (_, egress) => {
    const fields = declaredRules({ egress: [egress] });
    expect(fields?.egress).toEqual({ unknown: expect.stringContaining("#egress[0]") });
    expect(fields?.ingress).toEqual([]);
  });

  test("are unknown where the list is, or the direction of one of its own", () => {
    expect(declaredRules({ egress: UNKNOWN })?.egress).toEqual({ unknown: expect.stringContaining("#egress") });
    const rules = ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: UNKNOWN, protocol: "tcp" }] as const;
    const fields = declaredRules({}, [...rules]);
    expect([fields?.egress, fields?.ingress]).toEqual([
      { unknown: expect.stringContaining("#type") },
      { unknown: expect.stringContaining("#type") },
    ]);
  });
});

/** A rule as AWS means it. */
function normal(one: Rule): unknown {
  const { IpProtocol = "", FromPort, ToPort, ...peers } = kept(one);
  const isAnyIcmp = IpProtocol.startsWith("icmp") && (FromPort ?? -1) < 0;
  return [IpProtocol, isAnyIcmp ? -1 : FromPort, isAnyIcmp ? -1 : ToPort, peers];
}
