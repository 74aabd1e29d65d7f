import type { Resource } from "@pulumi/pulumi";
import { isHolder } from "./lease-argument";
import type { LeaseReference } from "./routing-arguments";

/** ROA requests by the lease object that they were made for: two programs of one process never meet in it. */
const requests = new WeakMap<object, Resource[]>();

/** Keeps a ROA request as one of its lease, so that announcements made later depend on it. */
export function rememberRoa(request: Resource, { lease }: LeaseReference): void {
  if (lease === undefined) return;
  const key = keyOf(lease);
  const known = requests.get(key);
  if (known === undefined) requests.set(key, [request]);
  else known.push(request);
}

/** The ROA requests that were made so far for the lease; none where it is named by its id alone. */
export function roasOf({ lease }: LeaseReference): readonly Resource[] {
  return lease === undefined ? [] : [...(requests.get(keyOf(lease)) ?? [])];
}

/** A block and the lease that it holds are the same lease. */
function keyOf(lease: NonNullable<LeaseReference["lease"]>): object {
  return isHolder(lease) ? lease.lease : lease;
}
