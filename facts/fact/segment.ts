import { z } from "zod";
import { base, type Immutable, statusOfLease, texts } from "./base";
import { egress } from "./egress";

/** What an `EgressSegment` declares against abuse and for emergencies. Names only. */
const segmentGuards = z
  .strictObject({
    denyLists: texts,
    deniesBogons: z.boolean().describe("Some list is `bogons`, or lists all of them"),
    rateLimits: z.array(
      z.strictObject({ identity: z.string(), limited: z.boolean().describe("At least one limit above 0") }),
    ),
    approvers: texts,
    hours: z.number().nullable().describe("How long a way around may be open; null where nothing says"),
  })
  .describe("What an EgressSegment declares against abuse and for emergencies. Names only");
export type SegmentGuards = Immutable<z.output<typeof segmentGuards>>;

/** A segment in view: declared, placed by the register, or named by a tag. */
export const segmentFact = z
  .strictObject({
    kind: z.literal("segment"),
    ...base,
    declaredBy: z.enum(["program", "register"]),
    leaseStatus: statusOfLease,
    purpose: z.string().nullable().describe("Null where unknown (see unknown.purpose)"),
    allowedUses: texts.nullable().describe("Of the lease; null where the lease is not in view or documents none"),
    prefixes: texts,
    outside: texts.describe("The prefixes of `prefixes` that lie in no lease in view"),
    overlapping: z
      .array(z.strictObject({ lease: z.string(), segment: z.string(), prefix: z.string() }))
      .describe("Other segments, of any lease, whose prefixes overlap"),
    status: z.string().nullable(),
    critical: z.boolean(),
    standby: z.string().nullable(),
    egress,
    guards: segmentGuards
      .nullable()
      .describe("What an EgressSegment says about its guards; null where only a register or a tag names the segment"),
    firewallHidden: z.boolean().describe("A firewall that guards it is named by id, or not known yet"),
    sharedWithStandby: texts.describe(
      "Gateways through which it and its standby both leave; empty where it names none",
    ),
    present: z.boolean().describe("Some resource of the program belongs to it"),
    hasFirewall: z.boolean().describe("A firewall in view guards it"),
    openBeyondBreakGlass: texts.describe(
      "Public destinations that its firewalls let out beyond its break-glass destinations, a few; asked where quarantined",
    ),
  })
  .meta({ id: "segment", description: "A segment in view: declared, placed by the register, or named by a tag" });
export type SegmentFact = Immutable<z.output<typeof segmentFact>>;
