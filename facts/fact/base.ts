import { z } from "zod";
import { leaseStatus } from "../../lease/lease";

/** What a schema describes, as facts are handed around: nobody changes one. */
export type Immutable<T> = T extends readonly (infer E)[]
  ? readonly Immutable<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Immutable<T[K]> }
    : T;

/** The fields that every fact has. */
export const base = {
  id: z.string().min(1).describe("Unique among all facts of one judgement, stable between runs"),
  resource: z
    .string()
    .nullable()
    .describe("URN of the resource that a finding on this fact points at; null where only the register knows it"),
  lease: z.string().nullable().describe("Lease id, where the fact belongs to a lease"),
  segment: z.string().nullable().describe("Segment name, where the fact belongs to one segment"),
  unknown: z
    .record(z.string(), z.array(z.string()))
    .describe(
      "Field of this fact to the `urn#property.path` whose values nobody knows yet and on which the field depends. A field named here is undetermined; its value in the fact is null or what is known so far",
    ),
};

/** `lease/segment`, as one comparable word. */
export const segmentKey = z.string().describe("`lease/segment`, as one comparable word");
export type SegmentKey = z.output<typeof segmentKey>;

/** How a subject came to belong to a segment, in order of precedence. */
export const segmentClaim = z
  .strictObject({
    by: z.enum(["prefix", "nat", "subnets", "parent", "tag"]),
    lease: z.string(),
    segment: z.string(),
  })
  .describe("How a subject came to belong to a segment, in order of precedence: prefix, nat, subnets, parent, tag");
export type SegmentClaim = Immutable<z.output<typeof segmentClaim>>;

export const statusOfLease = leaseStatus.nullable().describe("Status of the lease; null where it is not in view");

/** Names, URNs, addresses and the like. */
export const texts = z.array(z.string());

/** Whole UTC days, which may be negative; null where nobody says. */
export const daysOrNull = z.int().nullable();
