import { LEASE_TAG, SEGMENT_TAG } from "../../../facts/tags";
import { joinPath, readString } from "../../../graph/read";
import { type Properties, type Resource, UNKNOWN } from "../../../graph/resource";
import type { FieldValue } from "../../drift-item";
import type { Fields } from "./seen-resource";

const TAGS = [
  ["leaseTag", LEASE_TAG],
  ["segmentTag", SEGMENT_TAG],
] as const;

/** The tags that say whose a resource is, where it declares them, be it through the provider's default tags. */
export function declaredTagFields(resource: Resource): Fields {
  const fields: Record<string, FieldValue> = {};
  for (const [field, tag] of TAGS) {
    const value = tagOf(resource.outputs, "tagsAll", tag) ?? tagOf(resource.inputs, "tags", tag);
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}

function tagOf(properties: Properties, property: string, tag: string): FieldValue | undefined {
  if (properties[property] === UNKNOWN) return undefined;
  const read = readString(properties, joinPath(property, tag));
  if (read === undefined) return undefined;
  return "known" in read ? read.known : { unknown: read.unknown.join(", ") };
}

/** A tag as AWS gives it. */
export interface SeenTag {
  readonly Key?: string;
  readonly Value?: string;
}

export function seenTagFields(tags: readonly SeenTag[] | undefined): Fields {
  const value = (name: string): string | null => tags?.find(({ Key }) => Key === name)?.Value ?? null;
  return Object.fromEntries(TAGS.map(([field, tag]) => [field, value(tag)]));
}

/** As an input of a resource. */
export function seenTags(tags: readonly SeenTag[] | undefined): Properties {
  return Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
