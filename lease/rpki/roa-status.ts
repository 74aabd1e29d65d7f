import { contains, overlaps } from "../prefix";
import { originsOf } from "./lease-origins";
import type { RoaPayload } from "./roa";
import { type RoaSituation, wantedRoas } from "./roa-plan";
import { type Route, type RouteValidity, VrpIndex, validateRoute } from "./route-origin";

/**
 * Whose a ROA is, by what it says: `lessee`: for an origin of the lease, inside it; `lessor`: for a larger prefix, whatever
 * its AS; `nobody`: AS0; `other`: inside the lease for an AS that it does not declare.
 */
export type RoaHolder = "lessee" | "lessor" | "nobody" | "other";

/** A ROA that relying parties see. */
export interface SeenRoa {
  readonly roa: RoaPayload;
  readonly whose: RoaHolder;
}

/** What relying parties make of a lease's routes, and what is wrong with its ROAs. */
export interface RoaStatus {
  /** None where the lease is over: nothing is to be announced. */
  readonly routes: readonly { readonly route: Route; readonly validity: RouteValidity }[];
  /** Every ROA that shares an address with the lease. */
  readonly seen: readonly SeenRoa[];
  /** Wanted, and without it a route is not valid, or space that nobody announces is not closed by AS0. */
  readonly missing: readonly RoaPayload[];
  /** Those of the lease's origins that allow longer prefixes than it declares. */
  readonly loose: readonly RoaPayload[];
  /** Those in the lease that nothing declared needs: for another AS, AS0 over a route, or any once the lease is over. */
  readonly extra: readonly SeenRoa[];
}

/** Judges a lease by the payloads that were seen; there must be some to look at. */
export function roaStatus(situation: RoaSituation & { readonly published: readonly RoaPayload[] }): RoaStatus {
  const { published, routes, live } = situation;
  const index = new VrpIndex(published);
  const seen = published.map((roa): SeenRoa => ({ roa, whose: holderOf(roa, situation) }));
  return {
    routes: (live ? routes : []).map((route) => ({ route, validity: validateRoute(route, index) })),
    seen,
    missing: wantedRoas(situation).filter((roa) => isMissing(roa, published, index)),
    loose: published.filter((roa) => isLoose(roa, situation)),
    extra: seen.filter((one) => isExtra(one, situation)),
  };
}

/** Whether nothing is to be done. */
export function isSound({ routes, missing, loose, extra }: RoaStatus): boolean {
  const isValid = routes.every(({ validity }) => validity.state === "valid");
  return isValid && missing.length === 0 && loose.length === 0 && extra.length === 0;
}

/** Whose a ROA is. */
export function holderOf({ prefix, asn }: RoaPayload, { lease, prefix: leased }: RoaSituation): RoaHolder {
  if (!contains(leased, prefix)) return "lessor";
  if (asn === 0) return "nobody";
  return declaredOrigins({ lease }).includes(asn) ? "lessee" : "other";
}

/** Every origin that a lease declares, those of its announcer included. */
export function declaredOrigins({ lease }: Pick<RoaSituation, "lease">): readonly number[] {
  return [...new Set([...(lease.routing?.origins ?? []), ...originsOf(lease, lease.routing?.announcedBy !== "none")])];
}

/** Whether nothing that is published does what a wanted ROA is for. */
export function isMissing(wanted: RoaPayload, published: readonly RoaPayload[], index: VrpIndex): boolean {
  if (wanted.asn === 0) return !published.some(({ prefix, asn }) => asn === 0 && contains(prefix, wanted.prefix));
  return index.state({ prefix: wanted.prefix, origin: wanted.asn }) !== "valid";
}

function isLoose({ prefix, asn, maxLength }: RoaPayload, { lease }: RoaSituation): boolean {
  if (!declaredOrigins({ lease }).includes(asn)) return false;
  return maxLength > Math.max(prefix.length, lease.routing?.longestAnnounced ?? 0);
}

function isExtra({ roa, whose }: SeenRoa, { lease, live, routes }: RoaSituation): boolean {
  if (whose === "lessor") return false;
  if (whose === "other") return true;
  if (whose === "nobody") return live && routes.some(({ prefix }) => overlaps(prefix, roa.prefix));
  return !live || lease.routing?.announcedBy === "none";
}
