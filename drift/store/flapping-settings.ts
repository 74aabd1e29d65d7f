import { z } from "zod";

/** When a finding that comes and goes is no longer told each time: `drift.flapping` of leasehold.yaml. */
export const flappingSettingsSchema = z.strictObject({
  changes: z
    .int()
    .min(2)
    .max(1000)
    .default(4)
    .describe(
      "A finding that opens, worsens or recovers more often than this within the window is told once as flapping",
    ),
  withinHours: z.number().positive().max(8760).default(48).describe("Length of the window, in hours"),
  quietHours: z
    .number()
    .positive()
    .max(8760)
    .default(24)
    .describe("Hours without a change after which it counts as stable, and is told as what it then is"),
});
export type FlappingSettings = z.output<typeof flappingSettingsSchema>;
