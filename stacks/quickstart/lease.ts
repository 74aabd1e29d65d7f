import type { LeasedBlockArgs } from "leasehold";

/** A lease records the days themselves; an example that is to stay clean counts back from today. */
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** The lease, said once. Where its segments lie is recorded in leases.json. */
export const lease: LeasedBlockArgs["lease"] = {
  id: "office-2026",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-10-01", end: "2036-09-30", noticeDays: 90 },
  lessor: {
    name: "Example Lessor",
    agreement: "LA-2026-17",
    contact: "noc@lessor.example",
    holder: "EXAMPLE-LESSOR",
    rir: "ripe",
  },
  owner: { team: "platform", contact: "platform@example.com" },
  allowedUses: ["web", "admin", "data-collection", "email"],
  contacts: { abuse: "abuse@example.com", transit: ["noc@transit.example"] },
  routing: {
    announcedBy: "aws",
    origins: [16509, 14618],
    authorization: { reference: "LOA-2026-17", verifiedOn: "2026-10-02" },
    monitors: ["bgpalerter"],
  },
  reverseDns: { responsibility: "lessee" },
  provenance: { verifiedOn: daysAgo(60), verifiedBy: "platform", evidence: "tickets/4711", kyc: "KYC-2026-17" },
  reputation: { checkedOn: "2026-10-03", listings: [] },
  quarantinePlan: { document: "runbooks/quarantine.md", onCall: "platform-oncall" },
  quarantineDrill: { ranOn: daysAgo(30), evidence: "tickets/4802" },
  retentionDays: 90,
};
