import type { Resource } from "../../graph/resource";
import { readPrefix } from "../../lease/prefix";
import { PRIVATE } from "../../lease/special-purpose";
import type { Observations, RouteTarget } from "../observations";
import { type Collected, collect, NO_TARGETS, type References, type Targets } from "../references";
import {
  INSTANCES,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  NETWORK_FIREWALL,
  NETWORK_INTERFACE,
  PEERING,
  TRANSIT_GATEWAY,
} from "../types";

/** Where a route may lead, by the property that says so. What is not listed leads nowhere outside (`local`). */
const TARGETS: readonly (readonly [property: string, to: RouteTarget, types: readonly string[]])[] = [
  ["natGatewayId", "nat", [NAT_GATEWAY]],
  ["networkInterfaceId", "interface", [NETWORK_INTERFACE, ...INSTANCES]],
  ["instanceId", "interface", INSTANCES],
  ["gatewayId", "internet", [INTERNET_GATEWAY]],
  ["transitGatewayId", "transit", [TRANSIT_GATEWAY]],
  ["coreNetworkArn", "transit", ["aws:networkmanager/coreNetwork:CoreNetwork"]],
  ["vpcPeeringConnectionId", "peering", [PEERING]],
  ["vpcEndpointId", "firewall", [NETWORK_FIREWALL]],
];

const DESTINATIONS = ["destinationCidrBlock", "cidrBlock", "destinationIpv6CidrBlock", "ipv6CidrBlock"];

/**
 * Reads the routes at `base` (`routes[]`, or empty where the resource is the route). The targets of one kind are followed
 * together, so that the unknown ids of a table's inline routes can be told apart through its dependencies.
 */
export function observeRoutes(
  resource: Resource,
  base: string,
  tables: Targets,
  references: References,
  into: Observations,
): void {
  if (base !== "" && !Object.hasOwn(resource.inputs, base.replace(/\[.*$/, ""))) return;
  const leaving = destinations(resource, base);
  for (const [property, to, types] of TARGETS) {
    const found = collect(resource.inputs, base === "" ? property : `${base}.${property}`);
    if (found.length === 0) continue;
    const byReach = [true, false].map((leaves) => found.filter((one) => leaving(one.path) === leaves));
    for (const [index, values] of byReach.entries()) {
      if (values.length === 0) continue;
      const targets = references.followValues(resource, values, types);
      const kept = to === "internet" ? internetOnly(targets, references) : targets;
      if (kept.keys.length + kept.unknown.length === 0) continue;
      into.routes.push({ resource, tables, to, targets: kept, leaves: index === 0 });
    }
  }
}

/** Whether the route that a target's path belongs to leads beyond private space. Unknown destinations may. */
function destinations(resource: Resource, base: string): (path: string) => boolean {
  const inside = new Map<string, boolean>();
  for (const property of DESTINATIONS) {
    for (const found of collect(resource.inputs, base === "" ? property : `${base}.${property}`)) {
      const stem = stemOf(found.path);
      inside.set(stem, (inside.get(stem) ?? true) && isPrivate(found));
    }
  }
  return (path) => !(inside.get(stemOf(path)) ?? false);
}

function isPrivate(found: Collected): boolean {
  const prefix = typeof found.value === "string" ? readPrefix(found.value) : undefined;
  // An empty text stands for "not set" in providers that return every property.
  return found.value === "" || (prefix !== undefined && PRIVATE.containsPrefix(prefix));
}

function stemOf(path: string): string {
  return path.includes("]") ? path.slice(0, path.indexOf("]")) : "";
}

/** `gatewayId` also takes virtual private gateways, gateway endpoints and the word `local`: they are no way out. */
function internetOnly(targets: Targets, references: References): Targets {
  const keys = targets.keys.filter((key) => references.resource(key) !== undefined || key.startsWith("igw-"));
  return keys.length + targets.unknown.length === 0 ? NO_TARGETS : { keys, unknown: targets.unknown };
}
