import { z } from "zod";

/** `drift.rpki` of `leasehold.yaml`. */
export const rpkiSettingsSchema = z.strictObject({
  vrps: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe(
      "File or URL with the validated payloads that a relying party of yours sees: the JSON of Routinator, rpki-client or StayRTR (default: LEASEHOLD_VRPS)",
    ),
  maxAgeMinutes: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe(
      "Oldest payloads that count, in minutes; what older ones say is unknown (default: LEASEHOLD_VRPS_MAX_AGE, then 120)",
    ),
  lapseHours: z
    .number()
    .min(0)
    .max(8760)
    .default(6)
    .describe(
      "Tell of a ROA that lapses within so many hours unless it is renewed, where the source says when (rpki-client does). Keep it below the time at which the authority renews its manifests: the earliest date of the whole chain counts, and that is always near",
    ),
});
export type RpkiSettings = z.output<typeof rpkiSettingsSchema>;
