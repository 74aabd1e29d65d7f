import { formatPrefix, fullLength, type Prefix, readPrefix } from "../../../lease/prefix";

/** Where a route may lead, by the input of a program and by the word of AWS, in the order in which they are looked for. */
export const ROUTE_TARGETS = [
  ["natGatewayId", "NatGatewayId"],
  ["networkInterfaceId", "NetworkInterfaceId"],
  ["instanceId", "InstanceId"],
  ["egressOnlyGatewayId", "EgressOnlyInternetGatewayId"],
  ["transitGatewayId", "TransitGatewayId"],
  ["vpcPeeringConnectionId", "VpcPeeringConnectionId"],
  ["localGatewayId", "LocalGatewayId"],
  ["carrierGatewayId", "CarrierGatewayId"],
  ["coreNetworkArn", "CoreNetworkArn"],
  ["gatewayId", "GatewayId"],
  // AWS names an endpoint as a gateway.
  ["vpcEndpointId", "GatewayId"],
] as const;

/** One route as both sides write it: `0.0.0.0/0 -> nat-0a1b2c`. */
export function routeText(destination: string, target: string): string {
  return `${canonicalBlock(destination)} -> ${target}`;
}

/** A block in its one spelling, without host bits, as AWS keeps it; anything else, such as a prefix list's id, as it is. */
export function canonicalBlock(text: string): string {
  const trimmed = text.trim();
  const prefix = readPrefix(trimmed) ?? withoutHostBits(trimmed);
  return prefix === undefined ? trimmed : formatPrefix(prefix);
}

function withoutHostBits(text: string): Prefix | undefined {
  const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const whole = readPrefix(address);
  const length = Number(digits);
  if (whole === undefined || digits === "" || length > fullLength(whole.family)) return undefined;
  const free = BigInt(fullLength(whole.family) - length);
  return { family: whole.family, first: (whole.first >> free) << free, length };
}
