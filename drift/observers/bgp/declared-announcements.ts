import { isAnnounced, type ViewedLease } from "../../../facts/lease-view";
import type { Advertisement, Routes } from "../../../facts/routes";
import { readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import { contains, formatPrefix, type Prefix } from "../../../lease/prefix";
import { AWS_ORIGINS, originsOf } from "../../../lease/rpki/lease-origins";
import type { Declared } from "../../declared";
import { declaredRoutes } from "../../declared-routes";

/** A route that is to be announced. */
export interface DeclaredRoute {
  readonly id: string;
  readonly prefix: Prefix;
  /** Any of them will do: AWS announces from one of its own. */
  readonly origins: readonly number[];
  /** Who announces it, where that is known. */
  readonly by: string | undefined;
  /** The lease says only that it is announced: parts of it down to this length may be announced in its place. */
  readonly partsDownTo?: number;
  readonly resource?: Resource;
}

/** A lease and the routes declared for it; none where it is over, or nobody announces it. */
export interface DeclaredAnnouncements {
  readonly viewed: ViewedLease;
  readonly routes: readonly DeclaredRoute[];
  /** Announcements that a deployment has yet to complete. */
  readonly hidden: readonly Advertisement[];
  /** Neither `routing` nor an announcement says anything: what is seen cannot be judged. */
  readonly undeclared: boolean;
}

/** What a route is called, the same in every run: `203.0.113.0/24 AS64496`. */
export function routeId(prefix: Prefix, origins: readonly (number | null | undefined)[]): string {
  const names = origins.map((origin) => (origin === null ? "AS_SET" : origin === undefined ? "own AS" : `AS${origin}`));
  return `${formatPrefix(prefix)} ${names.join(",")}`;
}

/** The routes that are to be seen, lease by lease. */
export function declaredAnnouncements(declared: Declared): DeclaredAnnouncements[] {
  const routes = declaredRoutes(declared);
  return declared.leases.map((viewed) => announcementsOf(viewed, routes));
}

/** Whether a route is one that is declared: itself, or a part that stands in its place. */
export function isDeclared(routes: readonly DeclaredRoute[], prefix: Prefix, origin: number | null | undefined) {
  return routes.some((route) => isRoute(route, prefix, origin) || isPart(route, prefix, origin));
}

/** Whether it is the declared route itself. */
export function isRoute({ prefix, origins }: DeclaredRoute, seen: Prefix, origin: number | null | undefined): boolean {
  return isOneOf(origins, origin) && prefix.length === seen.length && contains(prefix, seen);
}

/** Whether it is a part of the route that may be announced in its place. */
export function isPart(
  { prefix, origins, partsDownTo = 0 }: DeclaredRoute,
  seen: Prefix,
  origin: number | null | undefined,
): boolean {
  return (
    isOneOf(origins, origin) && seen.length > prefix.length && seen.length <= partsDownTo && contains(prefix, seen)
  );
}

/** An origin that a view does not know may be any. */
function isOneOf(origins: readonly number[], origin: number | null | undefined): boolean {
  return origin === undefined || (origin !== null && origins.includes(origin));
}

function announcementsOf(viewed: ViewedLease, routes: Routes): DeclaredAnnouncements {
  const own = routes.advertisements.filter(({ lease }) => lease === viewed.lease.id);
  const undeclared = viewed.lease.routing === undefined && own.length === 0;
  if (!viewed.live) return { viewed, routes: [], hidden: [], undeclared };
  if (own.length === 0) return { viewed, routes: wholeLease(viewed), hidden: [], undeclared };
  const spoken = own.filter(({ advertised }) => advertised.value !== false);
  return {
    viewed,
    routes: spoken.flatMap((one) => advertised(one, viewed)),
    hidden: spoken.filter(isHidden),
    undeclared,
  };
}

function wholeLease(viewed: ViewedLease): DeclaredRoute[] {
  const { lease, prefix } = viewed;
  const origins = originsOf(lease, isAnnounced(viewed)).filter((origin) => origin !== 0);
  if (origins.length === 0) return [];
  const partsDownTo = lease.routing?.longestAnnounced;
  const by = lease.routing?.announcedBy;
  return [{ id: routeId(prefix, origins), prefix, origins, by, ...(partsDownTo !== undefined && { partsDownTo }) }];
}

function isHidden({ prefix, origin, advertised }: Advertisement): boolean {
  return [prefix, origin, advertised].some(({ unknown }) => unknown.length > 0);
}

function advertised(one: Advertisement, { lease }: ViewedLease): DeclaredRoute[] {
  const { resource, prefix, origin } = one;
  if (isHidden(one) || prefix.value === undefined || origin.value === undefined) return [];
  const named = readString(resource.inputs, "by");
  const by = named !== undefined && "known" in named ? named.known : undefined;
  const isAws = by === "aws" && lease.routing?.byoasn === undefined && AWS_ORIGINS.includes(origin.value);
  const origins = isAws ? [...AWS_ORIGINS].sort((a, b) => a - b) : [origin.value];
  return [{ id: routeId(prefix.value, origins), prefix: prefix.value, origins, by, resource }];
}
