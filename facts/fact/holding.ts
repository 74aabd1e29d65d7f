import { z } from "zod";
import { base, type Immutable, statusOfLease } from "./base";

/** A resource that holds leased space, and would lose it when deleted. */
export const holdingFact = z
  .strictObject({
    kind: z.literal("holding"),
    ...base,
    what: z.enum(["address", "pool-cidr", "roa", "announcement"]),
    space: z.string().nullable().describe("Address or prefix; null where unknown"),
    leased: z.boolean().nullable().describe("Null: cannot be told"),
    leaseStatus: statusOfLease,
    protected: z.boolean().describe("`protect` or `retainOnDelete` is set"),
  })
  .meta({ id: "holding", description: "A resource that holds leased space, and would lose it when deleted" });
export type HoldingFact = Immutable<z.output<typeof holdingFact>>;
