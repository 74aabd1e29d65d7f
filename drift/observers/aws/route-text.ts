import { formatPrefix, readPrefix } from "../../../lease/prefix";

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

/** A block in its one spelling; anything else, such as a prefix list's id, as it is. */
export function canonicalBlock(text: string): string {
  const prefix = readPrefix(text.trim());
  return prefix === undefined ? text.trim() : formatPrefix(prefix);
}
