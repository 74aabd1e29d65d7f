import { z } from "zod";
import { base, daysOrNull, type Immutable, statusOfLease, texts } from "./base";

/** A ROA as requested, or a validated payload (VRP) as seen. */
export const roaFact = z
  .strictObject({
    kind: z.literal("roa"),
    ...base,
    source: z.enum(["request", "vrp"]),
    prefix: z.string().nullable(),
    length: z.int().nullable(),
    asn: z.int().nullable(),
    maxLength: z
      .int()
      .nullable()
      .describe("Effective max-length: the prefix's own where none is given; null where unknown"),
    origins: z
      .array(z.int())
      .nullable()
      .describe("routing.origins of its lease; null where the lease is not in view or has no routing"),
    longestAnnounced: z
      .int()
      .nullable()
      .describe(
        "The longest prefix length that the lease announces: routing.longestAnnounced, or the ROA prefix's own length",
      ),
    announced: z.boolean().describe("Some of its prefix is announced"),
    daysUntilLeaseEnd: daysOrNull.describe("UTC days from today to the last day of its lease; null where nobody says"),
    noticeDays: daysOrNull.describe("`noticeDays` of its lease"),
    removalAfterEnd: daysOrNull.describe(
      "UTC days from the last day of its lease to the day on which the ROA is to be removed; null: no such day",
    ),
    leaseStatus: statusOfLease,
  })
  .meta({ id: "roa", description: "A ROA as requested, or a validated payload (VRP) as seen" });
export type RoaFact = Immutable<z.output<typeof roaFact>>;

/** A route that is advertised, or is to be. */
export const announcementFact = z
  .strictObject({
    kind: z.literal("announcement"),
    ...base,
    prefix: z.string().nullable(),
    family: z.union([z.literal(4), z.literal(6)]).nullable(),
    length: z.int().nullable(),
    origin: z.int().nullable(),
    origins: z.array(z.int()).nullable().describe("routing.origins of its lease"),
    advertised: z.boolean().nullable().describe("Publicly advertised; null where unknown"),
  })
  .meta({ id: "announcement", description: "A route that is advertised, or is to be" });
export type AnnouncementFact = Immutable<z.output<typeof announcementFact>>;

/** A ROA that the plan deletes or narrows, and what that does to the routes that are still announced then. */
export const revocationFact = z
  .strictObject({
    kind: z.literal("revocation"),
    ...base,
    prefix: z.string(),
    asn: z.int(),
    action: z.enum(["deleted", "narrowed"]),
    broken: texts.describe(
      "`203.0.113.0/24 from AS64496`, of routes that turn invalid or lose their only match. unknown.routes: out of view",
    ),
  })
  .meta({
    id: "revocation",
    description: "A ROA that the plan deletes or narrows, and what that does to the routes still announced then",
  });
export type RevocationFact = Immutable<z.output<typeof revocationFact>>;
