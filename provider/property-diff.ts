import { isDeepStrictEqual } from "node:util";
import type { DiffResult } from "@pulumi/pulumi/provider";
import { isUnknown, type Properties, readProperty } from "./property-value";

/**
 * Compares the properties that are named. A new value that nobody knows yet counts as a change, since it may be one.
 *
 * @param replacing Properties whose change makes another resource.
 * @param updating Properties that change in place.
 */
export function diffProperties(
  olds: Properties,
  news: Properties,
  { replacing, updating }: { readonly replacing: readonly string[]; readonly updating: readonly string[] },
): DiffResult {
  const changed = (name: string) =>
    !isDeepStrictEqual(readProperty(olds, name), readProperty(news, name)) || isUnknown(news, name);
  const replaces = replacing.filter(changed);
  return { changes: replaces.length > 0 || updating.some(changed), replaces, deleteBeforeReplace: false };
}
