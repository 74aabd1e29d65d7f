export { ArgumentError, type ArgumentProblem } from "./argument-errors";
export { EgressPool, type EgressPoolArgs, type PoolCidr, type PoolSource } from "./egress-pool";
export { EgressSegment } from "./egress-segment";
export { LeasedBlock, type LeasedBlockArgs } from "./leased-block";
export type { NatEgressArgs, NatMode, NatZone } from "./nat-arguments";
export { NatEgress } from "./nat-egress";
export type { PlacementRecord } from "./placement";
export { type AnnouncedRoute, RoaRequest, type RoaRequestArgs } from "./roa-request";
export type { LeaseReference } from "./routing-arguments";
export type {
  BreakGlass,
  DenyList,
  EgressOnly,
  EgressSegmentArgs,
  LeaseArgument,
  LeaseHolder,
  PortRange,
  Ports,
  RateLimit,
  SegmentArgs,
} from "./segment-arguments";
export { LEASE_TAG, leaseTags, type Ownership, SEGMENT_TAG, type Tags } from "./tags";
