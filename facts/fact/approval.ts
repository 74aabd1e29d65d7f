import { z } from "zod";
import { base, type Immutable, texts } from "./base";

/** Whether the stack's privileged surface is one that enough people approved; one fact a stack. */
export const approvalFact = z
  .strictObject({
    kind: z.literal("approval"),
    ...base,
    configured: z.boolean().describe("leasehold.yaml asks for approvals"),
    satisfied: z.boolean(),
    reasons: texts.describe(
      "Why not: how many approvals there are, and why each of the others does not count. Empty where satisfied",
    ),
    required: z.int().describe("How many distinct people must approve; 0 where not configured"),
    approvers: texts.describe("Principals whose approvals count"),
    breakGlass: z.boolean().describe("Satisfied by one on-call key alone, for a short time"),
  })
  .meta({
    id: "approval",
    description: "Whether the stack's privileged surface is one that enough people approved; one fact a stack",
  });
export type ApprovalFact = Immutable<z.output<typeof approvalFact>>;
