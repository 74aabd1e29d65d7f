import { parsePrefix } from "../lease/prefix";
import type { RoaPayload } from "../lease/rpki/roa";
import type { RoaSituation } from "../lease/rpki/roa-plan";
import type { VrpIndex } from "../lease/rpki/route-origin";
import type { ViewedLease } from "./lease-view";
import { payloadsOf, type Routes } from "./routes";

/** A lease with what is announced of it, what is requested for it and what was seen. */
export interface LeaseSituation extends RoaSituation {
  /** ROAs that the resources request. */
  readonly requested: readonly RoaPayload[];
  /** Paths of what only a deployment will show. */
  readonly unknown: readonly string[];
}

/** The ROA situation of a lease. @param seen The validated payloads; absent where nobody could look. */
export function roaSituation(
  { lease, prefix, live }: ViewedLease,
  routes: Routes,
  seen: VrpIndex | undefined,
): LeaseSituation {
  const requested = routes.requests.filter((request) => request.lease === lease.id).flatMap(payloadsOf);
  const nobodyKnows = seen === undefined && requested.length === 0;
  const { routes: announced, unknown } = routes.of(lease.id);
  return {
    lease,
    prefix,
    live,
    routes: announced.map((route) => ({ prefix: parsePrefix(route.prefix), origin: route.origin })),
    routesKnown: routes.advertisements.some((one) => one.lease === lease.id),
    ...(!nobodyKnows && { published: [...(seen?.overlapping(prefix) ?? []), ...requested] }),
    requested,
    unknown,
  };
}
