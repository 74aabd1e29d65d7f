import type { ByoipCidr } from "@aws-sdk/client-ec2";
import { ADVERTISEMENT } from "../../../facts/types";
import { readBoolean, readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import { formatPrefix, readPrefix } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import { attributionOf, type Estate } from "./estate";
import { listed } from "./place";
import type { Sight, SightReport } from "./sight";

/** Its items: ranges that were brought to AWS, by CIDR. */
export const BYOIP = "byoip";

/** Whether AWS announces space of a chosen lease, or did while it was leased. */
export function usesByoip({ declared }: Estate): boolean {
  return declared.leases.some(({ lease }) => lease.routing?.announcedBy === "aws");
}

/** Ranges that AWS is to announce: by an Advertisement, else the whole of a live lease that says so. */
export function expectByoip(estate: Estate): DriftItem[] {
  const { declared, context } = estate;
  const items: DriftItem[] = [];
  const said = new Set<string>();
  for (const resource of context.references.ofType(ADVERTISEMENT)) {
    const by = readString(resource.inputs, "by");
    const lease = readString(resource.inputs, "leaseId");
    if (lease === undefined || !("known" in lease) || !declared.chosen.has(lease.known)) continue;
    said.add(lease.known);
    if (by === undefined || !("known" in by) || by.known !== "aws") continue;
    const prefix = readString(resource.inputs, "prefix");
    const block = prefix !== undefined && "known" in prefix ? readPrefix(prefix.known) : undefined;
    if (block === undefined) continue;
    items.push(expectedRange(formatPrefix(block), lease.known, stateOf(resource), resource));
  }
  for (const { lease, prefix, live } of declared.leases) {
    const isAnnounced = lease.routing?.announcedBy === "aws" && lease.status === "active";
    if (live && isAnnounced && !said.has(lease.id))
      items.push(expectedRange(formatPrefix(prefix), lease.id, "advertised"));
  }
  return items;
}

function expectedRange(id: string, lease: string, state: FieldValue, resource?: Resource): DriftItem {
  return {
    observer: "aws",
    type: BYOIP,
    id,
    name: `address range ${id}`,
    ...attributionOf(new Set([`${lease}/`])),
    fields: { state },
    ...(resource === undefined ? {} : { resource: { urn: resource.urn, type: resource.type, name: resource.name } }),
    ...(resource?.location === undefined ? {} : { location: resource.location }),
  };
}

function stateOf(resource: Resource): FieldValue {
  const advertised = readBoolean(resource.inputs, "advertised");
  if (advertised !== undefined && "unknown" in advertised) return { unknown: advertised.unknown.join(", ") };
  return advertised === undefined || advertised.known ? "advertised" : "provisioned";
}

/** Ranges of the region that are of the leases; a range is in one region only. */
export async function observeByoip(sight: Sight): Promise<SightReport> {
  const { place, space } = sight;
  const { values, failure } = await listed<{ readonly ByoipCidrs?: ByoipCidr[] }, ByoipCidr>(
    place,
    "ec2:DescribeByoipCidrs",
    async () => {
      const { sdk, client } = await place.clients.ec2(place.region);
      const pageSize = Math.min(100, place.pageSize);
      const options = { abortSignal: place.signal };
      return sdk.paginateDescribeByoipCidrs({ client, pageSize }, { MaxResults: pageSize }, options);
    },
    (page) => page.ByoipCidrs,
  );
  const items = values.flatMap(({ Cidr = "", State }): DriftItem[] => {
    const prefix = readPrefix(Cidr);
    const id = prefix === undefined ? Cidr : formatPrefix(prefix);
    const owner = sight.expected(BYOIP, id) ?? space.mentioned(id);
    // What was given back lies in the listing for a while.
    if (owner === undefined || State === "deprovisioned") return [];
    const fields = { state: State ?? null };
    const { lease, segment } = owner;
    return [
      { observer: "aws", type: BYOIP, id, name: `address range ${id}`, lease, segment, scope: place.scope, fields },
    ];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [BYOIP], failure }] };
}
