import type { IpamPool, IpamPoolCidr } from "@aws-sdk/client-ec2";
import { IPAM_POOL } from "../../../facts/types";
import { readBoolean, readString } from "../../../graph/read";
import { formatPrefix } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, firstOwners, NOBODY, union } from "./estate";
import { grouped } from "./grouped";
import { listed } from "./place";
import { canonicalBlock } from "./route-text";
import { sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";

const POOL_CIDR = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";

/** IPAM pools that leased space is provisioned to: what lies in them, and whether it may be announced. */
export function expectIpamPools(estate: Estate): DriftItem[] {
  const { references, observations } = estate.context;
  const provisionedTo = grouped(observations.poolCidrs, ({ pools }) => pools.keys);
  return references.ofType(IPAM_POOL).flatMap((pool) => {
    if (!estate.isChosenRegion(pool)) return [];
    const cidrs = provisionedTo.of(pool.urn);
    const owners = firstOwners(
      () => estate.ownersOf(pool),
      () =>
        union(cidrs.map(({ prefix }) => (prefix.value === undefined ? NOBODY : estate.ownersOfAddress(prefix.value)))),
    );
    if (owners.size === 0) return [];
    const unknown = cidrs.flatMap(({ prefix }) => prefix.unknown);
    const known = cidrs.flatMap(({ prefix }) => (prefix.value === undefined ? [] : [formatPrefix(prefix.value)]));
    const fields: Record<string, FieldValue> = {
      cidrs: unknown.length > 0 ? { unknown: unknown.join(", ") } : sortedTexts(known),
    };
    const locale = readString(pool.inputs, "locale");
    if (locale !== undefined && "known" in locale) fields.locale = locale.known;
    const advertisable = readBoolean(pool.inputs, "publiclyAdvertisable");
    if (advertisable !== undefined && "known" in advertisable) fields.publiclyAdvertisable = advertisable.known;
    const absorbs = cidrs.map(({ resource }) => resource).filter(({ type }) => type === POOL_CIDR);
    return [estate.expected(pool, IPAM_POOL, { label: "IPAM pool", owners, fields, absorbs })];
  });
}

export async function observeIpamPools(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const expected = sight.expectedOf(IPAM_POOL);
  const pools = await listed<{ readonly IpamPools?: IpamPool[] }, IpamPool>(
    place,
    "ec2:DescribeIpamPools",
    async () => {
      const { sdk, client } = await place.clients.ec2(place.region);
      const filter = { IpamPoolIds: expected.map(({ id }) => id) };
      return sdk.paginateDescribeIpamPools({ client }, filter, { abortSignal: place.signal });
    },
    (page) => page.IpamPools,
  );
  const items: DriftItem[] = [];
  const failures: SightReport["failures"][number][] = [];
  if (pools.failure !== undefined) failures.push({ types: [IPAM_POOL], failure: pools.failure });
  for (const pool of pools.values) {
    const item = sight.expected(IPAM_POOL, pool.IpamPoolId ?? "");
    if (item === undefined) continue;
    const cidrs = await cidrsOf(item.id, sight);
    if (cidrs.failure !== undefined) failures.push({ types: [IPAM_POOL], failure: cidrs.failure });
    const known = cidrs.values.filter(({ State }) => State === "provisioned" || State === "pending-provision");
    const { id, name, lease, segment } = item;
    const fields: Record<string, FieldValue> = {
      cidrs:
        cidrs.failure === undefined
          ? sortedTexts(known.flatMap(({ Cidr }) => (Cidr ? [canonicalBlock(Cidr)] : [])))
          : { unknown: cidrs.failure.reason },
      locale: pool.Locale ?? null,
      publiclyAdvertisable: pool.PubliclyAdvertisable ?? false,
    };
    items.push({ observer: "aws", type: IPAM_POOL, id, name, lease, segment, scope: place.scope, fields });
  }
  return { items, failures };
}

function cidrsOf(id: string, { place }: Sight) {
  return listed<{ readonly IpamPoolCidrs?: IpamPoolCidr[] }, IpamPoolCidr>(
    place,
    "ec2:GetIpamPoolCidrs",
    async () => {
      const { sdk, client } = await place.clients.ec2(place.region);
      return sdk.paginateGetIpamPoolCidrs({ client }, { IpamPoolId: id }, { abortSignal: place.signal });
    },
    (page) => page.IpamPoolCidrs,
  );
}
