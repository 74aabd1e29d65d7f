import type { Input } from "@pulumi/pulumi";

/** Tag that names the lease a resource's address space comes from. */
export const LEASE_TAG = "leasehold:lease";
/** Tag that names the segment a resource belongs to. */
export const SEGMENT_TAG = "leasehold:segment";

/** Tags of a user, as AWS takes them. */
export type Tags = Readonly<Record<string, Input<string>>>;

/** What a component knows about the lease and segment its children belong to. */
export interface Ownership {
  readonly leaseId: string;
  readonly segmentName?: string;
}

/**
 * The user's tags, with `leasehold:lease` and `leasehold:segment` over them: a tag of the user's never moves a resource
 * into another segment.
 *
 * @param name Given as the `Name` tag where the user set none.
 */
export function leaseTags(
  owner: Ownership,
  name: string,
  ...tags: (Tags | undefined)[]
): Record<string, Input<string>> {
  const merged: Record<string, Input<string>> = Object.assign({ Name: name }, ...tags);
  merged[LEASE_TAG] = owner.leaseId;
  if (owner.segmentName !== undefined) merged[SEGMENT_TAG] = owner.segmentName;
  return merged;
}
