import type { Properties, Resource } from "../../../graph/resource";
import type { FieldValue } from "../../drift-item";

/** What is compared of an item. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** What was seen, as the resource that it would be in a program. @param options.urn of the resource that declares it @default one of its own */
export function seenResource(
  type: string,
  id: string,
  inputs: Properties,
  { outputs = {}, urn }: { readonly outputs?: Properties; readonly urn?: string } = {},
): Resource {
  return {
    urn: urn ?? `urn:leasehold:observed::aws::${type}::${id}`,
    type,
    name: id,
    custom: true,
    remote: false,
    inputs: withoutAbsent(inputs),
    outputs: withoutAbsent(outputs),
    id,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
  };
}

function withoutAbsent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null));
}

/** Each text once, in one order on both sides. */
export function sortedTexts(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}
