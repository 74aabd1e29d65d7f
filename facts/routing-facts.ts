import { readArray, readNumber, readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import { daysBetween } from "../lease/dates";
import { isoDate } from "../lease/lease";
import { formatPrefix, type Prefix } from "../lease/prefix";
import { originsOf } from "../lease/rpki/lease-origins";
import type { Vrp } from "../lease/rpki/route-origin";
import type { FactContext } from "./context";
import type { AnnouncementFact, RoaFact } from "./fact";
import { isAnnounced } from "./lease-view";
import { unknownPath } from "./references";
import type { Advertisement, RoaRequest, Routes } from "./routes";

/** One fact for every ROA request, and for every payload seen for leased space. */
export function roaFacts(context: FactContext, routes: Routes): RoaFact[] {
  const requests = routes.requests.map((request) => requestFact(request, context, routes));
  const payloads = new Map<string, RoaFact>();
  for (const vrp of context.vrps ?? []) {
    const lease = context.view.leaseFor(vrp.prefix);
    if (lease === undefined) continue;
    const fact = payloadFact(vrp, lease.lease.id, context, routes);
    payloads.set(fact.id, fact);
  }
  return [...requests, ...payloads.values()];
}

export function announcementFacts(context: FactContext, routes: Routes): AnnouncementFact[] {
  return routes.advertisements.map((one) => announcementFact(one, context));
}

function requestFact(request: RoaRequest, context: FactContext, routes: Routes): RoaFact {
  const { resource, prefix, asn, maxLength, lease } = request;
  const unknown: Record<string, readonly string[]> = {};
  if (prefix.unknown.length > 0) unknown.prefix = unknown.length = prefix.unknown;
  if (asn.unknown.length > 0) unknown.asn = asn.unknown;
  if (maxLength.unknown.length > 0) unknown.maxLength = maxLength.unknown;
  const allowed = allowances(resource, lease, context, unknown);
  return {
    kind: "roa",
    id: `roa:${resource.urn}`,
    resource: resource.urn,
    lease,
    segment: null,
    unknown,
    source: "request",
    prefix: prefix.value === undefined ? null : formatPrefix(prefix.value),
    length: prefix.value?.length ?? null,
    asn: asn.value ?? null,
    maxLength: maxLength.value ?? null,
    origins: allowed.origins,
    longestAnnounced: allowed.longestAnnounced ?? prefix.value?.length ?? null,
    announced: announcedSomewhere(request, prefix.value, context, routes),
    ...endOfLease(request, context, unknown),
  };
}

function payloadFact(vrp: Vrp, lease: string, context: FactContext, routes: Routes): RoaFact {
  const unknown: Record<string, readonly string[]> = {};
  const allowed = allowances(undefined, lease, context, unknown);
  const prefix = formatPrefix(vrp.prefix);
  return {
    kind: "roa",
    id: `roa:vrp:${prefix}-${vrp.maxLength}:${vrp.asn}`,
    resource: null,
    lease,
    segment: null,
    unknown,
    source: "vrp",
    prefix,
    length: vrp.prefix.length,
    asn: vrp.asn,
    maxLength: vrp.maxLength,
    origins: allowed.origins,
    longestAnnounced: allowed.longestAnnounced ?? vrp.prefix.length,
    announced: routes.isAnnounced(lease, vrp.prefix),
    // Whether a payload renews itself cannot be seen.
    daysUntilLeaseEnd: null,
    noticeDays: null,
    removalAfterEnd: null,
    leaseStatus: context.view.leases.get(lease)?.lease.status ?? null,
  };
}

function announcementFact(
  { resource, prefix, origin, advertised, lease }: Advertisement,
  context: FactContext,
): AnnouncementFact {
  const unknown: Record<string, readonly string[]> = {};
  if (prefix.unknown.length > 0) unknown.prefix = unknown.family = unknown.length = prefix.unknown;
  if (origin.unknown.length > 0) unknown.origin = origin.unknown;
  if (advertised.unknown.length > 0) unknown.advertised = advertised.unknown;
  const allowed = allowances(resource, lease, context, unknown);
  return {
    kind: "announcement",
    id: `announcement:${resource.urn}`,
    resource: resource.urn,
    lease,
    segment: null,
    unknown,
    prefix: prefix.value === undefined ? null : formatPrefix(prefix.value),
    family: prefix.value?.family ?? null,
    length: prefix.value?.length ?? null,
    origin: origin.value ?? null,
    origins: allowed.origins,
    advertised: advertised.value ?? null,
  };
}

/** What the lease allows; where it is out of view, what its component wrote on the request itself. */
function allowances(
  resource: Resource | undefined,
  leaseId: string | null,
  { view }: FactContext,
  unknown: Record<string, readonly string[]>,
): { origins: number[] | null; longestAnnounced: number | null } {
  const viewed = leaseId === null ? undefined : view.leases.get(leaseId);
  if (viewed !== undefined) {
    const hidden = viewed.unknown["declaration.routing"];
    if (hidden !== undefined) unknown.origins = unknown.longestAnnounced = hidden;
    const { routing } = viewed.lease;
    return {
      origins:
        routing === undefined
          ? null
          : [...new Set([...routing.origins, ...originsOf(viewed.lease, isAnnounced(viewed))])],
      longestAnnounced: routing?.longestAnnounced ?? null,
    };
  }
  if (resource === undefined) return { origins: null, longestAnnounced: null };
  const origins = readArray(resource.inputs, "origins");
  const longest = readNumber(resource.inputs, "longestAnnounced");
  for (const [field, read] of Object.entries({ origins, longestAnnounced: longest })) {
    if (read !== undefined && "unknown" in read)
      unknown[field] = read.unknown.map((path) => unknownPath(resource, path));
  }
  const numbers = origins !== undefined && "known" in origins ? origins.known : undefined;
  const isWhole = numbers?.every((origin) => typeof origin === "number");
  if (isWhole === false) unknown.origins = [unknownPath(resource, "origins")];
  return {
    origins: isWhole === true ? (numbers as number[]) : null,
    longestAnnounced: longest !== undefined && "known" in longest ? longest.known : null,
  };
}

/** When the lease ends, by the lease or else by the request itself, and when the ROA is to be removed. */
function endOfLease(
  { resource, lease }: RoaRequest,
  { view, options }: FactContext,
  unknown: Record<string, readonly string[]>,
): Pick<RoaFact, "daysUntilLeaseEnd" | "noticeDays" | "removalAfterEnd" | "leaseStatus"> {
  const viewed = lease === null ? undefined : view.leases.get(lease);
  const term = viewed?.unknown["declaration.term"];
  const hide = (field: string, paths: readonly string[]): null => {
    if (paths.length > 0) unknown[field] = paths;
    return null;
  };
  const dayAt = (path: string, field: string): string | null => {
    const read = readString(resource.inputs, path);
    if (read === undefined) return null;
    const day = "known" in read ? isoDate.safeParse(read.known) : undefined;
    return day?.success ? day.data : hide(field, [unknownPath(resource, path)]);
  };
  if (term !== undefined) hide("daysUntilLeaseEnd", term);
  const end = viewed?.lease.term.end ?? dayAt("leaseEnd", "daysUntilLeaseEnd");
  const removal = dayAt("removeOn", "removalAfterEnd");
  return {
    daysUntilLeaseEnd: end === null ? null : daysBetween(options.today, end),
    noticeDays: viewed?.lease.term.noticeDays ?? null,
    removalAfterEnd: end === null || removal === null ? null : daysBetween(end, removal),
    leaseStatus: viewed?.lease.status ?? null,
  };
}

/** With the lease out of view, the request itself says what is announced. */
function announcedSomewhere(
  { resource, lease }: RoaRequest,
  prefix: Prefix | undefined,
  { view }: FactContext,
  routes: Routes,
): boolean {
  if (lease !== null && view.leases.has(lease)) return routes.isAnnounced(lease, prefix);
  const announces = readArray(resource.inputs, "announces");
  return announces !== undefined && "known" in announces && announces.known.length > 0;
}
