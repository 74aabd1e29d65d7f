import { readString } from "../graph/read";
import { readPrefix } from "../lease/prefix";
import type { FactContext } from "./context";
import type { AddressFact, LeaseFact } from "./fact";
import { SetMap } from "./key-map";
import { leaseEvidence } from "./lease-evidence";
import { isAnnounced, type ViewedLease } from "./lease-view";
import type { PrivilegedAlerts } from "./privileged-alerts";
import type { Routes } from "./routes";
import { ADVERTISEMENT, EGRESS_SEGMENT, ROA_REQUEST } from "./types";

const MOST_HOLDERS = 5;
const MOST_OVERLAPS = 20;

/** One fact for every lease in view. */
export function leaseFacts(
  context: FactContext,
  addresses: readonly AddressFact[],
  routes: Routes,
  alerts: PrivilegedAlerts,
): LeaseFact[] {
  const holders = holdersByLease(context, addresses);
  const stray = addresses.flatMap((fact) => (fact.leased === null ? (fact.unknown.address ?? []).slice(0, 1) : []));
  return [...context.view.leases.values()].map((viewed) => {
    const fact = leaseFact(viewed, context, holders, routes, alerts);
    // What nobody knows yet may be an address of a lease that is over; nobody asks that of the others.
    if (fact.holderCount > 0 || viewed.daysUntilEnd >= 0 || stray.length === 0) return fact;
    return { ...fact, unknown: { ...fact.unknown, holders: stray.slice(0, MOST_HOLDERS) } };
  });
}

function leaseFact(
  viewed: ViewedLease,
  context: FactContext,
  holders: SetMap<string, string>,
  routes: Routes,
  alerts: PrivilegedAlerts,
): LeaseFact {
  const { lease } = viewed;
  const held = [...holders.get(lease.id)].sort();
  const recorded = context.view.segmentsOf(lease.id).filter((segment) => segment.resource?.type !== EGRESS_SEGMENT);
  const judged = routes.of(lease.id);
  const unknown: Record<string, readonly string[]> = { ...viewed.unknown };
  if (judged.unknown.length > 0) unknown.routes = judged.unknown;
  const routing = viewed.unknown["declaration.routing"];
  if (routing !== undefined) {
    unknown.announced = routing;
    unknown.routes = [...(unknown.routes ?? []), ...routing];
  }
  const announcers = routes.announcersOf(lease.id);
  if (announcers.unknown.length > 0) unknown.announcers = announcers.unknown;
  const forbidden = routes.forbids(viewed);
  if (!forbidden.as0 && forbidden.unknown.length > 0) unknown.as0 = forbidden.unknown;
  const alerted = alerts.of(lease.id);
  if (alerted.unknown.length > 0) unknown.alerts = alerted.unknown;
  return {
    kind: "lease",
    id: `lease:${lease.id}`,
    resource: viewed.resource?.urn ?? null,
    lease: lease.id,
    segment: null,
    unknown,
    declaredBy: viewed.declaredBy,
    declaration: lease,
    daysUntilEnd: viewed.daysUntilEnd,
    daysSinceStart: viewed.daysSinceStart,
    holders: held.slice(0, MOST_HOLDERS),
    holderCount: held.length + recorded.length,
    overlapping: overlapping(viewed, context),
    announced: isAnnounced(viewed),
    routes: judged.routes,
    vrpsSeen: context.vrps !== undefined,
    evidence: leaseEvidence(lease, context.options.today),
    announcers: announcers.names,
    as0: forbidden.as0,
    alerts: alerted.alerts,
    segmentCount: context.view.segmentsOf(lease.id).length,
  };
}

/** Addresses, gateways, segments, ROAs, announcements and pools that are allocated from each lease. */
function holdersByLease(context: FactContext, addresses: readonly AddressFact[]): SetMap<string, string> {
  const holders = new SetMap<string, string>();
  for (const address of addresses) {
    if (address.lease === null || address.leased !== true) continue;
    if (address.resource !== null) holders.add(address.lease, address.resource);
    for (const { resource, as } of address.usedBy) {
      if (as === "nat" || as === "nat-instance") holders.add(address.lease, resource);
    }
  }
  for (const resource of context.resources) {
    if (resource.type !== EGRESS_SEGMENT && resource.type !== ROA_REQUEST && resource.type !== ADVERTISEMENT) continue;
    const named = readString(resource.inputs, "leaseId");
    if (named !== undefined && "known" in named) holders.add(named.known, resource.urn);
    else {
      const prefix = readString(resource.inputs, "prefix");
      const parsed = prefix !== undefined && "known" in prefix ? readPrefix(prefix.known) : undefined;
      const lease = parsed === undefined ? undefined : context.view.leaseFor(parsed);
      if (lease !== undefined) holders.add(lease.lease.id, resource.urn);
    }
  }
  for (const { resource, prefix } of context.observations.poolCidrs) {
    const lease = prefix.value === undefined ? undefined : context.view.leaseFor(prefix.value);
    if (lease !== undefined) holders.add(lease.lease.id, resource.urn);
  }
  return holders;
}

function overlapping(viewed: ViewedLease, { view }: FactContext): LeaseFact["overlapping"] {
  const { term, id, status } = viewed.lease;
  if (status === "released") return [];
  return view
    .leasesOverlapping(viewed.prefix)
    .filter(({ lease }) => lease.id !== id && lease.status !== "released")
    .slice(0, MOST_OVERLAPS)
    .map(({ lease }) => ({
      lease: lease.id,
      prefix: lease.prefix,
      termsOverlap: lease.term.start <= term.end && term.start <= lease.term.end,
    }))
    .sort((a, b) => (a.lease < b.lease ? -1 : 1));
}
