import type { SegmentArgs } from "../../components/egress-segment/segment-arguments";
import { LeasedBlock } from "../../components/leased-block/leased-block";
import type { LeaseInput } from "../../lease/lease";

/** A block of documentation space with one segment, for tests of what a segment is given to. */
export function officeSegment(args: Partial<SegmentArgs> = {}, lease: Partial<LeaseInput> = {}) {
  return officeBlock(lease).segment("data", {
    purpose: "data-collection",
    prefixes: ["203.0.113.64/26"],
    vpcId: "vpc-1",
    ports: [443],
    ...args,
  });
}

/** The block alone. */
export function officeBlock(lease: Partial<LeaseInput> = {}) {
  return new LeasedBlock("office", {
    lease: {
      id: "office-2026",
      prefix: "203.0.113.0/24",
      status: "active",
      term: { start: "2026-10-01", end: "2036-09-30" },
      ...lease,
    },
  });
}
