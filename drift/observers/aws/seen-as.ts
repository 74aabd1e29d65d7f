import type { DriftItem } from "../../drift-item";

/** What a seen thing has of the item that declares it: all by which the two are compared and attributed, but the fields. */
export function seenAs(
  { type, id, name, lease, segment }: DriftItem,
  scope: string,
): Pick<DriftItem, "observer" | "type" | "id" | "name" | "lease" | "segment" | "scope"> {
  return { observer: "aws", type, id, name, lease, segment, scope };
}
