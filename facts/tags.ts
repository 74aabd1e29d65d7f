import { joinPath } from "../graph/read";
import { type Resource, UNKNOWN, type Value } from "../graph/resource";

export const LEASE_TAG = "leasehold:lease";
export const SEGMENT_TAG = "leasehold:segment";

/** A tag's value with the path it was found at, or the path of what nobody knows yet. */
export type Tag = { readonly path: string; readonly value: string } | { readonly unknown: string };

/**
 * A tag of a resource, in either of the shapes that tags come in: an object, or a list of `{key, value}` as auto scaling
 * groups have it. Undefined where the resource has no such tag.
 */
export function readTag(resource: Resource, name: string): Tag | undefined {
  const tags = Object.hasOwn(resource.inputs, "tags") ? resource.inputs.tags : undefined;
  if (tags === undefined || tags === null) return undefined;
  if (tags === UNKNOWN) return { unknown: "tags" };
  if (Array.isArray(tags)) return fromPairs(tags, name);
  if (typeof tags !== "object") return undefined;
  const value = Object.hasOwn(tags, name) ? tags[name] : undefined;
  return valueAt(joinPath("tags", name), value);
}

function fromPairs(tags: readonly Value[], name: string): Tag | undefined {
  let unknown: Tag | undefined;
  for (const [index, pair] of tags.entries()) {
    const path = joinPath("tags", index);
    if (pair === UNKNOWN) unknown = { unknown: path };
    if (typeof pair !== "object" || pair === null || Array.isArray(pair)) continue;
    if (pair.key === UNKNOWN) unknown = { unknown: joinPath(path, "key") };
    if (pair.key === name) return valueAt(joinPath(path, "value"), pair.value);
  }
  return unknown;
}

function valueAt(path: string, value: Value | undefined): Tag | undefined {
  if (value === UNKNOWN) return { unknown: path };
  return typeof value === "string" && value !== "" ? { path, value } : undefined;
}
