import { type Lease, type LeaseInput, leaseSchema } from "../lease/lease";
import { overlaps, parsePrefix } from "../lease/prefix";
import { problemText, schemaProblems } from "../lease/schema-problems";
import type { LeaseChange } from "./history-entry";

/** What adding leases comes to: the changes, or why they cannot be made. */
export interface AddedLeases {
  readonly leases: readonly Lease[];
  readonly changes: readonly LeaseChange[];
  /** Where it is not empty, nothing is to be added. */
  readonly problems: readonly string[];
}

/**
 * Checks leases that are to be added to a register: their schema, that no id was ever used, and that none overlaps another
 * in space and time where neither is released (rule `overlapping-leases`). Pure.
 * @param given as JSON gives them; written to the register as canonical text
 */
export function addLeases(present: readonly Lease[], given: readonly unknown[]): AddedLeases {
  const problems: string[] = [];
  const leases = given.flatMap((value, at) => {
    const parsed = leaseSchema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const place = given.length > 1 ? `leases[${at}]: ` : "";
    problems.push(...schemaProblems(parsed.error, value).map((problem) => `${place}${problemText(problem)}`));
    return [];
  });
  const known = [...present];
  for (const lease of leases) {
    problems.push(...conflicts(lease, known));
    known.push(lease);
  }
  const changes = leases.map((lease): LeaseChange => ({ lease: lease.id, before: null, after: lease as LeaseInput }));
  return { leases, changes, problems };
}

function conflicts(lease: Lease, known: readonly Lease[]): string[] {
  const namesake = known.find(({ id }) => id === lease.id);
  if (namesake !== undefined) {
    const { prefix, status } = namesake;
    return [`lease ${lease.id} is there already, ${prefix}, ${status}; an id is never reused: give this lease its own`];
  }
  return known.filter((other) => areBothHeld(lease, other)).map((other) => overlapMessage(lease, other));
}

/** Whether two leases give one space twice at the same time. */
export function areBothHeld(a: Lease, b: Lease): boolean {
  if (a.status === "released" || b.status === "released") return false;
  if (a.term.start > b.term.end || b.term.start > a.term.end) return false;
  return overlaps(parsePrefix(a.prefix), parsePrefix(b.prefix));
}

/** Says which leases give one space twice, when, and what to do. */
export function overlapMessage(lease: Lease, other: Lease): string {
  return (
    `lease ${lease.id} of ${lease.prefix}, ${lease.term.start} to ${lease.term.end}, overlaps lease ${other.id} of ` +
    `${other.prefix}, ${other.term.start} to ${other.term.end}: space is leased once at a time; correct prefix or term, ` +
    `or release ${other.id} first`
  );
}
