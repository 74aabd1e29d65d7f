import { z } from "zod";
import { leaseStatus } from "../lease/lease";

/** A lease as reports draw it: where its segments lie, and which addresses are taken by what. */
export const reportedLeaseSchema = z.strictObject({
  id: z.string(),
  /** Canonical CIDR. */
  prefix: z.string(),
  status: leaseStatus,
  /** First and last day, UTC. */
  term: z.strictObject({ start: z.string(), end: z.string() }),
  declaredBy: z.enum(["program", "register"]),
  segments: z.array(
    z.strictObject({
      name: z.string(),
      /** Null where nobody knows it yet. */
      purpose: z.string().nullable(),
      status: z.string().nullable(),
      /** Canonical CIDRs; some may lie outside the lease. */
      prefixes: z.array(z.string()),
    }),
  ),
  /** Addresses and prefixes that a resource allocates, or for which the register records a place. */
  addresses: z.array(
    z.strictObject({
      /** Canonical, without a length where it is one address. */
      address: z.string(),
      segment: z.string().nullable(),
      /** Null: recorded in the register only. */
      resource: z.strictObject({ urn: z.string(), type: z.string(), name: z.string() }).nullable(),
    }),
  ),
});
export type ReportedLease = z.output<typeof reportedLeaseSchema>;
