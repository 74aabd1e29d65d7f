import { z } from "zod";
import { base, type Immutable, segmentClaim, segmentKey, texts } from "./base";

/** A subnet that a segment claims, by resource or by id. */
export const subnetFact = z
  .strictObject({
    kind: z.literal("subnet"),
    ...base,
    subnet: z.string().describe("URN or the literal id"),
    claims: z.array(segmentClaim),
    conflicting: z.array(segmentKey),
    hostsNatOnly: z
      .boolean()
      .describe("It is the public subnet of a NAT gateway and claimed only through that NAT, not as a workload's"),
    internetGatewayRoute: z
      .boolean()
      .nullable()
      .describe("A default (or public) route of its table goes to an internet gateway. Null: its table is out of view"),
    via: texts.describe("URNs of the routes that say so"),
  })
  .meta({ id: "subnet", description: "A subnet that a segment claims, by resource or by id" });
export type SubnetFact = Immutable<z.output<typeof subnetFact>>;
