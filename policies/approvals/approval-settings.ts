import { z } from "zod";

const path = z.string().min(1).max(4096);

/** What `approvals:` of leasehold.yaml may say. Without it, no privileged change needs an approval. */
export const approvalSettingsSchema = z.strictObject({
  required: z.int().min(1).max(20).default(1).describe("How many distinct people must approve, besides the author"),
  roles: z
    .array(z.string().min(1))
    .default([])
    .describe("Roles of which an approver must have one; none: everybody in allowed_signers may approve"),
  breakGlassRoles: z
    .array(z.string().min(1))
    .default(["on-call"])
    .describe("Roles that may approve alone, for a short time"),
  allowedSigners: path.default(".leasehold/allowed_signers").describe("Keys of the approvers and their roles"),
  folder: path.default(".leasehold/approvals").describe("Where approvals are kept"),
  maxDays: z.number().gt(0).max(366).default(14).describe("Longest time, in days, for which an approval may hold"),
  breakGlassHours: z.number().gt(0).max(168).default(24).describe("Longest time, in hours, of a break-glass approval"),
  author: z
    .enum(["git", "environment"])
    .default("git")
    .describe(
      "Who wrote the change and so cannot approve it: the commits' authors and LEASEHOLD_AUTHOR, or the latter alone",
    ),
});
/** `approvals:` with every default filled in. */
export type ApprovalSettings = z.output<typeof approvalSettingsSchema>;
