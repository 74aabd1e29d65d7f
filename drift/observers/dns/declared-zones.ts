import { hostName } from "../../../facts/adapters/reverse-records";
import { zoneName } from "../../../facts/record-name";
import { collect } from "../../../facts/references";
import { CLOUDFLARE_ZONE, ROUTE53_ZONE } from "../../../facts/types";
import { readArray } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import type { Prefix } from "../../../lease/prefix";
import { PrefixIndex } from "../../../lease/prefix-index";
import { parseReverseName } from "../../../lease/reverse-name";
import type { Declared } from "../../declared";

/** A public zone that the program declares. */
export interface DeclaredZone {
  /** Lower case, without a trailing dot. */
  readonly name: string;
  readonly resource: Resource;
  readonly at: "cloudflare" | "route53";
  /** The block whose reverse names it holds; undefined for a forward zone. */
  readonly block: Prefix | undefined;
  /** Sorted names of the servers that it is to be delegated to; undefined until it is deployed. */
  readonly servers: readonly string[] | undefined;
}

/** The zones of the graph that the internet sees: a private zone of Route 53 is left out. */
export function declaredZones({ context: { references } }: Declared): DeclaredZone[] {
  const zones = [
    ...references.ofType(CLOUDFLARE_ZONE).map((resource) => readZone(resource, "cloudflare")),
    ...references.ofType(ROUTE53_ZONE).map((resource) => readZone(resource, "route53")),
  ];
  return zones.filter((zone) => zone !== undefined);
}

/** Declared reverse zones by the block they hold. */
export function reverseZoneIndex(zones: readonly DeclaredZone[]): PrefixIndex<DeclaredZone> {
  return new PrefixIndex(zones.flatMap((zone) => (zone.block === undefined ? [] : [[zone.block, zone] as const])));
}

function readZone(resource: Resource, at: DeclaredZone["at"]): DeclaredZone | undefined {
  if (at === "route53" && readArray(resource.inputs, "vpcs") !== undefined) return undefined;
  const zone = zoneName(resource);
  if (zone === undefined) return undefined;
  const servers = collect(resource.outputs, "nameServers[]").flatMap(({ value }) =>
    typeof value === "string" ? [hostName(value)] : [],
  );
  return {
    name: zone,
    resource,
    at,
    block: parseReverseName(zone),
    servers: servers.length === 0 ? undefined : [...new Set(servers)].sort(),
  };
}
