import { z } from "zod";
import { base, type Immutable, segmentKey, statusOfLease, texts } from "./base";

/** A PTR record, by the address it is for. */
export const reverseNameFact = z
  .strictObject({
    kind: z.literal("reverse-name"),
    ...base,
    address: z.string().nullable(),
    names: texts,
    leaseStatus: statusOfLease,
    allocated: z.boolean().describe("An address in view covers it"),
    segments: z.array(segmentKey).describe("Key of the segment whose prefixes hold it"),
    astray: texts.describe(
      "Names, of this record, whose forward records do not lead to the address. unknown.forward: what hides them",
    ),
    forwardOutOfView: texts.describe("Names, of this record, whose forward zone is out of view"),
    otherNames: texts.describe("Names that other records give the same address"),
    namesOfSegments: z
      .array(segmentKey)
      .describe("Other segments whose addresses bear one of the names, backwards or forwards"),
  })
  .meta({ id: "reverse-name", description: "A PTR record, by the address it is for" });
export type ReverseNameFact = Immutable<z.output<typeof reverseNameFact>>;
