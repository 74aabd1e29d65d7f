import type { LeaseSituation } from "../../../facts/roa-situation";
import { contains, formatPrefix, overlaps } from "../../../lease/prefix";
import { SHARED_ORIGINS } from "../../../lease/rpki/lease-origins";
import { compareRoas, type RoaPayload, sameRoa } from "../../../lease/rpki/roa";
import { declaredOrigins, holderOf } from "../../../lease/rpki/roa-status";
import { VrpIndex } from "../../../lease/rpki/route-origin";
import { attribute, type Declared } from "../../declared";
import type { DriftItem } from "../../drift-item";
import { type DeclaredLeaseRoas, type DeclaredRoa, declaredRoas, roaId, roaName } from "./declared-roas";
import { coveringItem } from "./expected-roas";

/** What validated payloads say of the leases. @param soon Seconds since 1970: what lapses before is told. */
export function seenRoas(declared: Declared, index: VrpIndex, soon: number): DriftItem[] {
  const found: DriftItem[] = [];
  for (const one of declaredRoas(declared)) {
    const seen = once(index.overlapping(one.viewed.prefix));
    const own = seen.filter((roa) => isOfLease(roa, one, declared));
    const at = (roa: RoaPayload) => ({ lease: one.viewed.lease.id, segment: attribute(declared, roa.prefix).segment });
    if (!one.viewed.live) {
      found.push(...leftOvers(seen, one, declared).map((roa) => ({ ...leftOver(roa, one), ...at(roa) })));
      continue;
    }
    for (const roa of one.roas) {
      const published = publishedAs(roa, index);
      if (published === undefined) continue;
      found.push({ ...item(published.shown), ...at(roa.roa), id: roa.id });
      const lapses = lapsing(published.by, soon);
      if (lapses !== undefined) found.push({ ...lapsingItem(roa, lapses), ...at(roa.roa) });
    }
    found.push(...extras(own, one).map((roa) => ({ ...item(roa), ...at(roa), remediation: extraRemedy(roa) })));
    found.push(covering(seen, one));
  }
  return found;
}

/** A ROA inside a lease, unless a longer or live lease has that space. */
function isOfLease({ prefix }: RoaPayload, { viewed }: DeclaredLeaseRoas, { context }: Declared): boolean {
  return contains(viewed.prefix, prefix) && context.view.leaseFor(prefix)?.lease.id === viewed.lease.id;
}

interface PublishedRoa {
  /** As it is compared. */
  readonly shown: RoaPayload;
  /** The payloads that make it so. */
  readonly by: readonly RoaPayload[];
}

/**
 * What is published in place of a declared ROA. A requested one is that prefix and AS exactly; one that only the lease's
 * routing wants may be any that authorises the route, and counts as it is declared while it allows no less and no more.
 */
function publishedAs({ roa, longest, request }: DeclaredRoa, index: VrpIndex): PublishedRoa | undefined {
  const by = index.covering(roa.prefix).filter(({ prefix, asn, maxLength }) => {
    if (asn !== roa.asn) return false;
    return request === undefined ? asn === 0 || maxLength >= roa.prefix.length : prefix.length === roa.prefix.length;
  });
  if (by.length === 0) return undefined;
  const widest = Math.max(...by.map(({ maxLength }) => maxLength));
  const isAsDeclared = widest >= roa.maxLength && widest <= longest;
  return { shown: { ...roa, maxLength: isAsDeclared ? roa.maxLength : widest }, by };
}

/** The ROAs in a live lease that nothing declares. */
function extras(own: readonly RoaPayload[], one: DeclaredLeaseRoas): RoaPayload[] {
  const known = new Set(one.roas.map(({ id }) => id));
  return widestOfEach(own).filter((roa) => !known.has(roaId(roa)) && isExtra(roa, one.situation));
}

/** For another AS, AS0 over a route, or longer than is ever announced. */
function isExtra(roa: RoaPayload, situation: LeaseSituation): boolean {
  const { prefix, lease, routes } = situation;
  const holder = holderOf(roa, situation);
  if (holder === "nobody") return routes.some((route) => overlaps(route.prefix, roa.prefix));
  if (holder !== "lessee") return holder === "other";
  const longest = Math.max(prefix.length, lease.routing?.longestAnnounced ?? 0);
  return roa.maxLength > longest || lease.routing?.announcedBy === "none";
}

/** What still authorises the lessee of a lease that is over. Other ASes may be those of the next lessee. */
function leftOvers(seen: readonly RoaPayload[], { viewed }: DeclaredLeaseRoas, { context }: Declared): RoaPayload[] {
  const { lease } = viewed;
  const shared = lease.status === "released" ? SHARED_ORIGINS : [];
  const origins = declaredOrigins({ lease }).filter((origin) => origin !== 0 && !shared.includes(origin));
  return widestOfEach(seen).filter((roa) => {
    if (!origins.includes(roa.asn)) return false;
    const space = contains(viewed.prefix, roa.prefix) ? roa.prefix : viewed.prefix;
    // Space that was leased again belongs to that lease.
    return context.view.leaseFor(space)?.lease.id === lease.id && roa.maxLength >= space.length;
  });
}

function covering(seen: readonly RoaPayload[], { viewed, situation }: DeclaredLeaseRoas): DriftItem {
  const larger = seen.filter(({ prefix }) => !contains(viewed.prefix, prefix));
  const index = new VrpIndex(larger);
  const verdicts = new Set(situation.routes.map((route) => index.state(route)));
  // The worst that removing the own ROAs would do.
  const withoutOwn = (["invalid", "not-found", "valid"] as const).find((state) => verdicts.has(state)) ?? "no route";
  const roas = larger.map(({ prefix, asn, maxLength }) => `${formatPrefix(prefix)}-${maxLength} AS${asn}`);
  return coveringItem(viewed.lease.id, formatPrefix(viewed.prefix), roas, withoutOwn);
}

type Seen = Pick<DriftItem, "observer" | "type" | "id" | "name" | "fields" | "severity" | "remediation">;

function item(roa: RoaPayload): Seen {
  return {
    observer: "rpki",
    type: "roa",
    id: roaId(roa),
    name: roaName(roa),
    fields: roa.asn === 0 ? {} : { maxLength: roa.maxLength },
  };
}

function leftOver(roa: RoaPayload, { viewed: { lease } }: DeclaredLeaseRoas): Seen {
  const over = lease.status === "released" ? "the lease is released" : `the lease ended on ${lease.term.end}`;
  const seen = item(roa);
  return {
    ...seen,
    fields: { ...seen.fields, kind: `still authorised, although ${over}` },
    remediation:
      "Withdraw what is still announced, then have the ROA revoked, and confirm with the lessor that it is gone.",
  };
}

function lapsingItem({ id, roa }: DeclaredRoa, lapses: number): Seen {
  const when = new Date(lapses * 1000).toISOString();
  return {
    observer: "rpki",
    type: "lapsing-roa",
    id,
    name: `the end of ${roaName(roa)}`,
    fields: { expires: when, kind: "lapses unless it is renewed" },
    severity: "warning",
    remediation:
      "Ask the publisher whether its certificate authority still renews: a certificate, manifest or revocation list of the chain runs out.",
  };
}

function extraRemedy({ asn }: RoaPayload): string {
  return asn === 0
    ? "Find out who closed space that is announced, and have the AS0 ROA revoked before the route's own ROA goes."
    : `Find out who had AS${asn} authorised in leased space; have the ROA revoked, or declare it.`;
}

/** When the last of some payloads lapses, where all say when and that is soon. */
function lapsing(by: readonly RoaPayload[], soon: number): number | undefined {
  const last = Math.max(...by.map(({ expires }) => expires ?? Number.POSITIVE_INFINITY));
  return last <= soon ? last : undefined;
}

function once(roas: readonly RoaPayload[]): RoaPayload[] {
  const sorted = [...roas].sort(compareRoas);
  return sorted.filter((roa, at) => at === 0 || !sameRoa(roa, sorted[at - 1] as RoaPayload));
}

/** Of the ROAs for one prefix and AS the one that allows most. */
function widestOfEach(roas: readonly RoaPayload[]): RoaPayload[] {
  const widest = new Map<string, RoaPayload>();
  for (const roa of roas) {
    if ((widest.get(roaId(roa))?.maxLength ?? -1) < roa.maxLength) widest.set(roaId(roa), roa);
  }
  return [...widest.values()];
}
