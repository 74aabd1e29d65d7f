import type { NatGateway } from "@aws-sdk/client-ec2";
import { EIP, NAT_GATEWAY, SUBNETS } from "../../../facts/types";
import { readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import { formatShort, type Prefix } from "../../../lease/prefix";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, firstOwners, NOBODY, union } from "./estate";
import { grouped } from "./grouped";
import { seenAs } from "./seen-as";
import { seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

const ASSOCIATION = "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation";

/** NAT gateways that the leases leave through: by id, with every address they translate to. */
export function expectNatGateways(estate: Estate): DriftItem[] {
  const { observations, references } = estate.context;
  const addressOf = new Map(observations.allocations.map(({ key, address }) => [key, address.value]));
  const usesOf = grouped(observations.uses, ({ users }) => users.keys);
  return references.ofType(NAT_GATEWAY).flatMap((resource) => {
    if (!estate.isChosenRegion(resource)) return [];
    const uses = usesOf.of(resource.urn);
    const keys = uses.flatMap(({ addresses }) => addresses.keys);
    const owners = firstOwners(
      () => estate.ownersOf(resource),
      () => union(keys.map((key) => ownersOfKey(estate, addressOf.get(key)))),
      () => estate.ownersThrough(resource.urn),
    );
    if (owners.size === 0) return [];
    const unknown = uses.flatMap(({ addresses }) => addresses.unknown);
    const fields: Record<string, FieldValue> = { state: "available", ...declaredTagFields(resource) };
    const known = keys.map((key) => addressOf.get(key));
    if (unknown.length > 0) fields.addresses = { unknown: unknown.join(", ") };
    else if (known.every((prefix) => prefix !== undefined)) fields.addresses = sortedTexts(known.map(formatShort));
    // An allocation out of view has an id alone.
    else fields.allocations = listOf(estate.ids({ keys, unknown }));
    const subnet = estate.id(references.follow(resource, "subnetId", SUBNETS));
    if (subnet !== null) fields.subnet = subnet;
    const type = readString(resource.inputs, "connectivityType");
    fields.connectivity =
      type === undefined ? "public" : "known" in type ? type.known : { unknown: type.unknown.join() };
    const absorbs = uses.map((use) => use.resource).filter((one) => one.type === ASSOCIATION);
    return [estate.expected(resource, NAT_GATEWAY, { label: "NAT gateway", owners, fields, absorbs })];
  });
}

function ownersOfKey(estate: Estate, prefix: Prefix | undefined) {
  return prefix === undefined ? NOBODY : estate.ownersOfAddress(prefix);
}

function listOf(ids: readonly string[] | { readonly unknown: string }): FieldValue {
  return ids;
}

/** The declared gateways. One in no stack shows at the address that it holds. */
export async function observeNatGateways(sight: Sight): Promise<SightReport> {
  const { values, failure } = await sight.natGateways();
  const items = values.flatMap((gateway): DriftItem[] => {
    const expected = sight.expected(NAT_GATEWAY, gateway.NatGatewayId ?? "");
    if (expected === undefined) return [];
    const addresses = gateway.NatGatewayAddresses ?? [];
    return [
      {
        ...seenAs(expected, sight.place.scope),
        fields: {
          addresses: addressesTold(
            addresses.flatMap(({ PublicIp }) => PublicIp ?? []),
            expected,
            sight,
          ),
          allocations: sortedTexts(addresses.flatMap(({ AllocationId }) => AllocationId ?? [])),
          subnet: gateway.SubnetId || null,
          connectivity: gateway.ConnectivityType ?? "public",
          // A gateway that is being made will be there.
          state: gateway.State === "pending" ? "available" : (gateway.State ?? null),
          ...seenTagFields(gateway.Tags),
        },
        observed: natResource(gateway, expected.resource?.urn),
      },
    ];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [NAT_GATEWAY], failure }] };
}

/** An address with an item of its own tells there that it came or went; here it stands as it is declared. */
function addressesTold(seen: readonly string[], { fields }: DriftItem, sight: Sight): string[] {
  const isTold = (address: string): boolean => sight.expected(EIP, address) !== undefined;
  const declared = Array.isArray(fields.addresses) ? (fields.addresses as readonly string[]) : [];
  return sortedTexts([...declared.filter(isTold), ...seen.filter((address) => !isTold(address))]);
}

/** A gateway as a program would declare it, its further addresses inline. */
export function natResource(gateway: NatGateway, urn?: string): Resource {
  const allocations = (gateway.NatGatewayAddresses ?? []).flatMap(({ AllocationId }) => AllocationId ?? []);
  const isRegional = gateway.AvailabilityMode === "regional";
  const inputs = {
    allocationId: allocations[0] ?? "",
    secondaryAllocationIds: allocations.slice(1),
    availabilityZoneAddresses: [],
    connectivityType: gateway.ConnectivityType ?? "public",
    ...(isRegional ? { vpcId: gateway.VpcId ?? "" } : { subnetId: gateway.SubnetId ?? "" }),
    tags: seenTags(gateway.Tags),
  };
  return seenResource(NAT_GATEWAY, gateway.NatGatewayId ?? "", inputs, { urn });
}
