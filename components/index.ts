/**
 * Pulumi components for leased address space: declare the lease once, divide it into segments, and give each segment its
 * own way out, firewall, reverse names, requests and watch.
 *
 * @packageDocumentation
 */
export { Advertisement, type AdvertisementArgs } from "./advertisement";
export { ArgumentError, type ArgumentProblem } from "./argument-errors";
export type { BreakGlassOpening } from "./egress-firewall/break-glass-opening";
export { EgressFirewall } from "./egress-firewall/egress-firewall";
export type {
  EgressFirewallArgs,
  FirewallNatInstance,
  FirewallNetworkAcl,
  FirewallRuleGroup,
  PrefixListAllowance,
} from "./egress-firewall/egress-firewall-arguments";
export { EgressPool, type EgressPoolArgs, type PoolCidr, type PoolSource } from "./egress-pool/egress-pool";
export { EgressSegment } from "./egress-segment/egress-segment";
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
} from "./egress-segment/segment-arguments";
export { LeasedBlock, type LeasedBlockArgs } from "./leased-block/leased-block";
export type { PlacementRecord } from "./leased-block/placement";
export type { NatEgressArgs, NatMode, NatZone } from "./nat-egress/nat-arguments";
export { NatEgress } from "./nat-egress/nat-egress";
export { PrivilegedAccess, type PrivilegedAccessArgs } from "./privileged-access/privileged-access";
export { Provider, type ProviderArgs } from "./provider";
export { ReverseDns } from "./reverse-dns/reverse-dns";
export type { ForwardZone, ReverseDnsArgs } from "./reverse-dns/reverse-dns-arguments";
export { type AnnouncedRoute, RoaRequest, type RoaRequestArgs, type SeenRoa } from "./roa-request";
export type { Announcer, LeaseReference } from "./routing-arguments";
export { LEASE_TAG, leaseTags, type Ownership, SEGMENT_TAG, type Tags } from "./tags";
export { Telemetry } from "./telemetry/telemetry";
export type {
  CloudWatchDestination,
  ExternalTelemetry,
  S3Destination,
  TelemetryArgs,
} from "./telemetry/telemetry-arguments";
