import { type DriftItem, itemKey } from "../drift-item";
import type { Fields, Look } from "./compare";
import { isUnknown, sameValue } from "./field-value";
import { type IgnoreFile, ignorePath } from "./ignore-file";

/** What is known of fields that nobody declares, after somebody accepted some of what is seen now. */
export interface Acceptance {
  readonly before: ReadonlyMap<string, Fields>;
  /** Items whose changes were accepted, as patterns name them; in order. */
  readonly accepted: readonly string[];
}

/**
 * Takes what is seen now for known, of the items that the patterns name. What could not be read stays as it was.
 * @param before by item
 */
export function accept(before: ReadonlyMap<string, Fields>, looks: readonly Look[], patterns: IgnoreFile): Acceptance {
  const known = new Map(before);
  const accepted: string[] = [];
  for (const item of looks.flatMap(({ observation }) => observation.items)) {
    const key = itemKey(item);
    const old = known.get(key);
    const changed = old === undefined ? [] : changesOf(old, item);
    if (changed.length === 0 || !patterns.matches(item)) continue;
    known.set(key, { ...old, ...Object.fromEntries(changed) });
    accepted.push(ignorePath(item));
  }
  return { before: known, accepted: accepted.sort() };
}

function changesOf(before: Fields, { remembered = {} }: DriftItem) {
  return Object.entries(remembered).filter(([field, value]) => {
    const old = before[field];
    return old !== undefined && !isUnknown(value) && !sameValue(old, value);
  });
}
