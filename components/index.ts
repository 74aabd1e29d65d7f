/**
 * Pulumi components for leased address space: declare the lease once, divide it into segments, and give each segment its
 * own way out, firewall, reverse names, requests and watch.
 *
 * @packageDocumentation
 */
export { Advertisement, type AdvertisementArgs, type Announcer } from "./advertisement";
export { ArgumentError, type ArgumentProblem } from "./argument-errors";
export type { BreakGlassOpening } from "./break-glass-opening";
export { EgressFirewall } from "./egress-firewall";
export type {
  EgressFirewallArgs,
  FirewallNatInstance,
  FirewallNetworkAcl,
  FirewallRuleGroup,
  PrefixListAllowance,
} from "./egress-firewall-arguments";
export { EgressPool, type EgressPoolArgs, type PoolCidr, type PoolSource } from "./egress-pool";
export { EgressSegment } from "./egress-segment";
export { LeasedBlock, type LeasedBlockArgs } from "./leased-block";
export type { NatEgressArgs, NatMode, NatZone } from "./nat-arguments";
export { NatEgress } from "./nat-egress";
export type { PlacementRecord } from "./placement";
export { PrivilegedAccess, type PrivilegedAccessArgs } from "./privileged-access";
export { ReverseDns } from "./reverse-dns";
export type { ForwardZone, ReverseDnsArgs } from "./reverse-dns-arguments";
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
export { Telemetry } from "./telemetry";
export type { CloudWatchDestination, ExternalTelemetry, S3Destination, TelemetryArgs } from "./telemetry-arguments";
