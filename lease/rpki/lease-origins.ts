import type { Lease } from "../lease";

/** ASNs from which AWS announces what is brought to it, unless a customer's own is set (BYOASN). */
export const AWS_ORIGINS: readonly number[] = [16509, 14618];

/** ASNs of clouds, from which many customers' space is announced: after a lease they say nothing of its old lessee. */
export const SHARED_ORIGINS: readonly number[] = [...AWS_ORIGINS, 13335];

/** Whether AWS announces a lease from its own ASNs. */
export function announcesByAws({ routing }: Lease): boolean {
  return routing?.announcedBy === "aws" && routing.byoasn === undefined;
}

/** The origins a lease is announced from, AWS's own among them where AWS announces without a customer's ASN, in order. */
export function originsOf(lease: Lease, announced: boolean): number[] {
  if (lease.routing === undefined || !announced) return [];
  const origins = new Set(lease.routing.origins);
  if (announcesByAws(lease)) for (const origin of AWS_ORIGINS) origins.add(origin);
  if (lease.routing.byoasn !== undefined) origins.add(lease.routing.byoasn);
  return [...origins].sort((a, b) => a - b);
}
