import type { Resource } from "../graph/resource";
import type { DriftItem } from "./drift-item";

/** The resource that declares an item, and where. */
export function declaringResource({ urn, type, name, location }: Resource): Pick<DriftItem, "resource" | "location"> {
  return { resource: { urn, type, name }, location: location ?? null };
}

/** An item of which only a deployment shows which one it is: its resource's URN stands for it. */
export function undeployedItem(
  of: Pick<DriftItem, "observer" | "type" | "lease"> & { readonly name: string },
  resource: Resource,
): DriftItem {
  return { ...of, id: resource.urn, segment: null, fields: {}, ...declaringResource(resource), undeployed: true };
}
