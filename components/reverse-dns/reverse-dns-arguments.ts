import type { Input } from "@pulumi/pulumi";
import type { EgressPool } from "../egress-pool/egress-pool";
import type { EgressSegment } from "../egress-segment/egress-segment";

/** A zone of the forward tree in which confirming records are made. */
export interface ForwardZone {
  readonly via: "cloudflare" | "route53";
  /** Id of the zone at Cloudflare, or of the hosted zone in Route 53. */
  readonly zoneId: Input<string>;
}

/** What `new ReverseDns(name, …)` takes. */
export interface ReverseDnsArgs {
  /** The segment whose prefixes hold the addresses. */
  readonly segment: EgressSegment;
  /**
   * The one authority for these addresses: PTR records in Cloudflare's reverse zones, or AWS, which answers for its own
   * Elastic IPs (`ModifyAddressAttribute`), IPv4 only.
   */
  readonly via: "cloudflare" | "aws";
  /**
   * Hostname of each address.
   * @example { "203.0.113.4": "out-a.mail.example.com", "203.0.113.5": "out-b.mail.example.com" }
   */
  readonly names: Readonly<Record<string, string>>;
  /**
   * Ids of the reverse zones by name, with `via: "cloudflare"`. The longest one that holds an address gets its record.
   * @example { "113.0.203.in-addr.arpa": zone.id }
   */
  readonly reverseZones?: Readonly<Record<string, Input<string>>>;
  /** The pool that holds the addresses' Elastic IPs, with `via: "aws"`. */
  readonly pool?: EgressPool;
  /** Allocation ids of Elastic IPs by address, with `via: "aws"`, for addresses that no `pool` holds. */
  readonly allocationIds?: Readonly<Record<string, Input<string>>>;
  /**
   * Forward zones by name: each hostname gets the A or AAAA record that confirms its PTR record (RFC 1912 §2.1), in the
   * longest zone that holds it. `"elsewhere"` makes none; AWS refuses a name until its record is there.
   * @example { "example.com": { via: "route53", zoneId: zone.zoneId } }
   */
  readonly forwardZones: Readonly<Record<string, ForwardZone>> | "elsewhere";
  /** Seconds that resolvers keep the records, 60 to 86400. @default 3600 */
  readonly ttl?: number;
  /** AWS region of the Elastic IPs. @default the segment's */
  readonly region?: string;
}
