import { z } from "zod";

/** How wide the union of egress rules is, one entry a family. */
export const egress = z
  .array(
    z.strictObject({
      family: z.union([z.literal(4), z.literal(6)]),
      widePorts: z
        .int()
        .describe(
          "The most ports (of 65,536) of one protocol on which at least the set share of the address space is reachable",
        ),
      protocol: z.string(),
      share: z
        .number()
        .describe(
          "Share of the family's address space reachable on those ports, 0 to 1; of IPv6, of global unicast (2000::/3)",
        ),
      byOneRule: z
        .boolean()
        .optional()
        .describe("One rule alone is as wide, so that the finding is on that rule. Not set in a rule's own entry"),
    }),
  )
  .describe("How wide the union of the egress rules is, one entry a family. unknown.egress names what is out of view");
