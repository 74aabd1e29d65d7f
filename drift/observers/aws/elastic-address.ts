import type { Address, NatGateway } from "@aws-sdk/client-ec2";
import { LEASE_TAG } from "../../../facts/tags";
import { EIP, NAT_GATEWAY } from "../../../facts/types";
import type { Resource } from "../../../graph/resource";
import { formatShort } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, firstOwners } from "./estate";
import { natResource } from "./nat-gateway";
import { seenResource } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

const NOTHING = "nothing";

/** Elastic addresses of the leases: by address, which the lease gives and a preview knows. */
export function expectAddresses(estate: Estate): DriftItem[] {
  const uses = usesOf(estate);
  return estate.context.observations.allocations.flatMap((allocation) => {
    const { resource, address } = allocation;
    if (resource.type !== EIP || !estate.isChosenRegion(resource)) return [];
    const prefix = address.value;
    const owners = firstOwners(
      () => (prefix === undefined ? new Set<string>() : estate.ownersOfAddress(prefix)),
      () => estate.ownersOf(resource),
    );
    if (owners.size === 0) return [];
    const usedBy = uses(resource);
    const fields: Record<string, FieldValue> = { usedBy: usedBy.value, ...declaredTagFields(resource) };
    if (resource.id !== undefined) fields.allocation = resource.id;
    const id = prefix === undefined ? undefined : formatShort(prefix);
    const item = estate.expected(resource, EIP, {
      label: "elastic address",
      owners,
      fields,
      id: id ?? resource.urn,
      absorbs: usedBy.by,
    });
    return [
      id === undefined ? { ...item, name: `elastic address of ${resource.name}`, undeployed: true as const } : item,
    ];
  });
}

interface Uses {
  readonly value: FieldValue;
  /** Resources that say it, besides the address's and the user's own. */
  readonly by: readonly Resource[];
}

/** What uses an address, as the physical id of the gateway, machine or interface. */
function usesOf(estate: Estate): (address: Resource) => Uses {
  const byAddress = new Map<string, { ids: Set<string>; unknown: string[]; by: Resource[] }>();
  const stray: string[] = [];
  for (const { addresses, users, resource } of estate.context.observations.uses) {
    const ids = estate.ids(users);
    stray.push(...addresses.unknown);
    for (const key of addresses.keys) {
      const found = byAddress.get(key) ?? { ids: new Set(), unknown: [], by: [] };
      if ("unknown" in ids) found.unknown.push(ids.unknown);
      else for (const id of ids) found.ids.add(id);
      if (resource.type.endsWith(":EipAssociation")) found.by.push(resource);
      byAddress.set(key, found);
    }
  }
  return ({ urn }) => {
    const found = byAddress.get(urn);
    if (found === undefined) return { value: stray.length === 0 ? NOTHING : { unknown: stray[0] as string }, by: [] };
    const value = found.unknown.length > 0 ? { unknown: found.unknown.join(", ") } : [...found.ids].sort().join(", ");
    return { value, by: found.by };
  };
}

/** The addresses of the region that lie in leased space or are declared. Their listing has no pages. */
export async function observeAddresses(sight: Sight): Promise<SightReport> {
  const [addresses, gateways] = await Promise.all([sight.addresses(), sight.natGateways()]);
  const items: DriftItem[] = [];
  for (const address of addresses.values) {
    const id = address.PublicIp ?? "";
    const expected = sight.expected(EIP, id);
    const owner = sight.space.owner(id);
    if (expected === undefined && (owner === undefined || isOfAnotherStack(address, owner.lease, sight))) continue;
    const gateway = gatewayOf(address, gateways.values);
    const holders = holdersOf(address, gateway);
    const declaredUse = expected?.fields.usedBy;
    const known = holders.find((holder) => holder === declaredUse) ?? holders[0] ?? NOTHING;
    // Without all gateways nobody knows whether an interface is one's.
    const isHidden =
      gateways.failure !== undefined && gateway === undefined && known !== NOTHING && known !== declaredUse;
    const usedBy: FieldValue = isHidden ? { unknown: gateways.failure.reason } : known;
    items.push({
      observer: "aws",
      type: EIP,
      id,
      name: expected?.name ?? `elastic address ${id}`,
      lease: expected?.lease ?? owner?.lease ?? null,
      segment: expected?.segment ?? owner?.segment ?? null,
      scope: sight.place.scope,
      fields: { allocation: address.AllocationId ?? null, usedBy, ...seenTagFields(address.Tags) },
      observed: seenResource(EIP, address.AllocationId ?? id, inputsOf(address, gateway), {
        urn: expected?.resource?.urn,
        outputs: { publicIp: id, allocationId: address.AllocationId ?? "" },
      }),
      ...withGateway(gateway, sight, gateways.values),
    });
  }
  return { items, failures: addresses.failure === undefined ? [] : [{ types: [EIP], failure: addresses.failure }] };
}

/** A gateway in no stack that holds the address: the rules on what was seen have to know it. */
function withGateway(
  gateway: string | undefined,
  sight: Sight,
  gateways: readonly NatGateway[],
): Pick<DriftItem, "observedParts"> {
  if (gateway === undefined || sight.expected(NAT_GATEWAY, gateway) !== undefined) return {};
  const seen = gateways.find(({ NatGatewayId }) => NatGatewayId === gateway);
  return seen === undefined ? {} : { observedParts: [natResource(seen)] };
}

/** The register places something here, and the tags say that a stack did it: another stack's own matter. */
function isOfAnotherStack(address: Address, lease: string | null, { space }: Sight): boolean {
  const tagged = address.Tags?.find(({ Key }) => Key === LEASE_TAG)?.Value;
  return lease !== null && tagged === lease && space.isPlaced(address.PublicIp ?? "", lease);
}

/**
 * The gateway that an address belongs to: by the interface of both, since a listing of gateways may still name an address that
 * was associated elsewhere. A gateway that is being made, or a regional one, has no interface to compare.
 */
function gatewayOf(address: Address, gateways: readonly NatGateway[]): string | undefined {
  if (!address.AllocationId) return undefined;
  for (const { NatGatewayId, NatGatewayAddresses = [], State } of gateways) {
    for (const { AllocationId, NetworkInterfaceId } of NatGatewayAddresses) {
      if (AllocationId !== address.AllocationId) continue;
      const isSame = NetworkInterfaceId === address.NetworkInterfaceId;
      if (isSame || !NetworkInterfaceId || (State === "pending" && !address.NetworkInterfaceId)) return NatGatewayId;
    }
  }
  return undefined;
}

/** By every id that may be declared to hold it, the most telling first. */
function holdersOf({ InstanceId, NetworkInterfaceId }: Address, gateway: string | undefined): string[] {
  return [gateway, InstanceId, NetworkInterfaceId].filter((id): id is string => id !== undefined && id !== "");
}

function inputsOf(address: Address, gateway: string | undefined) {
  const isGateways = gateway !== undefined;
  return {
    address: address.PublicIp ?? "",
    ...(address.PublicIpv4Pool ? { publicIpv4Pool: address.PublicIpv4Pool } : {}),
    instance: isGateways ? "" : (address.InstanceId ?? ""),
    networkInterface: isGateways ? "" : (address.NetworkInterfaceId ?? ""),
    tags: seenTags(address.Tags),
  };
}
