import type { FactContext } from "./context";
import type { SubnetFact } from "./fact";
import { bound, claimOf, conflicting, distinct, strongest } from "./membership";
import { type Key, unknownPath } from "./references";
import type { ClaimedSubnet } from "./subnets";
import type { WaysOut } from "./ways-out";

/** One fact for every subnet that a segment claims, and one for a segment some of whose subnets nobody knows yet. */
export function subnetFacts(context: FactContext, ways: WaysOut): SubnetFact[] {
  const facts: SubnetFact[] = [];
  for (const subnet of ways.subnets.claimed.values()) facts.push(subnetFact(subnet, context, ways));
  for (const [key, paths] of ways.subnets.unknownOf) {
    const { lease, segment } = claimOf("subnets", key);
    facts.push({
      kind: "subnet",
      id: `subnet:unknown:${key}`,
      resource: context.view.segments.get(key)?.resource?.urn ?? null,
      lease,
      segment,
      unknown: { subnet: paths, internetGatewayRoute: paths },
      subnet: paths[0] as Key,
      claims: [{ by: "subnets", lease, segment }],
      conflicting: [],
      hostsNatOnly: false,
      internetGatewayRoute: null,
      via: [],
    });
  }
  return facts;
}

function subnetFact(subnet: ClaimedSubnet, context: FactContext, ways: WaysOut): SubnetFact {
  const { key, observed } = subnet;
  const claims = bound(subnet.claims, null, context.view).filter((claim) => claim.lease !== "");
  const unknown: Record<string, readonly string[]> = {};
  if (subnet.unknownClaims.length > 0) unknown[claims.length === 0 ? "claims" : "conflicting"] = subnet.unknownClaims;
  const { tables, unknown: hidden } = ways.tables.ofSubnet(key, ways.subnets);
  const via = new Set<string>();
  const hiddenGateways = new Set<string>(hidden);
  for (const table of tables) {
    for (const route of ways.tables.routes(table)) {
      if (route.to !== "internet" || !route.leaves) continue;
      if (route.targets.keys.length > 0) via.add(route.resource.urn);
      for (const path of route.targets.unknown) hiddenGateways.add(path);
    }
    if (ways.tables.isOutOfView(table)) hiddenGateways.add(routeTablePath(table, key, ways));
  }
  const isKnown = via.size > 0 || hiddenGateways.size === 0;
  if (!isKnown) unknown.internetGatewayRoute = [...hiddenGateways].sort();
  const segments = claims.length === 0 ? [] : strongest(claims);
  const [only] = segments;
  const single = segments.length === 1 && only !== undefined ? claimOf("tag", only) : undefined;
  const leases = distinct(segments.map((segment) => claimOf("tag", segment).lease));
  return {
    kind: "subnet",
    id: `subnet:${key}`,
    resource: observed?.resource.urn ?? subnet.namedAt.split("#")[0] ?? null,
    lease: leases.length === 1 ? (leases[0] ?? null) : null,
    segment: single?.segment ?? null,
    unknown,
    subnet: key,
    claims,
    conflicting: conflicting(claims),
    hostsNatOnly: subnet.hostsNatOnly,
    internetGatewayRoute: via.size > 0 ? true : isKnown ? false : null,
    via: [...via].sort(),
  };
}

function routeTablePath(table: Key, subnet: Key, ways: WaysOut): string {
  return ways.subnets.claimed.get(subnet)?.namedAt ?? unknownPath({ urn: table }, "routes");
}
