import { z } from "zod";
import { base, daysOrNull, type Immutable, segmentKey, texts } from "./base";

/** A VPC or subnet that carries a segment, and its flow logs. */
export const networkFact = z
  .strictObject({
    kind: z.literal("network"),
    ...base,
    network: z.string().describe("URN or the literal id"),
    scope: z.enum(["vpc", "subnet"]),
    segments: z.array(segmentKey),
    inView: z.boolean().describe("The network is a resource of the program, not an id"),
    traffic: texts.describe(
      "Traffic types of the flow logs that cover it, own and of its VPC: ALL, ACCEPT, REJECT. unknown.traffic otherwise",
    ),
    external: z.string().nullable().describe("Name of a flow log kept elsewhere that the segment's Telemetry names"),
    logged: z.boolean().describe("Some flow log of its own is in view"),
    keptDays: daysOrNull.describe(
      "Days for which accepted and rejected traffic is kept at least, as far as destinations are in view. Null: for ever",
    ),
    requiredDays: daysOrNull.describe("The longest `retentionDays` of its segments' leases; null where none says"),
    searchable: z.boolean().describe("A saved query or a table reads the destination of its logs"),
  })
  .meta({ id: "network", description: "A VPC or subnet that carries a segment, and its flow logs" });
export type NetworkFact = Immutable<z.output<typeof networkFact>>;
