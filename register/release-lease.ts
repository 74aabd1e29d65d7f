import type { LeaseInput } from "../lease/lease";
import type { LeaseChange } from "./history-entry";

/**
 * A lease that is given back: its status becomes released, and where it ends before its term, the term ends that day.
 * Everything else stays, its placements too: that is how a reference to its space is recognised later. Pure.
 * @param on the day it was given back, `YYYY-MM-DD`. @default its term stays as it is
 * @param today UTC day
 */
export function releaseLease(
  lease: LeaseInput,
  { on, today }: { readonly on?: string; readonly today: string },
): { readonly change: LeaseChange } | { readonly problem: string } {
  const { id, term } = lease;
  if (lease.status === "released")
    return { problem: `lease ${id} is released already; it stays in the register for ever` };
  if (on !== undefined && on > today) {
    return {
      problem: `${on} is still to come: a lease is released when it is over; until then give it the status offboarding`,
    };
  }
  if (on !== undefined && on < term.start) {
    return { problem: `${on} is before the term of lease ${id}, which starts on ${term.start}` };
  }
  const end = on !== undefined && on < term.end ? on : term.end;
  return { change: { lease: id, before: lease, after: { ...lease, status: "released", term: { ...term, end } } } };
}
