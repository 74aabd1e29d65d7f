import type { LeasedBlockArgs } from "leasehold";

/** A lease records the days themselves; an example that is to stay clean counts back from today. */
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

type Lease = LeasedBlockArgs["lease"];

/** What both leases have in common: one agreement, one owner, announced by AWS from an ASN of the lessee's own. */
const common = {
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30", noticeDays: 90 },
  lessor: {
    name: "Example Lessor",
    agreement: "LA-2026-31",
    contact: "noc@lessor.example",
    holder: "EXAMPLE-LESSOR",
    rir: "ripe",
  },
  owner: { team: "edge", contact: "edge@example.com" },
  allowedUses: ["web"],
  contacts: { abuse: "abuse@example.com" },
  reverseDns: { responsibility: "lessee" },
  provenance: { verifiedOn: daysAgo(60), verifiedBy: "edge", evidence: "tickets/5120", kyc: "KYC-2026-31" },
  reputation: { checkedOn: "2026-10-03", listings: [] },
  quarantinePlan: { document: "runbooks/quarantine.md", onCall: "edge-oncall" },
  quarantineDrill: { ranOn: daysAgo(30), evidence: "tickets/5188" },
  retentionDays: 90,
} satisfies Partial<Lease>;

const routing = {
  announcedBy: "aws",
  origins: [64496],
  byoasn: 64496,
  authorization: { reference: "LOA-2026-31", verifiedOn: "2026-10-02" },
  monitors: ["bgpalerter"],
} satisfies Lease["routing"];

export const v4: Lease = { ...common, id: "edge-v4", prefix: "203.0.113.0/24", routing };
/** AWS advertises nothing longer than a /48, and each region brings one. */
export const v6: Lease = {
  ...common,
  id: "edge-v6",
  prefix: "2001:db8::/44",
  routing: { ...routing, longestAnnounced: 48 },
};
