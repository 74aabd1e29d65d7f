import { z } from "zod";
import { base, type Immutable, texts } from "./base";

/** A mention of, or an allocation from, a lease that is offboarding, in a step of the plan. */
export const additionFact = z
  .strictObject({
    kind: z.literal("addition"),
    ...base,
    what: z.enum(["reference", "allocation"]),
    text: z.string(),
    added: z.boolean().nullable().describe("The step adds it. Null: nobody can tell (unknown.added)"),
  })
  .meta({
    id: "addition",
    description: "A mention of, or an allocation from, a lease that is offboarding, in a step of the plan",
  });
export type AdditionFact = Immutable<z.output<typeof additionFact>>;

/** A step with which a lease is given back: the record, the provisioned space, or the announcement. */
export const releaseFact = z
  .strictObject({
    kind: z.literal("release"),
    ...base,
    step: z.enum(["release", "deprovision", "withdraw"]),
    subject: z.string(),
    still: texts.describe(
      "Names of what still holds, refers to, announces or uses it when that step comes; at most five",
    ),
  })
  .meta({
    id: "release",
    description: "A step with which a lease is given back: the record, the provisioned space, or the announcement",
  });
export type ReleaseFact = Immutable<z.output<typeof releaseFact>>;
