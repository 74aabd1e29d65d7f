import { daysBetween } from "../lease/dates";
import type { Lease } from "../lease/lease";
import type { LeaseEvidence } from "./fact";

/** How long ago everything dated in a lease was done, as day counts: the rules compare numbers, never dates. */
export function leaseEvidence(
  { provenance, routing, reputation, quarantineDrill, term }: Lease,
  today: string,
): LeaseEvidence {
  const since = (day: string | undefined): number | null => (day === undefined ? null : daysBetween(day, today));
  return {
    daysSinceVerified: since(provenance?.verifiedOn),
    daysSinceAuthorized: since(routing?.authorization?.verifiedOn),
    daysSinceReputation: since(reputation?.checkedOn),
    reputationDay: reputation === undefined ? null : daysBetween(term.start, reputation.checkedOn),
    daysSinceDrill: since(quarantineDrill?.ranOn),
  };
}
