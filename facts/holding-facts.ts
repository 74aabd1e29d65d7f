import { formatPrefix } from "../lease/prefix";
import type { FactContext } from "./context";
import type { AddressFact, HoldingFact } from "./fact";
import type { Known } from "./observations";
import type { Routes } from "./routes";

/** One fact for every Elastic IP, pool CIDR, ROA request and advertisement of leased space. */
export function holdingFacts(context: FactContext, addresses: readonly AddressFact[], routes: Routes): HoldingFact[] {
  const { observations, view } = context;
  const eips = addresses
    .filter(({ allocated }) => allocated)
    .map((fact): HoldingFact => {
      const unknown: HoldingFact["unknown"] =
        fact.leased === null ? { leased: fact.unknown.leased ?? fact.unknown.address ?? [] } : {};
      const { resource, lease, segment, leased, leaseStatus } = fact;
      return {
        kind: "holding",
        id: `holding:${resource}`,
        resource,
        lease,
        segment,
        unknown,
        what: "address",
        space: fact.address,
        leased,
        leaseStatus,
        protected: fact.protected,
      };
    });
  const space = (
    what: HoldingFact["what"],
    { resource, prefix, lease }: { readonly lease?: string | null } & (typeof observations.poolCidrs)[number],
  ): HoldingFact => {
    const viewed =
      lease != null ? view.leases.get(lease) : prefix.value === undefined ? undefined : view.leaseFor(prefix.value);
    const leased = viewed !== undefined || lease != null ? true : leasedByPrefix(prefix, view.leases.size > 0);
    return {
      kind: "holding",
      id: `holding:${resource.urn}`,
      resource: resource.urn,
      lease: viewed?.lease.id ?? lease ?? null,
      segment: null,
      unknown: leased === null ? { leased: prefix.unknown } : {},
      what,
      space: prefix.value === undefined ? null : formatPrefix(prefix.value),
      leased,
      leaseStatus: viewed?.lease.status ?? null,
      protected: resource.protect || resource.retainOnDelete,
    };
  };
  return [
    ...eips,
    ...observations.poolCidrs.map((one) => space("pool-cidr", one)),
    ...routes.requests.map((one) => space("roa", { ...one, pools: NO_POOLS })),
    ...routes.advertisements.map((one) => space("announcement", { ...one, pools: NO_POOLS })),
  ];
}

const NO_POOLS = { keys: [], unknown: [] };

/** Space out of every lease in view is not leased; space that nobody knows yet may be, where there are leases. */
function leasedByPrefix(prefix: Known<unknown>, isLeasing: boolean): boolean | null {
  if (prefix.value !== undefined || !isLeasing) return false;
  return prefix.unknown.length > 0 ? null : false;
}
