import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";
import { DEFAULT_SECURITY_GROUP, SECURITY_GROUP, SECURITY_GROUPS } from "../../../facts/types";
import { readBoolean, readString } from "../../../graph/read";
import type { Properties, Resource } from "../../../graph/resource";
import type { DriftItem } from "../../drift-item";
import { type DeclaredRules, eachRule, fieldOf, noRules, peersAt, plainRule } from "./declared-rules";
import { type Estate, firstOwners, NOBODY, type Owners, union } from "./estate";
import { grouped } from "./grouped";
import { listedEc2 } from "./place";
import { ruleText } from "./rule-text";
import { seenAs } from "./seen-as";
import { seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

export const SECURITY_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** What inline rules and the older rules of their own name as the other side. */
const INLINE_PEERS = [
  "cidrBlocks[]",
  "ipv6CidrBlocks[]",
  "prefixListIds[]",
  "securityGroups[]",
  "sourceSecurityGroupId",
];
/** The same of the newer ones, which have one each. */
const SINGLE_PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

type Direction = "ingress" | "egress";
type Rules = Readonly<Record<Direction, DeclaredRules>>;

/**
 * Security groups of the leases, those of machines in their subnets, and those that name leased space. A group's rules are
 * its inline ones and those of their own together; what it declares none of, it has none of: the provider takes away the
 * rule that AWS gives to a new group.
 */
export function expectSecurityGroups(estate: Estate): DriftItem[] {
  const { references } = estate.context;
  const rulesOf = grouped(
    [SECURITY_GROUP_RULE, EGRESS_RULE, INGRESS_RULE].flatMap((type) => references.ofType(type)),
    (rule) => references.follow(rule, "securityGroupId", SECURITY_GROUPS).keys,
  );
  const ownersByHost = ownersOfHosts(estate);
  return [SECURITY_GROUP, DEFAULT_SECURITY_GROUP].flatMap((type) =>
    references.ofType(type).flatMap((group) => {
      if (!estate.isChosenRegion(group)) return [];
      const own = rulesOf.of(group.urn);
      const rules: Rules = { ingress: noRules(), egress: noRules() };
      for (const direction of ["ingress", "egress"] as const)
        eachRule(group, direction, rules[direction], (rule, path) =>
          readInline(group, group, rule, path, rules[direction]),
        );
      for (const rule of own) readOwn(group, rule, rules);
      const owners = firstOwners(
        () => estate.ownersOf(group),
        () => ownersByHost.get(group.urn) ?? NOBODY,
        () => ownersOfPeers(estate, rules),
      );
      if (owners.size === 0) return [];
      const fields = {
        ingress: fieldOf(rules.ingress),
        egress: fieldOf(rules.egress),
        ...declaredTagFields(group),
      };
      return [estate.expected(group, SECURITY_GROUP, { label: "security group", owners, fields, absorbs: own })];
    }),
  );
}

/** By the subnets that machines with the group stand in. */
function ownersOfHosts(estate: Estate): Map<string, Owners> {
  const owners = new Map<string, Owners>();
  for (const { securityGroups, subnets } of estate.context.observations.hosts) {
    const here = union(subnets.keys.map((key) => estate.ownersOfSubnet(key)));
    if (here.size === 0) continue;
    for (const key of securityGroups.keys) owners.set(key, union([owners.get(key) ?? NOBODY, here]));
  }
  return owners;
}

function ownersOfPeers(estate: Estate, { ingress, egress }: Rules): Owners {
  const mentions = [...ingress.texts, ...egress.texts].map((text) => estate.space.mentioned(peerOf(text)));
  return new Set(mentions.flatMap((owner) => (owner?.lease ? [`${owner.lease}/${owner.segment ?? ""}`] : [])));
}

function peerOf(text: string): string {
  return text.slice(text.lastIndexOf(" ") + 1);
}

function readInline(group: Resource, resource: Resource, rule: Properties, path: string, into: DeclaredRules): void {
  const plain = plainRule(resource, rule, path, "protocol", into);
  const peers = peersAt(resource, rule, path, INLINE_PEERS, into);
  const self = readBoolean(rule, "self");
  if (self !== undefined && "known" in self && self.known) into.texts.push(...(plain ? [selfText(plain)] : []));
  if (self !== undefined && "unknown" in self) into.unknown.push(...self.unknown);
  if (plain !== undefined) into.texts.push(...peers.map((peer) => ruleText(plain, peer, group.id)));
}

function selfText(plain: Parameters<typeof ruleText>[0]): string {
  return ruleText(plain, "itself");
}

function readOwn(group: Resource, rule: Resource, rules: Rules): void {
  if (rule.type === SECURITY_GROUP_RULE) {
    const type = readString(rule.inputs, "type");
    if (type !== undefined && "known" in type) {
      readInline(group, rule, rule.inputs, "", rules[type.known === "egress" ? "egress" : "ingress"]);
    } else {
      for (const direction of ["ingress", "egress"] as const) rules[direction].unknown.push(`${rule.urn}#type`);
    }
    return;
  }
  const into = rules[rule.type === EGRESS_RULE ? "egress" : "ingress"];
  const plain = plainRule(rule, rule.inputs, "", "ipProtocol", into);
  const peers = peersAt(rule, rule.inputs, "", SINGLE_PEERS, into);
  if (plain !== undefined) into.texts.push(...peers.map((peer) => ruleText(plain, peer, group.id)));
}

/** The declared groups whole, and of the others those whose rules name leased space. */
export async function observeSecurityGroups(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const { values, failure } = await listedEc2(
    place,
    "ec2:DescribeSecurityGroups",
    (sdk, pages, options) => sdk.paginateDescribeSecurityGroups(pages, {}, options),
    (page) => page.SecurityGroups,
  );
  const items = values.flatMap((group) => {
    const expected = sight.expected(SECURITY_GROUP, group.GroupId ?? "");
    return expected === undefined ? referringGroup(group, sight) : [seenGroup(group, expected, sight)];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [SECURITY_GROUP], failure }] };
}

function seenGroup(group: SecurityGroup, expected: DriftItem, sight: Sight): DriftItem {
  return {
    ...seenAs(expected, sight.place.scope),
    fields: {
      ingress: sortedTexts(textsOf(group.IpPermissions, group.GroupId)),
      egress: sortedTexts(textsOf(group.IpPermissionsEgress, group.GroupId)),
      ...seenTagFields(group.Tags),
    },
    observed: groupResource(group, expected.resource),
  };
}

/** A group in no stack whose rules name leased space: somebody relies on it, or lets it in. */
function referringGroup(group: SecurityGroup, sight: Sight): DriftItem[] {
  const directions = [
    ["ingress", textsOf(group.IpPermissions, group.GroupId)],
    ["egress", textsOf(group.IpPermissionsEgress, group.GroupId)],
  ] as const;
  const references = directions.flatMap(([direction, texts]) =>
    texts.flatMap((text) => {
      const owner = sight.space.mentioned(peerOf(text));
      return owner === undefined ? [] : [{ text: `${direction} ${text}`, owner }];
    }),
  );
  const [first] = references;
  if (first === undefined) return [];
  const id = group.GroupId ?? "";
  return [
    {
      observer: "aws",
      type: SECURITY_GROUP,
      id,
      name: `security group ${id}`,
      ...first.owner,
      scope: sight.place.scope,
      fields: { references: sortedTexts(references.map(({ text }) => text)) },
      observed: groupResource(group, undefined),
    },
  ];
}

function peersOf({ IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }: IpPermission): string[] {
  return [
    ...(IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ...(UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
  ].filter((peer): peer is string => peer !== undefined && peer !== "");
}

/** The rules that AWS has, one text a peer. */
export function textsOf(permissions: readonly IpPermission[] | undefined, own: string | undefined): string[] {
  return (permissions ?? []).flatMap((permission) => {
    const { IpProtocol = "-1", FromPort, ToPort } = permission;
    const plain = { protocol: IpProtocol, from: FromPort, to: ToPort };
    return peersOf(permission).map((peer) => ruleText(plain, peer, own));
  });
}

function groupResource(group: SecurityGroup, declared: DriftItem["resource"]): Resource {
  const inputs = {
    name: group.GroupName ?? "",
    vpcId: group.VpcId ?? "",
    ingress: (group.IpPermissions ?? []).map(inlineOf),
    egress: (group.IpPermissionsEgress ?? []).map(inlineOf),
    tags: seenTags(group.Tags),
  };
  return seenResource(declared?.type ?? SECURITY_GROUP, group.GroupId ?? "", inputs, { urn: declared?.urn });
}

function inlineOf({ IpProtocol, FromPort, ToPort, ...peers }: IpPermission): Properties {
  return {
    protocol: IpProtocol ?? "-1",
    fromPort: FromPort ?? 0,
    toPort: ToPort ?? 0,
    cidrBlocks: (peers.IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
    ipv6CidrBlocks: (peers.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    prefixListIds: (peers.PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []),
    securityGroups: (peers.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  };
}
