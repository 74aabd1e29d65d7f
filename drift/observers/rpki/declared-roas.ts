import type { ViewedLease } from "../../../facts/lease-view";
import { type LeaseSituation, roaSituation } from "../../../facts/roa-situation";
import { payloadsOf, type RoaRequest } from "../../../facts/routes";
import { formatPrefix } from "../../../lease/prefix";
import type { RoaPayload } from "../../../lease/rpki/roa";
import { wantedRoas } from "../../../lease/rpki/roa-plan";
import { isMissing } from "../../../lease/rpki/roa-status";
import { VrpIndex } from "../../../lease/rpki/route-origin";
import type { Declared } from "../../declared";
import { declaredRoutes } from "../../declared-routes";

/** A ROA that is to be there: requested by a resource, or wanted for what the lease announces. */
export interface DeclaredRoa {
  readonly id: string;
  readonly roa: RoaPayload;
  /** The longest prefix that it may allow without being loose; at least `roa.maxLength`. */
  readonly longest: number;
  /** The resource; absent where only the lease's routing says that there must be one, by whatever ROA. */
  readonly request?: RoaRequest;
}

/** A lease and the ROAs declared for it; none where the lease is over. */
export interface DeclaredLeaseRoas {
  readonly viewed: ViewedLease;
  readonly situation: LeaseSituation;
  readonly roas: readonly DeclaredRoa[];
  /** Requests of which only a deployment shows what they ask for. */
  readonly hidden: readonly RoaRequest[];
}

/** What an item of a ROA is called: one for each prefix and AS, so that a changed max-length is a change of it. */
export function roaId({ prefix, asn }: Pick<RoaPayload, "prefix" | "asn">): string {
  return `${formatPrefix(prefix)} AS${asn}`;
}

/** What messages call it. */
export function roaName({ prefix, asn }: Pick<RoaPayload, "prefix" | "asn">): string {
  return asn === 0 ? `the AS0 ROA for ${formatPrefix(prefix)}` : `the ROA for ${formatPrefix(prefix)} and AS${asn}`;
}

/** The ROAs that are to be there, lease by lease. */
export function declaredRoas(declared: Declared): DeclaredLeaseRoas[] {
  const routes = declaredRoutes(declared);
  return declared.leases.map((viewed) => {
    const situation = roaSituation(viewed, routes, undefined);
    const requests = routes.requests.filter(({ lease }) => lease === viewed.lease.id);
    const roas = viewed.live ? roasOf(requests, situation) : [];
    return {
      viewed,
      situation,
      roas,
      hidden: viewed.live ? requests.filter((one) => payloadsOf(one).length === 0) : [],
    };
  });
}

function roasOf(requests: readonly RoaRequest[], situation: LeaseSituation): DeclaredRoa[] {
  const roas = new Map<string, DeclaredRoa>();
  for (const request of requests) {
    for (const roa of payloadsOf(request)) {
      const before = roas.get(roaId(roa));
      // Of two for one prefix and AS the wider decides what is allowed.
      if (before !== undefined && before.longest >= roa.maxLength) continue;
      roas.set(roaId(roa), { id: roaId(roa), roa, longest: roa.maxLength, request });
    }
  }
  const requested = new VrpIndex(situation.requested);
  for (const roa of wantedRoas(situation)) {
    if (roas.has(roaId(roa)) || !isMissing(roa, situation.requested, requested)) continue;
    const longest = Math.max(roa.maxLength, situation.lease.routing?.longestAnnounced ?? 0);
    roas.set(roaId(roa), { id: roaId(roa), roa, longest });
  }
  return [...roas.values()];
}
