import { z } from "zod";
import { base, type Immutable, statusOfLease } from "./base";

/** A mention of leased space, of a lease id or of a segment, anywhere in a resource's inputs. */
export const referenceFact = z
  .strictObject({
    kind: z.literal("reference"),
    ...base,
    relation: z.enum(["refers", "holds", "names-lease", "names-segment"]),
    property: z.string().describe("Path of the property inside the resource, for example `entries[3].cidr`"),
    text: z.string().describe("The address, prefix, range or name: never the surrounding text"),
    bitsShorter: z
      .int()
      .describe("How many bits shorter than the lease's prefix a containing CIDR is; 0 where it lies inside"),
    leaseStatus: statusOfLease,
    leaseEnded: z.boolean().describe("The lease's term is over"),
    activeLease: z
      .string()
      .nullable()
      .describe("Id of the active lease with the longest prefix that contains the space, where there is one"),
    declared: z
      .boolean()
      .nullable()
      .describe("Of a name: something in view declares it. Null: cannot be told (unknown.declared). True for space"),
  })
  .meta({
    id: "reference",
    description: "A mention of leased space, of a lease id or of a segment, anywhere in a resource's inputs",
  });
export type ReferenceFact = Immutable<z.output<typeof referenceFact>>;
