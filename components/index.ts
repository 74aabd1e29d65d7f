export { ArgumentError, type ArgumentProblem } from "./argument-errors";
export { EgressSegment } from "./egress-segment";
export { LeasedBlock, type LeasedBlockArgs } from "./leased-block";
export type { PlacementRecord } from "./placement";
export type {
  BreakGlass,
  DenyList,
  EgressSegmentArgs,
  LeaseArgument,
  LeaseHolder,
  PortRange,
  Ports,
  RateLimit,
  SegmentArgs,
} from "./segment-arguments";
export { LEASE_TAG, leaseTags, type Ownership, SEGMENT_TAG, type Tags } from "./tags";
