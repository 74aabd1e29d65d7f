import { z } from "zod";

/**
 * What a report says besides findings: about waivers, the baseline and approvals themselves, about what a pull request
 * would change in them, and about what the input does not show. A warning wants somebody to act; neither kind fails a run.
 */
export const noticeSchema = z.strictObject({
  about: z.enum(["waiver", "baseline", "approval", "pull-request", "input", "notification"]),
  level: z.enum(["warning", "info"]),
  message: z.string(),
});
export type Notice = z.output<typeof noticeSchema>;
