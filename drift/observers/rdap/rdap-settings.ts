import { z } from "zod";

/** Where the regional registries answer, as IANA's bootstrap registry lists them (RFC 9224). */
export const RIR_URLS = {
  ripe: "https://rdap.db.ripe.net/",
  arin: "https://rdap.arin.net/registry/",
  apnic: "https://rdap.apnic.net/",
  lacnic: "https://rdap.lacnic.net/rdap/",
  afrinic: "https://rdap.afrinic.net/rdap/",
} as const;

/** `drift.rdap` of `leasehold.yaml`. */
export const rdapSettingsSchema = z.strictObject({
  url: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("One RDAP service to ask about every lease (default: the registry that lessor.rir names)"),
  bootstrap: z
    .string()
    .min(1)
    .max(4096)
    .default("https://data.iana.org/rdap/")
    .describe("Where ipv4.json and ipv6.json say which registry has which space, for leases that do not name theirs"),
  reverseZones: z
    .int()
    .min(0)
    .max(256)
    .default(4)
    .describe("Most reverse zones of a lease whose delegation is looked up; what lies beyond is told as not observed"),
  perSecond: z.number().min(0.1).max(100).default(2).describe("Most leases that are begun in a second"),
  atOnce: z.int().min(1).max(16).default(2).describe("Leases that are looked up at the same time"),
});
export type RdapSettings = z.output<typeof rdapSettingsSchema>;
