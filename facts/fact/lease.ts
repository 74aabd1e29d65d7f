import { z } from "zod";
import { type Lease, leaseSchema } from "../../lease/lease";
import { base, type Immutable, texts } from "./base";

/** Verdict of RFC 6811 §2, and null where a ROA that might matter has unknown parts. */
const routeVerdict = z
  .enum(["valid", "invalid", "not-found"])
  .nullable()
  .describe("Verdict of RFC 6811 section 2; null where a ROA that might matter has unknown parts");
export type RouteVerdict = z.output<typeof routeVerdict>;

const days = z.int().nullable();

/** UTC days from what a lease records to today; null where it records nothing. */
const leaseEvidence = z
  .strictObject({
    daysSinceVerified: days.describe("Of provenance"),
    daysSinceAuthorized: days.describe("Of the announcer's authorisation"),
    daysSinceReputation: days.describe("Of the reputation check"),
    reputationDay: days.describe(
      "Days from the start of the term to the reputation check; negative before the handover",
    ),
    daysSinceDrill: days.describe("Of the quarantine drill"),
  })
  .describe("UTC days from what the lease records to today; negative where a date lies ahead, null where it has none");
export type LeaseEvidence = Immutable<z.output<typeof leaseEvidence>>;

/** A lease in view, with what is held of it and how it is announced. */
export const leaseFact = z
  .strictObject({
    kind: z.literal("lease"),
    ...base,
    declaredBy: z.enum(["program", "register"]),
    declaration: leaseSchema.describe("The lease as it is declared; what is not known yet is left out of it"),
    daysUntilEnd: z.int().describe("UTC days from today to the last day of the term; negative once the term is over"),
    daysSinceStart: z.int(),
    holders: texts.describe(
      "URNs (sorted, at most five) of addresses, NATs, segments, ROAs and announcements allocated from the lease",
    ),
    holderCount: z.int(),
    overlapping: z
      .array(z.strictObject({ lease: z.string(), prefix: z.string(), termsOverlap: z.boolean() }))
      .describe("Other unreleased leases in view whose prefix overlaps"),
    announced: z.boolean().describe("Somebody announces it: routing.announcedBy is there and not none"),
    routes: z
      .array(
        z.strictObject({
          prefix: z.string(),
          origin: z.int(),
          declared: z.boolean().describe("The origin is in routing.origins"),
          aws: z.boolean().describe("AWS announces with its own ASNs and this is one of them (16509, 14618)"),
          verdict: routeVerdict,
        }),
      )
      .describe("Every announced prefix with every origin it needs, judged by the ROAs that are declared or observed"),
    vrpsSeen: z.boolean().describe("Validated payloads were looked at"),
    evidence: leaseEvidence,
    announcers: texts.describe(
      "Who announces it: routing.announcedBy unless none, and `by` of every advertisement; sorted",
    ),
    as0: z
      .boolean()
      .describe("AS0 ROAs, requested or seen, forbid every announcement of the prefix. unknown.as0 names what may"),
    segmentCount: z.int().describe("Segments in view"),
    alerts: z
      .strictObject({
        some: z.boolean().describe("Some event rule in view has to do with privileged calls"),
        missing: texts.describe("Privileged actions that no rule matches, `service:Action`, at most eight"),
        external: z.string().nullable().describe("Name of what alerts elsewhere, as a Telemetry of the lease says"),
      })
      .describe(
        "Alerts on privileged calls: what event rules with targets leave out. unknown.alerts names rules that may fill it",
      ),
  })
  .meta({ id: "lease", description: "A lease in view, with what is held of it and how it is announced" });

export type LeaseFact = Immutable<Omit<z.output<typeof leaseFact>, "declaration">> & {
  readonly declaration: Lease;
};
