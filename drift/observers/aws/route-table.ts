import type { RouteTable, Route as SeenRoute } from "@aws-sdk/client-ec2";
import { unknownPath } from "../../../facts/references";
import { DEFAULT_ROUTE_TABLE, NAT_GATEWAY, ROUTE_TABLE, ROUTE_TABLES } from "../../../facts/types";
import { readString } from "../../../graph/read";
import type { Properties, Resource } from "../../../graph/resource";
import { UNKNOWN } from "../../../graph/resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, firstOwners, union } from "./estate";
import { grouped } from "./grouped";
import { listedEc2 } from "./place";
import { ROUTE_TARGETS, routeText } from "./route-text";
import { seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";
import { declaredTagFields, seenTagFields, seenTags } from "./tag-fields";

const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const DESTINATIONS = [
  "destinationCidrBlock",
  "cidrBlock",
  "destinationIpv6CidrBlock",
  "ipv6CidrBlock",
  "destinationPrefixListId",
];

/** Texts of routes, and what hides others. */
interface Routes {
  readonly texts: string[];
  readonly unknown: string[];
}

/** Route tables of the leases' subnets, and those that lead through their gateways. All routes of a table are its own. */
export function expectRouteTables(estate: Estate): DriftItem[] {
  const { references, observations } = estate.context;
  const routesOf = grouped(
    references.ofType(ROUTE),
    (route) => references.follow(route, "routeTableId", ROUTE_TABLES).keys,
  );
  const associationsOf = grouped(observations.tableAssociations, ({ tables }) => tables.keys);
  const waysOf = grouped(observations.routes, ({ tables, leaves }) => (leaves ? tables.keys : []));
  const tables = [ROUTE_TABLE, DEFAULT_ROUTE_TABLE].flatMap((type) => references.ofType(type));
  return tables.flatMap((resource) => {
    if (!estate.isChosenRegion(resource)) return [];
    const associations = associationsOf.of(resource.urn);
    const through = waysOf.of(resource.urn);
    const owners = firstOwners(
      () => estate.ownersOf(resource),
      () => union(associations.flatMap(({ subnets }) => subnets.keys.map((key) => estate.ownersOfSubnet(key)))),
      () => union(through.flatMap(({ targets }) => targets.keys.map((key) => estate.ownersThrough(key)))),
    );
    if (owners.size === 0) return [];
    const own = routesOf.of(resource.urn);
    const fields: Record<string, FieldValue> = {
      routes: declaredRoutes(resource, own),
      ...declaredTagFields(resource),
    };
    // A VPC's own table serves the subnets that have no other.
    if (resource.type === ROUTE_TABLE || associations.length > 0) {
      const subnets = estate.ids({
        keys: associations.flatMap((one) => one.subnets.keys),
        unknown: associations.flatMap((one) => one.subnets.unknown),
      });
      fields.subnets = "unknown" in subnets ? subnets : sortedTexts(subnets);
    }
    const absorbs = [...own, ...associations.map((one) => one.resource)];
    return [estate.expected(resource, ROUTE_TABLE, { label: "route table", owners, fields, absorbs })];
  });
}

function declaredRoutes(table: Resource, own: readonly Resource[]): FieldValue {
  const found: Routes = { texts: [], unknown: [] };
  const { routes } = table.inputs;
  if (routes === UNKNOWN) found.unknown.push(unknownPath(table, "routes"));
  for (const [index, route] of (Array.isArray(routes) ? routes : []).entries()) {
    if (typeof route === "object" && route !== null && !Array.isArray(route))
      readRoute(route, table, `routes[${index}]`, found);
    else found.unknown.push(unknownPath(table, `routes[${index}]`));
  }
  for (const route of own) readRoute(route.inputs, route, "", found);
  return found.unknown.length > 0 ? { unknown: found.unknown.join(", ") } : sortedTexts(found.texts);
}

function readRoute(route: Properties, resource: Resource, path: string, { texts, unknown }: Routes): void {
  const pick = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      const read = readString(route, name);
      if (read === undefined || ("known" in read && read.known === "")) continue;
      if ("known" in read) return read.known;
      unknown.push(unknownPath(resource, path === "" ? name : `${path}.${name}`));
      return undefined;
    }
    return undefined;
  };
  const destination = pick(DESTINATIONS);
  const target = pick(ROUTE_TARGETS.map(([name]) => name));
  if (destination !== undefined && target !== undefined && target !== "local")
    texts.push(routeText(destination, target));
}

/** The declared tables, and those in no stack that lead through a gateway of the leases. */
export async function observeRouteTables(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const { values, failure } = await listedEc2(
    place,
    "ec2:DescribeRouteTables",
    // AWS takes at most 100 here.
    (sdk, pages, options) =>
      sdk.paginateDescribeRouteTables({ ...pages, pageSize: Math.min(100, pages.pageSize) }, {}, options),
    (page) => page.RouteTables,
  );
  const items = values.flatMap((table): DriftItem[] => {
    const id = table.RouteTableId ?? "";
    const expected = sight.expected(ROUTE_TABLE, id);
    const routes = (table.Routes ?? []).filter(isOwnRoute).map(readSeen);
    const owner = expected ?? gatewayOf(routes, sight);
    if (owner === undefined) return [];
    const subnets = sortedTexts((table.Associations ?? []).flatMap(({ SubnetId }) => SubnetId || []));
    const texts = routes.map(({ text }) => text);
    return [
      {
        observer: "aws",
        type: ROUTE_TABLE,
        id,
        name: `route table ${id}`,
        lease: owner.lease,
        segment: owner.segment,
        scope: place.scope,
        fields: { routes: sortedTexts(texts), subnets, ...seenTagFields(table.Tags) },
        observed: tableResource(table, routes, expected),
        observedParts: subnets.map((subnetId) =>
          seenResource(ASSOCIATION, `${id}/${subnetId}`, { routeTableId: id, subnetId }),
        ),
      },
    ];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [ROUTE_TABLE], failure }] };
}

interface ReadRoute {
  readonly text: string;
  readonly destination: string;
  readonly property: string;
  readonly target: string;
}

/** What somebody wrote: not the VPC's local routes, nor those that a gateway propagates or an endpoint service adds. */
function isOwnRoute(route: SeenRoute): boolean {
  if (route.GatewayId === "local" || route.Origin === "EnableVgwRoutePropagation") return false;
  return !(route.GatewayId?.startsWith("vpce-") && route.DestinationPrefixListId);
}

function readSeen(route: SeenRoute): ReadRoute {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = route;
  const destination = DestinationCidrBlock || DestinationIpv6CidrBlock || DestinationPrefixListId || "";
  const [property, word] = ROUTE_TARGETS.find(([, name]) => route[name]) ?? (["gatewayId", "GatewayId"] as const);
  const target = route[word] ?? "nowhere";
  return {
    destination,
    property: target.startsWith("vpce-") ? "vpcEndpointId" : property,
    target,
    text: routeText(destination, target),
  };
}

function gatewayOf(routes: readonly ReadRoute[], sight: Sight): DriftItem | undefined {
  for (const { property, target } of routes) {
    const gateway = property === "natGatewayId" ? sight.expected(NAT_GATEWAY, target) : undefined;
    if (gateway !== undefined) return gateway;
  }
  return undefined;
}

function tableResource(table: RouteTable, routes: readonly ReadRoute[], expected: DriftItem | undefined): Resource {
  const inputs = {
    vpcId: table.VpcId ?? "",
    routes: routes.map(({ destination, property, target }) => ({
      [blockOf(destination)]: destination,
      [property]: target,
    })),
    tags: seenTags(table.Tags),
  };
  const type = expected?.resource?.type ?? ROUTE_TABLE;
  return seenResource(type, table.RouteTableId ?? "", inputs, { urn: expected?.resource?.urn });
}

function blockOf(destination: string): string {
  if (destination.startsWith("pl-")) return "destinationPrefixListId";
  return destination.includes(":") ? "ipv6CidrBlock" : "cidrBlock";
}
