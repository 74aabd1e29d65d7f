import { Advertisement, EgressPool, LeasedBlock, RoaRequest } from "leasehold";

const office = new LeasedBlock("office", {
  lease: {
    id: "office-2026",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-10-01", end: "2036-09-30", noticeDays: 90 },
    allowedUses: ["web", "email"],
    routing: { announcedBy: "lessor", origins: [64496], longestAnnounced: 24 },
  },
  segments: {
    web: { purpose: "web", prefixes: ["203.0.113.0/26"], ports: [443] },
    mail: { purpose: "email", prefixes: ["203.0.113.64/26"], ports: [25] },
  },
});

const roa = new RoaRequest("office-roa", { lease: office, asn: 64496, publisher: "manual" });
new Advertisement("office-route", { lease: office, by: "lessor" });

const segment = office.segments.get("web");
if (segment === undefined) throw new Error("the block has no segment web");
const web = new EgressPool("web", {
  segment,
  publicIpv4Pool: "ipv4pool-ec2-012345",
  zones: { "eu-west-1a": ["203.0.113.4"] },
});

export const request = roa.document;
export const addresses = web.addresses;
