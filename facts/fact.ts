import type { AddressFact } from "./fact/address";
import type { ApprovalFact } from "./fact/approval";
import type { FirewallRuleFact } from "./fact/firewall-rule";
import type { HoldingFact } from "./fact/holding";
import type { LeaseFact } from "./fact/lease";
import type { NetworkFact } from "./fact/network";
import type { OpaqueFact } from "./fact/opaque";
import type { PermissionFact } from "./fact/permission";
import type { AdditionFact, ReleaseFact } from "./fact/plan";
import type { ReferenceFact } from "./fact/reference";
import type { ReverseNameFact } from "./fact/reverse-name";
import type { AnnouncementFact, RevocationFact, RoaFact } from "./fact/routing";
import type { SegmentFact } from "./fact/segment";
import type { SubnetFact } from "./fact/subnet";

/**
 * Facts are what resources and the register say about leases. Rules see facts only. Each fact is complete in itself:
 * whatever a rule compares was joined before, so that rules run on any partition of the facts and their cost is linear.
 *
 * The schemas in facts/fact/ are the contract with rules, ours and others' (schemas/facts.schema.json). A field or a kind of
 * fact may come anew within a version; one that goes, or changes its meaning, raises it.
 */
export const FACTS_VERSION = 1;

// The types alone: whoever builds or judges facts loads no schemas.
export type { SegmentClaim, SegmentKey } from "./fact/base";
export type { LeaseEvidence, RouteVerdict } from "./fact/lease";
export type { SegmentGuards } from "./fact/segment";
export type {
  AdditionFact,
  AddressFact,
  AnnouncementFact,
  ApprovalFact,
  FirewallRuleFact,
  HoldingFact,
  LeaseFact,
  NetworkFact,
  OpaqueFact,
  PermissionFact,
  ReferenceFact,
  ReleaseFact,
  ReverseNameFact,
  RevocationFact,
  RoaFact,
  SegmentFact,
  SubnetFact,
};

export type Fact =
  | LeaseFact
  | SegmentFact
  | AddressFact
  | SubnetFact
  | FirewallRuleFact
  | NetworkFact
  | RoaFact
  | AnnouncementFact
  | HoldingFact
  | PermissionFact
  | RevocationFact
  | AdditionFact
  | ReleaseFact
  | ReverseNameFact
  | ReferenceFact
  | OpaqueFact
  | ApprovalFact;

export type FactKind = Fact["kind"];
