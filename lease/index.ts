/**
 * The domain of leased address space, pure: prefixes and address sets of both families, the lease and its schema,
 * allocation, and route origin validation. No I/O, no Pulumi.
 *
 * @packageDocumentation
 */
export { AddressError } from "./address-error";
export { type AddressRange, AddressSet } from "./address-set";
export {
  type Allocation,
  type AllocationProblem,
  allocate,
  type RecordedSegment,
  type SegmentPlacement,
  type SegmentRequest,
} from "./allocation";
export { addDays, daysBetween } from "./dates";
export { KNOWN_PURPOSES, type Lease, type LeaseInput, type LeaseSegment, type LeaseStatus, leaseSchema } from "./lease";
export {
  comparePrefixes,
  contains,
  type Family,
  formatAddress,
  formatPrefix,
  formatShort,
  fullLength,
  lastAddress,
  overlaps,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixSize,
  rangeToPrefixes,
  readPrefix,
  splitPrefix,
  supernet,
} from "./prefix";
export { PrefixIndex } from "./prefix-index";
export { parseReverseName, reverseName, reverseZones } from "./reverse-name";
export { parseAsn, type Route, type RouteValidity, type Vrp, VrpIndex, validateRoute } from "./rpki/route-origin";
export { BOGONS, PRIVATE } from "./special-purpose";
