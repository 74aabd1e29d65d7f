import type { NetworkAcl, NetworkAclEntry } from "@aws-sdk/client-ec2";
import { unknownPath } from "../../../facts/references";
import { DEFAULT_NETWORK_ACL, NETWORK_ACL, NETWORK_ACLS } from "../../../facts/types";
import { readBoolean, readNumber, readString } from "../../../graph/read";
import type { Properties, Resource } from "../../../graph/resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type DeclaredRules, eachRule, fieldOf, noRules, peersAt, plainRule } from "./declared-rules";
import { type Estate, firstOwners, union } from "./estate";
import { grouped } from "./grouped";
import { listedEc2 } from "./place";
import { canonicalBlock } from "./route-text";
import { type PlainRule, trafficText } from "./rule-text";
import { type Fields, seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

const RULE = "aws:ec2/networkAclRule:NetworkAclRule";
/** Of the entry that AWS ends every list with, which refuses the rest. */
const LAST_RULE = 32767;

/** Network ACLs of the leases and of their subnets, with every entry, inline or of its own. */
export function expectNetworkAcls(estate: Estate): DriftItem[] {
  const { references, observations } = estate.context;
  const rulesOf = grouped(
    references.ofType(RULE),
    (rule) => references.follow(rule, "networkAclId", NETWORK_ACLS).keys,
  );
  const firewallsOf = grouped(observations.firewalls, ({ resource }) => [resource.urn]);
  const associationsOf = grouped(observations.firewallSubnets, ({ firewalls }) => firewalls.keys);
  return [NETWORK_ACL, DEFAULT_NETWORK_ACL].flatMap((type) =>
    references.ofType(type).flatMap((acl) => {
      if (!estate.isChosenRegion(acl)) return [];
      const own = rulesOf.of(acl.urn);
      const inline = firewallsOf.of(acl.urn);
      const associated = associationsOf.of(acl.urn);
      const targets = [...inline, ...associated].map(({ subnets }) => subnets);
      const rules = noRules();
      for (const direction of ["ingress", "egress"] as const)
        eachRule(acl, direction, rules, (rule, path) =>
          readEntry(acl, rule, path, direction === "egress", INLINE, rules),
        );
      for (const rule of own) readOwnEntry(rule, rules);
      const owners = firstOwners(
        () => estate.ownersOf(acl),
        () => union(targets.flatMap(({ keys }) => keys.map((key) => estate.ownersOfSubnet(key)))),
        () => ownersOfEntries(estate, rules),
      );
      if (owners.size === 0) return [];
      const fields: Record<string, FieldValue> = { entries: fieldOf(rules), ...declaredTagFields(acl) };
      const keys = targets.flatMap((one) => one.keys);
      const unknown = targets.flatMap((one) => one.unknown);
      if (keys.length + unknown.length > 0) fields.subnets = estate.ids({ keys, unknown });
      const absorbs = [...own, ...associated.map(({ resource }) => resource)];
      return [estate.expected(acl, NETWORK_ACL, { label: "network ACL", owners, fields, absorbs })];
    }),
  );
}

interface Names {
  readonly order: string;
  readonly action: string;
}

const INLINE: Names = { order: "ruleNo", action: "action" };
const OWN: Names = { order: "ruleNumber", action: "ruleAction" };

function readOwnEntry(rule: Resource, into: DeclaredRules): void {
  const egress = readBoolean(rule.inputs, "egress");
  if (egress !== undefined && "unknown" in egress) into.unknown.push(unknownPath(rule, "egress"));
  else readEntry(rule, rule.inputs, "", egress?.known ?? false, OWN, into);
}

function readEntry(
  resource: Resource,
  entry: Properties,
  path: string,
  egress: boolean,
  names: Names,
  into: DeclaredRules,
): void {
  const order = readNumber(entry, names.order);
  const action = readString(entry, names.action);
  const plain = plainRule(resource, entry, path, "protocol", into);
  const blocks = peersAt(resource, entry, path, ["cidrBlock", "ipv6CidrBlock"], into);
  const hidden = [order, action].flatMap((read) => (read !== undefined && "unknown" in read ? read.unknown : []));
  for (const at of hidden) into.unknown.push(unknownPath(resource, path === "" ? at : `${path}.${at}`));
  if (hidden.length > 0 || plain === undefined) return;
  const number = order !== undefined && "known" in order ? order.known : 0;
  const does = action !== undefined && "known" in action ? action.known : "deny";
  // ICMP's type and code have names of their own here.
  const [type, code] = ["icmpType", "icmpCode"].map((name) => readNumber(entry, name));
  const icmp = {
    ...(type !== undefined && "known" in type ? { from: type.known } : {}),
    ...(code !== undefined && "known" in code ? { to: code.known } : {}),
  };
  for (const block of blocks) into.texts.push(entryText(egress, number, does, plain, icmp, block));
}

/** `egress 100 allow tcp 443 0.0.0.0/0`, the same on both sides. */
function entryText(
  egress: boolean,
  number: number,
  action: string,
  rule: PlainRule,
  icmp: Pick<PlainRule, "from" | "to">,
  block: string,
): string {
  const isIcmp = ["1", "58", "icmp", "icmpv6"].includes(rule.protocol.trim().toLowerCase());
  const traffic = trafficText(isIcmp ? { protocol: rule.protocol, ...icmp } : rule);
  return `${egress ? "egress" : "ingress"} ${number} ${action.toLowerCase()} ${traffic} ${canonicalBlock(block)}`;
}

/** A refusal is no reference: it names leased space to keep it out. */
function mentionsOf(texts: readonly string[], space: Estate["space"]) {
  return texts.flatMap((text) => {
    const owner = / allow /.test(text) ? space.mentioned(text.slice(text.lastIndexOf(" ") + 1)) : undefined;
    return owner === undefined ? [] : [{ text, owner }];
  });
}

function ownersOfEntries(estate: Estate, { texts }: DeclaredRules): Set<string> {
  const mentions = mentionsOf(texts, estate.space);
  return new Set(mentions.flatMap(({ owner }) => (owner.lease ? [`${owner.lease}/${owner.segment ?? ""}`] : [])));
}

/** The declared lists, and of the others those that let leased space in or out. */
export async function observeNetworkAcls(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const { values, failure } = await listedEc2(
    place,
    "ec2:DescribeNetworkAcls",
    (sdk, pages, options) => sdk.paginateDescribeNetworkAcls(pages, {}, options),
    (page) => page.NetworkAcls,
  );
  const items = values.flatMap((acl): DriftItem[] => {
    const id = acl.NetworkAclId ?? "";
    const expected = sight.expected(NETWORK_ACL, id);
    const entries = (acl.Entries ?? []).filter(({ RuleNumber }) => RuleNumber !== LAST_RULE);
    const texts = sortedTexts(entries.map(seenText));
    const mentions = expected === undefined ? mentionsOf(texts, sight.space) : [];
    const owner = expected ?? mentions[0]?.owner;
    if (owner === undefined) return [];
    const subnets = sortedTexts((acl.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []));
    const fields: Fields =
      expected === undefined
        ? { references: mentions.map(({ text }) => text) }
        : { entries: texts, subnets, ...seenTagFields(acl.Tags) };
    return [
      {
        observer: "aws",
        type: NETWORK_ACL,
        id,
        name: `network ACL ${id}`,
        lease: owner.lease,
        segment: owner.segment,
        scope: place.scope,
        fields,
        observed: aclResource(acl, entries, subnets, expected?.resource),
      },
    ];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [NETWORK_ACL], failure }] };
}

function seenText(entry: NetworkAclEntry): string {
  const { Egress = false, RuleNumber = 0, RuleAction = "deny", Protocol = "-1", PortRange, IcmpTypeCode } = entry;
  const rule = { protocol: Protocol, from: PortRange?.From, to: PortRange?.To };
  const icmp = { from: IcmpTypeCode?.Type, to: IcmpTypeCode?.Code };
  return entryText(Egress, RuleNumber, RuleAction, rule, icmp, entry.CidrBlock || entry.Ipv6CidrBlock || "");
}

function aclResource(
  acl: NetworkAcl,
  entries: readonly NetworkAclEntry[],
  subnetIds: string[],
  declared: DriftItem["resource"],
): Resource {
  const inputs = {
    vpcId: acl.VpcId ?? "",
    subnetIds,
    ingress: entries.filter(({ Egress }) => Egress !== true).map(inlineOf),
    egress: entries.filter(({ Egress }) => Egress === true).map(inlineOf),
    tags: seenTags(acl.Tags),
  };
  return seenResource(declared?.type ?? NETWORK_ACL, acl.NetworkAclId ?? "", inputs, { urn: declared?.urn });
}

function inlineOf(entry: NetworkAclEntry): Properties {
  return {
    ruleNo: entry.RuleNumber ?? 0,
    action: entry.RuleAction ?? "deny",
    protocol: entry.Protocol ?? "-1",
    fromPort: entry.PortRange?.From ?? 0,
    toPort: entry.PortRange?.To ?? 0,
    ...(entry.CidrBlock ? { cidrBlock: entry.CidrBlock } : { ipv6CidrBlock: entry.Ipv6CidrBlock ?? "" }),
  };
}
