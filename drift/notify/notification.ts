import { z } from "zod";
import { findingSchema } from "../../policies/finding";

/** What happened to a finding, as people are told. */
export const EVENTS = ["new", "worsened", "flapping", "settled", "recovered"] as const;

const toldFinding = z.object({
  event: z
    .enum(EVENTS)
    .describe("new, or back; worsened; flapping: comes and goes; settled: stable after that; recovered"),
  open: z.boolean().describe("Whether it is so now"),
  firstSeen: z.iso.datetime().describe("When a run saw it first"),
  finding: findingSchema,
});
export type ToldFinding = z.output<typeof toldFinding>;

/**
 * One message to one channel: all that a run has to tell it. Version 1 only ever gains properties that a receiver may ignore.
 */
export const notificationSchema = z.object({
  version: z.literal(1),
  /** The same whenever and however often it is sent: who has seen it drops it. */
  id: z.string(),
  /** When the run looked. */
  at: z.iso.datetime(),
  counts: z.record(z.enum(EVENTS), z.int()),
  /** The most important first, a bounded number of them. */
  told: z.array(toldFinding),
  /** How many more there are than are listed. */
  more: z.int(),
  /** Of a message that may have arrived before: how often it was begun. Only where the receiver cannot tell by the id. */
  again: z.int().optional(),
  /** Of a channel that keeps a record for each lease: which one, and all that is open there now. */
  record: z.object({ lease: z.string().nullable(), open: z.array(toldFinding), more: z.int() }).optional(),
});
export type Notification = z.output<typeof notificationSchema>;

/** JSON Schema of what the webhook is sent, for receivers. */
export function notificationJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(notificationSchema, { io: "input" });
  return { $schema, title: "Leasehold drift notification, as the webhook is sent it", ...schema };
}
