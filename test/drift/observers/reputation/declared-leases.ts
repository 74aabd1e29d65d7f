import { type Declared, declare } from "../../../../drift/declared";
import type { LeaseInput } from "../../../../lease/lease";
import { parseRegister } from "../../../../register/register";

export const TODAY = "2026-11-22";
export const NOW = new Date(`${TODAY}T12:00:00Z`);

/** A lease of 203.0.113.0/28 with one segment, over which a test lays what matters to it. */
export function lease(over: Partial<LeaseInput> = {}): LeaseInput {
  return {
    id: "edge-2026",
    prefix: "203.0.113.0/28",
    status: "active",
    term: { start: "2026-10-01", end: "2036-09-30" },
    routing: { announcedBy: "lessee", origins: [64496] },
    segments: [{ name: "email", purpose: "email", prefixes: ["203.0.113.8/29"] }],
    ...over,
  };
}

/** Leases as a register alone declares them. */
export function declaredLeases(...leases: readonly LeaseInput[]): Declared {
  const register = parseRegister(JSON.stringify({ version: 1, leases }), "leases.json");
  return declare({ project: "", stack: "", resources: [] }, register, TODAY);
}

/** A lease whose handover baseline holds these listings. */
export function listedAtHandover(...listings: readonly string[]): LeaseInput {
  return lease({ reputation: { checkedOn: "2026-10-03", listings: [...listings] } });
}
