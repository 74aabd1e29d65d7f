import type { ManagedPrefixList, PrefixListEntry } from "@aws-sdk/client-ec2";
import { PREFIX_LIST, SECURITY_GROUPS } from "../../../facts/types";
import type { Resource } from "../../../graph/resource";
import { formatPrefix } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, firstOwners, union } from "./estate";
import { grouped } from "./grouped";
import { listedEc2 } from "./place";
import { canonicalBlock } from "./route-text";
import { EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP_RULE } from "./security-group";
import { type Fields, seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

/** Where rules name lists: type, properties, and the property that names the group where the resource is the rule. */
const LIST_PATHS: readonly (readonly [type: string, paths: readonly string[], group?: string])[] = [
  ...SECURITY_GROUPS.map((type) => [type, ["ingress[].prefixListIds[]", "egress[].prefixListIds[]"]] as const),
  [SECURITY_GROUP_RULE, ["prefixListIds[]"], "securityGroupId"],
  [EGRESS_RULE, ["prefixListId"], "securityGroupId"],
  [INGRESS_RULE, ["prefixListId"], "securityGroupId"],
];

/** Prefix lists of the leases, those that their security groups use, and those that name leased space. */
export function expectPrefixLists(estate: Estate): DriftItem[] {
  const { references, observations } = estate.context;
  const usersOf = grouped(listUses(estate), ({ lists }) => lists);
  const entriesOf = grouped(observations.prefixListEntries, ({ lists }) => lists.keys);
  return references.ofType(PREFIX_LIST).flatMap((list) => {
    if (!estate.isChosenRegion(list)) return [];
    const entries = entriesOf.of(list.urn);
    const prefixes = entries.flatMap(({ prefix }) => (prefix.value === undefined ? [] : [formatPrefix(prefix.value)]));
    const owners = firstOwners(
      () => estate.ownersOf(list),
      () => union(usersOf.of(list.urn).map(({ user }) => estate.ownersOf(user))),
      () => ownersOfEntries(estate, prefixes),
    );
    if (owners.size === 0) return [];
    const unknown = entries.flatMap(({ prefix }) => prefix.unknown);
    const hidden = list.inputs.entries !== undefined && !Array.isArray(list.inputs.entries) ? ["entries"] : [];
    const field: FieldValue =
      unknown.length + hidden.length > 0 ? { unknown: [...unknown, ...hidden].join(", ") } : sortedTexts(prefixes);
    const absorbs = entries.map(({ resource }) => resource).filter(({ urn }) => urn !== list.urn);
    const fields = { entries: field, ...declaredTagFields(list) };
    return [estate.expected(list, PREFIX_LIST, { label: "prefix list", owners, fields, absorbs })];
  });
}

/** A security group, and the lists that its rules name. */
interface ListUse {
  readonly user: Resource;
  readonly lists: readonly string[];
}

/** By inline rules, and by rules of their own on behalf of their group. */
function listUses({ context: { references } }: Estate): ListUse[] {
  return LIST_PATHS.flatMap(([type, paths, group]) =>
    references.ofType(type).flatMap((resource) => {
      const lists = references.follow(resource, paths, [PREFIX_LIST]).keys;
      if (lists.length === 0) return [];
      const keys = group === undefined ? [] : references.follow(resource, group, SECURITY_GROUPS).keys;
      const users = [resource, ...keys.flatMap((key) => references.resource(key) ?? [])];
      return users.map((user) => ({ user, lists }));
    }),
  );
}

function ownersOfEntries(estate: Estate, prefixes: readonly string[]): Set<string> {
  const mentions = prefixes.map((prefix) => estate.space.mentioned(prefix));
  return new Set(mentions.flatMap((owner) => (owner?.lease ? [`${owner.lease}/${owner.segment ?? ""}`] : [])));
}

/** The declared lists, and of the account's others those that name leased space. AWS's own lists are not read. */
export async function observePrefixLists(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const lists = await listedEc2(
    place,
    "ec2:DescribeManagedPrefixLists",
    (sdk, pages, options) =>
      sdk.paginateDescribeManagedPrefixLists({ ...pages, pageSize: Math.min(100, pages.pageSize) }, {}, options),
    // What is deleted stays in the listing for a while.
    (page) => page.PrefixLists?.filter(({ OwnerId, State }) => OwnerId !== "AWS" && !State?.startsWith("delete-")),
  );
  const items: DriftItem[] = [];
  const failures = lists.failure === undefined ? [] : [{ types: [PREFIX_LIST], failure: lists.failure }];
  for (const list of lists.values) {
    const id = list.PrefixListId ?? "";
    const entries = await entriesSeen(id, sight);
    const expected = sight.expected(PREFIX_LIST, id);
    if (entries.failure !== undefined) {
      failures.push({ types: [PREFIX_LIST], failure: entries.failure });
      continue;
    }
    items.push(...seenList(list, entries.values, expected, sight));
  }
  return { items, failures };
}

function entriesSeen(id: string, { place }: Sight) {
  return listedEc2(
    place,
    "ec2:GetManagedPrefixListEntries",
    (sdk, pages, options) =>
      sdk.paginateGetManagedPrefixListEntries(
        { ...pages, pageSize: Math.min(100, pages.pageSize) },
        { PrefixListId: id },
        options,
      ),
    (page) => page.Entries,
  );
}

function seenList(
  list: ManagedPrefixList,
  entries: readonly PrefixListEntry[],
  expected: DriftItem | undefined,
  { space, place }: Sight,
): DriftItem[] {
  const id = list.PrefixListId ?? "";
  const blocks = sortedTexts(entries.flatMap(({ Cidr }) => (Cidr ? [canonicalBlock(Cidr)] : [])));
  const mentioned = expected === undefined ? blocks.filter((block) => space.mentioned(block) !== undefined) : [];
  const owner = expected ?? space.mentioned(mentioned[0]);
  if (owner === undefined) return [];
  const fields: Fields =
    expected === undefined ? { references: mentioned } : { entries: blocks, ...seenTagFields(list.Tags) };
  return [
    {
      observer: "aws",
      type: PREFIX_LIST,
      id,
      name: `prefix list ${id}`,
      lease: owner.lease,
      segment: owner.segment,
      scope: place.scope,
      fields,
      observed: listResource(list, entries, expected?.resource),
    },
  ];
}

function listResource(
  list: ManagedPrefixList,
  entries: readonly PrefixListEntry[],
  declared: DriftItem["resource"],
): Resource {
  const inputs = {
    name: list.PrefixListName ?? "",
    addressFamily: list.AddressFamily ?? "",
    maxEntries: list.MaxEntries ?? entries.length,
    entries: entries.map(({ Cidr = "", Description }) => ({
      cidr: Cidr,
      ...(Description ? { description: Description } : {}),
    })),
    tags: seenTags(list.Tags),
  };
  return seenResource(PREFIX_LIST, list.PrefixListId ?? "", inputs, { urn: declared?.urn });
}
