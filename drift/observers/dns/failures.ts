import { groupBy } from "../../../lease/group-by";
import type { Unseen } from "../../observer";
import { NOT_ASKED } from "./voices";

/** One question that nobody answered. */
export interface Failure {
  /** Of the item it was about. */
  readonly type: string;
  readonly id: string;
  readonly scope: string;
  readonly reason: string;
}

/** Failures of one zone that are told one by one; more are told as the zone. */
const MOST_TOLD = 8;

/**
 * What could not be seen, as few words as it takes: everything, a zone, or single addresses.
 * @param asked how many questions there were, by scope
 * @param what plural, as `PTR records`
 */
export function unseenOf(
  type: string,
  what: string,
  failures: readonly Failure[],
  asked: ReadonlyMap<string, number>,
): Unseen[] {
  if (failures.length === 0) return [];
  const all = [...asked.values()].reduce((sum, count) => sum + count, 0);
  if (failures.length === all && all > 1)
    return [{ reason: `none of ${all} ${what} could be looked up: ${commonReason(failures)}`, covers: { type } }];
  const byScope = groupBy(failures, ({ scope }) => scope);
  return [...byScope].flatMap(([scope, own]): Unseen[] => {
    const count = asked.get(scope) ?? own.length;
    if (own.length <= MOST_TOLD && (own.length < count || count === 1))
      return own.map(({ id, reason }) => ({
        reason: `the ${type} of ${id} could not be looked up: ${reason}`,
        covers: { type, id },
      }));
    const share = own.length === count ? `none of ${count}` : `${own.length} of ${count}`;
    const verb = own.length === count ? "could" : "could not";
    return [
      { reason: `${share} ${what} of ${scope} ${verb} be looked up: ${commonReason(own)}`, covers: { type, scope } },
    ];
  });
}

/** The reason that most have; that one was not asked any more is the consequence of another. */
function commonReason(failures: readonly Failure[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of failures) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].sort(([a, x], [b, y]) => Number(a === NOT_ASKED) - Number(b === NOT_ASKED) || y - x);
  return (sorted[0] as [string, number])[0];
}
