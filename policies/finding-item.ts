import type { Finding } from "./finding";

/** The thing that a drift finding is about, as `observer/type/id`; undefined for what a rule found. */
export function itemOf({ drift }: Finding): string | undefined {
  return drift?.type === undefined || drift.id === undefined
    ? undefined
    : `${drift.observer}/${drift.type}/${drift.id}`;
}
