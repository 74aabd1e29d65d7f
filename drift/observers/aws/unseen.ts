import type { DriftItem } from "../../drift-item";
import type { Unseen } from "../../observer";
import type { Place } from "./place";
import type { KindFailure } from "./sight";

/** A failure, and where. */
export interface Failed extends KindFailure {
  readonly place: Place;
  /** Of what is the same in every region. @default the place's */
  readonly scope?: string;
}

/**
 * What could not be seen, as narrowly as it is known: a type in a place. Credentials that are not taken hide an account, or
 * everything where there is one only; each reason is told once.
 */
export function unseenOf(
  failed: readonly Failed[],
  places: readonly Place[],
  expected: readonly DriftItem[],
  seen: readonly DriftItem[],
): Unseen[] {
  const unseen: Unseen[] = [];
  const locked = new Set<string | undefined>();
  for (const { place, failure } of failed) {
    if (failure.kind !== "credentials" || locked.has(place.account)) continue;
    locked.add(place.account);
    const all = places.filter(({ account }) => account === place.account);
    if (all.length === places.length) return [{ reason: failure.reason }];
    for (const { scope } of all) unseen.push({ reason: failure.reason, covers: { scope } });
  }
  const wasSeen = new Set(seen.map(({ type, id }) => `${type} ${id}`));
  const told = new Set<string>();
  for (const { place, types, failure, scope } of failed) {
    if (locked.has(place.account)) continue;
    for (const type of types) {
      const missing = expected.filter((item) => item.type === type && !wasSeen.has(`${type} ${item.id}`));
      const where = scope === undefined ? coversOf(place, type, missing) : [{ type, scope }];
      for (const covers of where) {
        const key = JSON.stringify([covers, failure.reason]);
        if (!told.has(key)) unseen.push({ reason: failure.reason, covers });
        told.add(key);
      }
    }
  }
  return unseen;
}

/** The type in the place; what is declared without its account by the region, without its region by its id. */
function coversOf(place: Place, type: string, missing: readonly DriftItem[]): NonNullable<Unseen["covers"]>[] {
  const covers: NonNullable<Unseen["covers"]>[] = [];
  if (place.scope !== place.region && missing.some(({ scope }) => scope === place.region)) {
    covers.push({ type, scope: place.region });
  }
  for (const { scope, id } of missing) if (scope === undefined) covers.push({ type, id });
  return covers.length > 0 && !missing.some(({ scope }) => scope === place.scope)
    ? covers
    : [{ type, scope: place.scope }, ...covers];
}
