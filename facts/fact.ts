import type { Lease, LeaseStatus } from "../lease/lease";

/**
 * Facts are what resources and the register say about leases. Rules see facts only. Each fact is complete in itself:
 * whatever a rule compares was joined before, so that rules run on any partition of the facts and their cost is linear.
 */
export const FACTS_VERSION = 1;

interface FactBase {
  /** Unique among all facts of one judgement, stable between runs. */
  readonly id: string;
  /** URN of the resource that a finding on this fact points at; null where only the register knows it. */
  readonly resource: string | null;
  /** Lease id, where the fact belongs to a lease. */
  readonly lease: string | null;
  /** Segment name, where the fact belongs to one segment. */
  readonly segment: string | null;
  /**
   * Field of this fact → the `urn#property.path` whose values nobody knows yet and on which the field depends. A field
   * named here is undetermined; its value in the fact is null or what is known so far.
   */
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

/** How a subject came to belong to a segment, in order of precedence (rules.md, Membership). */
export interface SegmentClaim {
  readonly by: "prefix" | "nat" | "subnets" | "parent" | "tag";
  readonly lease: string;
  readonly segment: string;
}

/** `lease/segment`, as one comparable word. */
export type SegmentKey = string;

/** Verdict of RFC 6811 §2, and null where a ROA that might matter has unknown parts. */
export type RouteVerdict = "valid" | "invalid" | "not-found" | null;

export interface LeaseFact extends FactBase {
  readonly kind: "lease";
  readonly declaredBy: "program" | "register";
  readonly declaration: Lease;
  /** UTC days from today to the last day of the term; negative once the term is over. */
  readonly daysUntilEnd: number;
  readonly daysSinceStart: number;
  /** URNs (sorted, at most five) of addresses, NATs, segments, ROAs and announcements allocated from the lease. */
  readonly holders: readonly string[];
  readonly holderCount: number;
  /** Other unreleased leases in view whose prefix overlaps. */
  readonly overlapping: readonly { readonly lease: string; readonly prefix: string; readonly termsOverlap: boolean }[];
  /** True where the lease is announced by somebody (routing.announcedBy is there and not none). */
  readonly announced: boolean;
  /** Every announced prefix with every origin it needs, judged by the ROAs that are declared or observed. */
  readonly routes: readonly {
    readonly prefix: string;
    readonly origin: number;
    /** The origin is in routing.origins. */
    readonly declared: boolean;
    /** AWS announces with its own ASNs and this is one of them (16509, 14618). */
    readonly aws: boolean;
    readonly verdict: RouteVerdict;
  }[];
  /** Validated payloads were looked at. */
  readonly vrpsSeen: boolean;
  /** What the lease dates; negative where a date lies ahead. */
  readonly evidence: LeaseEvidence;
  /** Who announces it: `routing.announcedBy` unless none, and `by` of every advertisement; sorted. */
  readonly announcers: readonly string[];
  /** Whether AS0 ROAs, requested or seen, forbid every announcement of the prefix. unknown.as0 names what may. */
  readonly as0: boolean;
  /** Segments in view. */
  readonly segmentCount: number;
  /** Alerts on privileged calls: what event rules with targets leave out. unknown.alerts names rules that may fill it. */
  readonly alerts: {
    /** Some event rule in view has to do with privileged calls. */
    readonly some: boolean;
    /** Privileged actions that no rule matches, `service:Action`, at most eight. */
    readonly missing: readonly string[];
    /** Name of what alerts elsewhere, as a Telemetry of the lease says. */
    readonly external: string | null;
  };
}

/** UTC days from what a lease records to today; null where it records nothing. */
export interface LeaseEvidence {
  readonly daysSinceVerified: number | null;
  readonly daysSinceAuthorized: number | null;
  readonly daysSinceReputation: number | null;
  /** Days from the start of the term to the reputation check; negative before the handover. */
  readonly reputationDay: number | null;
  readonly daysSinceDrill: number | null;
}

export interface SegmentFact extends FactBase {
  readonly kind: "segment";
  readonly declaredBy: "program" | "register";
  readonly leaseStatus: LeaseStatus | null;
  /** Null where unknown (see `unknown.purpose`). */
  readonly purpose: string | null;
  /** Of the lease; null where the lease is not in view or documents none. */
  readonly allowedUses: readonly string[] | null;
  readonly prefixes: readonly string[];
  /** The prefixes of `prefixes` that lie in no lease in view. */
  readonly outside: readonly string[];
  /** Other segments, of any lease, whose prefixes overlap. */
  readonly overlapping: readonly { readonly lease: string; readonly segment: string; readonly prefix: string }[];
  readonly status: string | null;
  readonly critical: boolean;
  readonly standby: string | null;
  /** How wide the union of the segment's egress rules is, one entry a family. unknown.egress names what is out of view. */
  readonly egress: readonly {
    readonly family: 4 | 6;
    /** The most ports (of 65,536) of one protocol on which at least the set share of the address space is reachable. */
    readonly widePorts: number;
    readonly protocol: string;
    /** Share of the family's address space reachable on those ports, 0 to 1; of IPv6, of global unicast (2000::/3). */
    readonly share: number;
    /** One rule alone is as wide, so that the finding is on that rule. Not set in a rule's own entry. */
    readonly byOneRule?: boolean;
  }[];
  /** What an `EgressSegment` of the program says about its guards; null where only a register or a tag names it. */
  readonly guards: SegmentGuards | null;
  /** A firewall that guards it is named by id, or not known yet. */
  readonly firewallHidden: boolean;
  /** Gateways through which it and its standby both leave; empty where it names none. */
  readonly sharedWithStandby: readonly string[];
  /** Some resource of the program belongs to it. */
  readonly present: boolean;
  /** A firewall in view guards it. */
  readonly hasFirewall: boolean;
  /** Public destinations that its firewalls let out beyond its break-glass destinations, a few; asked where quarantined. */
  readonly openBeyondBreakGlass: readonly string[];
}

/** What an `EgressSegment` declares against abuse and for emergencies. Names only. */
export interface SegmentGuards {
  readonly denyLists: readonly string[];
  /** Some list is `bogons`, or lists all of them. */
  readonly deniesBogons: boolean;
  readonly rateLimits: readonly {
    readonly identity: string;
    /** At least one limit above 0. */
    readonly limited: boolean;
  }[];
  readonly approvers: readonly string[];
  /** How long a way around may be open; null where nothing says. */
  readonly hours: number | null;
}

/** An address or prefix that a resource allocates, uses or is claimed by a segment. */
export interface AddressFact extends FactBase {
  readonly kind: "address";
  /** Canonical address or prefix; null where unknown. */
  readonly address: string | null;
  /** Whether it lies in a lease in view. `null`: unknown. An address of the cloud's own pool is `false`. */
  readonly leased: boolean | null;
  readonly leaseStatus: LeaseStatus | null;
  readonly claims: readonly SegmentClaim[];
  /** Segments after precedence: the keys of the strongest kind of claim. */
  readonly segments: readonly SegmentKey[];
  /** Segments that prefix, parent and tag name differently; empty where they agree. */
  readonly conflicting: readonly SegmentKey[];
  readonly purpose: string | null;
  readonly usedBy: readonly {
    readonly resource: string;
    readonly as: "nat" | "nat-instance" | "instance" | "interface" | "load-balancer" | "accelerator";
    /** The user of the address itself belongs to a segment. */
    readonly declaresSegment: boolean;
  }[];
  /** Segments whose workload subnets can leave with this address, each with the URNs or ids of the way out. */
  readonly egressSegments: readonly { readonly key: SegmentKey; readonly via: readonly string[] }[];
  /** Names that PTR records in view give this address. */
  readonly ptrNames: readonly string[];
  readonly reverseDnsBy: "lessee" | "lessor" | null;
  readonly protected: boolean;
  /** An Elastic IP or the like: an address on its own, which costs money and reputation while nothing uses it. */
  readonly allocated: boolean;
}

/** A subnet that a segment claims, by resource or by id. */
export interface SubnetFact extends FactBase {
  readonly kind: "subnet";
  /** URN or the literal id. */
  readonly subnet: string;
  readonly claims: readonly SegmentClaim[];
  readonly conflicting: readonly SegmentKey[];
  /** It is the public subnet of a NAT gateway and claimed only through that NAT, not as a workload's. */
  readonly hostsNatOnly: boolean;
  /** A default (or public) route of its table goes to an internet gateway. Null: its table is out of view. */
  readonly internetGatewayRoute: boolean | null;
  /** URNs of the routes that say so. */
  readonly via: readonly string[];
}

/** One egress rule of a firewall that belongs to a segment: a security-group rule, or an allow entry that stands for one. */
export interface FirewallRuleFact extends FactBase {
  readonly kind: "firewall-rule";
  readonly segments: readonly SegmentKey[];
  readonly purpose: string | null;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `all` (then with every port) or the protocol's number. */
  readonly protocol: string;
  /** 0 to 65535; null where the protocol has no ports or they are unknown (unknown.ports). */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  readonly destinations: readonly string[];
  /** Some destination lies outside private, link-local and unique-local space. */
  readonly beyondPrivate: boolean;
  /**
   * Name of the managed prefix list in view that contains every public destination; null where none does. A list of more
   * than a /8 of IPv4 or a /19 of IPv6 names nobody and is none.
   */
  readonly allowlist: string | null;
  /**
   * This rule alone, as the segment's egress entry of SegmentFact: for the resource policy. `unknown.egress` only where
   * what is unknown of the rule could make it wide.
   */
  readonly egress: SegmentFact["egress"];
}

/** A VPC or subnet that carries a segment, and its flow logs. */
export interface NetworkFact extends FactBase {
  readonly kind: "network";
  /** URN or the literal id. */
  readonly network: string;
  readonly scope: "vpc" | "subnet";
  readonly segments: readonly SegmentKey[];
  /** The network is a resource of the program, not an id. */
  readonly inView: boolean;
  /** Traffic types of the flow logs that cover it, own and of its VPC: ALL, ACCEPT, REJECT. unknown.traffic otherwise. */
  readonly traffic: readonly string[];
  /** Name of a flow log kept elsewhere that the segment's Telemetry names. */
  readonly external: string | null;
  /** Some flow log of its own is in view. */
  readonly logged: boolean;
  /** Days for which accepted and rejected traffic is kept at least, as far as destinations are in view. Null: for ever. */
  readonly keptDays: number | null;
  /** The longest `retentionDays` of its segments' leases; null where none says. */
  readonly requiredDays: number | null;
  /** A saved query or a table reads the destination of its logs. */
  readonly searchable: boolean;
}

/** A ROA as requested, or a validated payload (VRP) as seen. */
export interface RoaFact extends FactBase {
  readonly kind: "roa";
  readonly source: "request" | "vrp";
  readonly prefix: string | null;
  readonly length: number | null;
  readonly asn: number | null;
  /** Effective max-length: the prefix's own where none is given; null where unknown. */
  readonly maxLength: number | null;
  /** routing.origins of its lease; null where the lease is not in view or has no routing. */
  readonly origins: readonly number[] | null;
  /** The longest prefix length that the lease announces: routing.longestAnnounced, or the ROA prefix's own length. */
  readonly longestAnnounced: number | null;
  /** Some of its prefix is announced. */
  readonly announced: boolean;
  /** UTC days from today to the last day of its lease; null where nobody says. */
  readonly daysUntilLeaseEnd: number | null;
  /** `noticeDays` of its lease. */
  readonly noticeDays: number | null;
  /** UTC days from the last day of its lease to the day on which the ROA is to be removed; null: no such day. */
  readonly removalAfterEnd: number | null;
  readonly leaseStatus: LeaseStatus | null;
}

export interface AnnouncementFact extends FactBase {
  readonly kind: "announcement";
  readonly prefix: string | null;
  readonly family: 4 | 6 | null;
  readonly length: number | null;
  readonly origin: number | null;
  readonly origins: readonly number[] | null;
  /** Publicly advertised; null where unknown. */
  readonly advertised: boolean | null;
}

/** A resource that holds leased space, and would lose it when deleted. */
export interface HoldingFact extends FactBase {
  readonly kind: "holding";
  readonly what: "address" | "pool-cidr" | "roa" | "announcement";
  /** Address or prefix; null where unknown. */
  readonly space: string | null;
  /** Null: cannot be told. */
  readonly leased: boolean | null;
  readonly leaseStatus: LeaseStatus | null;
  /** `protect` or `retainOnDelete` is set. */
  readonly protected: boolean;
}

/** An IAM policy that allows privileged network actions beyond the named roles, or whose document nobody knows. */
export interface PermissionFact extends FactBase {
  readonly kind: "permission";
  /** Name of the resource, or the ARN of a policy out of view. */
  readonly policy: string;
  /** `service:Action`, at most eight, or the name of one of AWS's own policies; empty where unknown.document. */
  readonly actions: readonly string[];
  readonly actionCount: number;
}

/** A ROA that the plan deletes or narrows, and what that does to the routes that are still announced then. */
export interface RevocationFact extends FactBase {
  readonly kind: "revocation";
  readonly prefix: string;
  readonly asn: number;
  readonly action: "deleted" | "narrowed";
  /** `203.0.113.0/24 from AS64496`, of routes that turn invalid or lose their only match. unknown.routes: out of view. */
  readonly broken: readonly string[];
}

/** A mention of, or an allocation from, a lease that is offboarding, in a step of the plan. */
export interface AdditionFact extends FactBase {
  readonly kind: "addition";
  readonly what: "reference" | "allocation";
  readonly text: string;
  /** The step adds it. Null: nobody can tell (unknown.added). */
  readonly added: boolean | null;
}

/** A step with which a lease is given back: the record, the provisioned space, or the announcement. */
export interface ReleaseFact extends FactBase {
  readonly kind: "release";
  readonly step: "release" | "deprovision" | "withdraw";
  readonly subject: string;
  /** Names of what still holds, refers to, announces or uses it when that step comes; at most five. */
  readonly still: readonly string[];
}

/** A PTR record, by the address it is for. */
export interface ReverseNameFact extends FactBase {
  readonly kind: "reverse-name";
  readonly address: string | null;
  readonly names: readonly string[];
  readonly leaseStatus: LeaseStatus | null;
  /** An address in view covers it. */
  readonly allocated: boolean;
  /** Key of the segment whose prefixes hold it. */
  readonly segments: readonly SegmentKey[];
  /** Names, of this record, whose forward records do not lead to the address. unknown.forward: what hides them. */
  readonly astray: readonly string[];
  /** Names, of this record, whose forward zone is out of view. */
  readonly forwardOutOfView: readonly string[];
  /** Names that other records give the same address. */
  readonly otherNames: readonly string[];
  /** Other segments whose addresses bear one of the names, backwards or forwards. */
  readonly namesOfSegments: readonly SegmentKey[];
}

/** A mention of leased space, of a lease id or of a segment, anywhere in a resource's inputs. */
export interface ReferenceFact extends FactBase {
  readonly kind: "reference";
  readonly relation: "refers" | "holds" | "names-lease" | "names-segment";
  /** Path of the property inside the resource, for example `entries[3].cidr`. */
  readonly property: string;
  /** The address, prefix, range or name: never the surrounding text. */
  readonly text: string;
  /** How many bits shorter than the lease's prefix a containing CIDR is; 0 where it lies inside. */
  readonly bitsShorter: number;
  readonly leaseStatus: LeaseStatus | null;
  /** The lease's term is over. */
  readonly leaseEnded: boolean;
  /** Id of the active lease with the longest prefix that contains the space, where there is one. */
  readonly activeLease: string | null;
  /** Of a name: something in view declares it. Null: cannot be told (unknown.declared). True for space. */
  readonly declared: boolean | null;
}

/** A component whose insides are out of view: a remote one, or one of ours that arrived without inputs. */
export interface OpaqueFact extends FactBase {
  readonly kind: "opaque";
  readonly what: "remote" | "lease" | "segment" | "pool" | "nat" | "firewall" | "reverse-dns" | "telemetry" | "access";
}

/** Whether the stack's privileged surface is one that enough people approved; one fact a stack. */
export interface ApprovalFact extends FactBase {
  readonly kind: "approval";
  /** leasehold.yaml asks for approvals. */
  readonly configured: boolean;
  readonly satisfied: boolean;
  /** Why not: how many approvals there are, and why each of the others does not count. Empty where satisfied. */
  readonly reasons: readonly string[];
  /** How many distinct people must approve; 0 where not configured. */
  readonly required: number;
  /** Principals whose approvals count. */
  readonly approvers: readonly string[];
  /** Satisfied by one on-call key alone, for a short time. */
  readonly breakGlass: boolean;
}

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
