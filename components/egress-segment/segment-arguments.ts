import type { Input } from "@pulumi/pulumi";
import type { Lease, LeaseInput } from "../../lease/lease";
import type { Tags } from "../tags";

/** A range of ports that a segment may use towards some destinations. */
export interface PortRange {
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp" | "icmp" | "icmpv6" | "all";
  /** First port, 0 to 65535; 0 for icmp and all. */
  readonly from: number;
  /** Last port, 0 to 65535. @default from */
  readonly to?: number;
  /** CIDRs. @default everywhere, in the family of the segment's prefixes */
  readonly destinations?: readonly string[];
}

/** {@link PortRange} with its defaults written out. */
export interface Ports {
  readonly protocol: "tcp" | "udp" | "icmp" | "icmpv6" | "all";
  readonly from: number;
  readonly to: number;
  readonly destinations: readonly string[];
}

/** How much one service identity may send. At least one limit is needed. */
export interface RateLimit {
  /** Name of the service identity, for example a role or a service account. */
  readonly identity: string;
  /** CIDRs its workloads send from, inside the VPC. @default every source of the segment */
  readonly sources?: readonly string[];
  /** Packets per second, above 0. */
  readonly packetsPerSecond?: number;
  /** New connections per second, above 0. */
  readonly connectionsPerSecond?: number;
  /** Bytes per second, above 0. */
  readonly bytesPerSecond?: number;
}

/**
 * Destinations a segment never reaches: `"bogons"` (private and reserved space of RFC 6890), or a named list of CIDRs,
 * given here or in a file (one CIDR a line, `;` and `#` start a comment, as Spamhaus DROP writes it).
 */
export type DenyList = "bogons" | { readonly name: string; readonly cidrs?: readonly string[]; readonly file?: string };

/** Who may open a way around the deny rules in an emergency, to where, and for how long. */
export interface BreakGlass {
  /** Names of the people or roles that may approve. At least one. */
  readonly approvers: readonly string[];
  /** How long an opening lasts, in hours, above 0. More than 24 is a finding of `break-glass-missing`. */
  readonly hours: number;
  /** CIDRs that stay reachable through break-glass. @default none */
  readonly destinations?: readonly string[];
}

/** How a v6 segment leaves: an egress-only internet gateway and a `::/0` route. What is not named is made. */
export interface EgressOnly {
  /** Id of the VPC's egress-only internet gateway. @default a new one in `vpcId` */
  readonly gatewayId?: Input<string>;
  /** Ids of the workload subnets' route tables, for example those of the NAT of a dual-stack subnet. @default a new one */
  readonly routeTableIds?: readonly Input<string>[];
}

/** What `block.segment(name, …)` takes. */
export interface SegmentArgs {
  /** `web`, `admin`, `data-collection`, `email`, `standby`, `quarantine`, or a word of the team's own. */
  readonly purpose: string;
  /**
   * Prefixes of the segment, inside the lease's. @default what the register or the lease records for this segment,
   * else the first free prefix of `prefixLength`
   */
  readonly prefixes?: readonly string[];
  /**
   * Length of the prefix to allocate where `prefixes` are not given, for example 26. Record what was allocated in the
   * register: only a recorded or given prefix is sure to stay when other segments come and go.
   */
  readonly prefixLength?: number;
  /** Ports the segment may use; a number is one TCP port. @default none */
  readonly ports?: readonly (number | PortRange)[];
  /** @default none */
  readonly rateLimits?: readonly RateLimit[];
  /** @default ["bogons"] */
  readonly denyLists?: readonly DenyList[];
  /** @default none */
  readonly breakGlass?: BreakGlass;
  /** A quarantined segment reaches its break-glass destinations only. @default "active" */
  readonly status?: "active" | "quarantined";
  /** A critical segment needs a standby. @default false */
  readonly critical?: boolean;
  /** Name of the segment that takes over when this one is quarantined. */
  readonly standby?: string;
  /**
   * Ids of the workload subnets the segment serves: a list, or a list per availability zone, which a NAT of several
   * zones needs. @default none
   * @example { "eu-west-1a": [webA.id], "eu-west-1b": [webB.id] }
   */
  readonly subnets?: readonly Input<string>[] | Readonly<Record<string, readonly Input<string>[]>>;
  /** Id of the VPC the workload subnets are in. */
  readonly vpcId?: Input<string>;
  /** IPv6 only: makes the segment's way out. @default nothing is made */
  readonly egressOnly?: EgressOnly;
  /** AWS region of the segment's resources. @default the block's, else the provider's */
  readonly region?: string;
  /** Tags of every resource of the segment that takes tags. @default the block's */
  readonly tags?: Tags;
}

/** Something that holds a parsed lease: a `LeasedBlock`, or an `EgressSegment`. */
export interface LeaseHolder {
  readonly leaseId: string;
  readonly lease: Lease;
}

/** A lease as written, or a component that holds one. */
export type LeaseArgument = LeaseInput | LeaseHolder;

/** What `new EgressSegment(name, …)` takes. */
export interface EgressSegmentArgs extends SegmentArgs {
  /** The lease, or the `LeasedBlock` that declares it. */
  readonly lease: LeaseArgument;
  /** The segment's name within its lease. @default the resource's name */
  readonly segmentName?: string;
}
