import type { Subnet } from "@aws-sdk/client-ec2";
import { SUBNET, SUBNETS, VPCS } from "../../../facts/types";
import { formatPrefix } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, union } from "./estate";
import { listedEc2 } from "./place";
import { canonicalBlock } from "./route-text";
import { seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

/** Whether subnets may hold space of a chosen lease: in IPv6 they do, without any elastic address. */
export function usesSubnets({ declared }: Estate): boolean {
  return declared.leases.some(({ prefix }) => prefix.family === 6);
}

/** Subnets of leased space. Those of one's own space are no matter of a lease, whatever leaves from them. */
export function expectSubnets(estate: Estate): DriftItem[] {
  const { observations, references } = estate.context;
  return observations.subnets.flatMap(({ resource, prefixes }) => {
    const owners = union(prefixes.map((prefix) => estate.ownersOfAddress(prefix)));
    if (owners.size === 0 || !estate.isChosenRegion(resource)) return [];
    const fields: Record<string, FieldValue> = {
      prefixes: sortedTexts(prefixes.map(formatPrefix)),
      ...declaredTagFields(resource),
    };
    const vpc = estate.id(references.follow(resource, "vpcId", VPCS));
    if (vpc !== null) fields.vpc = vpc;
    return [estate.expected(resource, SUBNET, { label: "subnet", owners, fields })];
  });
}

/** The declared ones, and those in no stack that hold leased space. */
export async function observeSubnets(sight: Sight): Promise<SightReport> {
  const { place, space } = sight;
  const { values, failure } = await listedEc2(
    place,
    "ec2:DescribeSubnets",
    (sdk, pages, options) => sdk.paginateDescribeSubnets(pages, {}, options),
    (page) => page.Subnets,
  );
  const items = values.flatMap((subnet): DriftItem[] => {
    const id = subnet.SubnetId ?? "";
    const expected = sight.expected(SUBNET, id);
    const prefixes = prefixesOf(subnet);
    const owner = expected ?? prefixes.map((prefix) => space.owner(prefix)).find((one) => one !== undefined);
    if (owner === undefined) return [];
    const inputs = {
      vpcId: subnet.VpcId ?? "",
      cidrBlock: subnet.CidrBlock ?? "",
      ipv6CidrBlock: prefixes.find((prefix) => prefix.includes(":")) ?? "",
      tags: seenTags(subnet.Tags),
    };
    const type = SUBNETS.find((one) => one === expected?.resource?.type) ?? SUBNET;
    return [
      {
        observer: "aws",
        type: SUBNET,
        id,
        name: `subnet ${id}`,
        lease: owner.lease,
        segment: owner.segment,
        scope: place.scope,
        fields: { prefixes, vpc: subnet.VpcId ?? null, ...seenTagFields(subnet.Tags) },
        observed: seenResource(type, id, inputs, { urn: expected?.resource?.urn }),
      },
    ];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [SUBNET], failure }] };
}

/** Without those that are being taken away. */
function prefixesOf({ CidrBlock, Ipv6CidrBlockAssociationSet = [] }: Subnet): string[] {
  const held = Ipv6CidrBlockAssociationSet.filter(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State !== "disassociated",
  );
  const blocks = [CidrBlock, ...held.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock)];
  return sortedTexts(blocks.flatMap((block) => (block ? [canonicalBlock(block)] : [])));
}
