import { z } from "zod";
import { base, type Immutable, segmentClaim, segmentKey, statusOfLease, texts } from "./base";

/** An address or prefix that a resource allocates, uses or is claimed by a segment. */
export const addressFact = z
  .strictObject({
    kind: z.literal("address"),
    ...base,
    address: z.string().nullable().describe("Canonical address or prefix; null where unknown"),
    leased: z
      .boolean()
      .nullable()
      .describe("It lies in a lease in view. Null: unknown. An address of the cloud's own pool is false"),
    leaseStatus: statusOfLease,
    claims: z.array(segmentClaim),
    segments: z.array(segmentKey).describe("Segments after precedence: the keys of the strongest kind of claim"),
    conflicting: z
      .array(segmentKey)
      .describe("Segments that prefix, parent and tag name differently; empty where they agree"),
    purpose: z.string().nullable(),
    usedBy: z.array(
      z.strictObject({
        resource: z.string(),
        as: z.enum(["nat", "nat-instance", "instance", "interface", "load-balancer", "accelerator"]),
        declaresSegment: z.boolean().describe("The user of the address itself belongs to a segment"),
      }),
    ),
    egressSegments: z
      .array(z.strictObject({ key: segmentKey, via: texts }))
      .describe(
        "Segments whose workload subnets can leave with this address, each with the URNs or ids of the way out",
      ),
    ptrNames: texts.describe("Names that PTR records in view give this address"),
    reverseDnsBy: z.enum(["lessee", "lessor"]).nullable(),
    protected: z.boolean().describe("`protect` or `retainOnDelete` is set"),
    allocated: z
      .boolean()
      .describe(
        "An Elastic IP or the like: an address on its own, which costs money and reputation while nothing uses it",
      ),
  })
  .meta({ id: "address", description: "An address or prefix that a resource allocates or uses, or a segment claims" });
export type AddressFact = Immutable<z.output<typeof addressFact>>;
