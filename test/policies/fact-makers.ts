import type {
  AdditionFact,
  AddressFact,
  AnnouncementFact,
  ApprovalFact,
  Fact,
  FirewallRuleFact,
  HoldingFact,
  LeaseEvidence,
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
  SegmentGuards,
  SubnetFact,
} from "../../facts/fact";
import type { Lease } from "../../lease/lease";

/** Small makers of facts that break no rule; a test changes what it is about. */

let made = 0;

const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

function base(kind: string) {
  made += 1;
  return { id: `${kind}-${made}`, lease: "edge", segment: null as string | null, unknown: {} };
}

/** A fact of any kind with some of its fields unknown, as the graph would name them. */
export function withUnknown<T extends Fact>(fact: T, ...fields: string[]): T {
  const unknown = Object.fromEntries(fields.map((field) => [field, [`${fact.resource ?? "register"}#${field}`]]));
  return { ...fact, unknown: { ...fact.unknown, ...unknown } };
}

export function declaration(changes: Partial<Lease> = {}): Lease {
  return {
    id: "edge",
    prefix: "203.0.113.0/24",
    status: "active",
    term: { start: "2026-01-01", end: "2027-12-31" },
    owner: { team: "platform", contact: "platform@example.com" },
    allowedUses: ["web", "admin", "data-collection", "email"],
    contacts: { abuse: "abuse@example.com" },
    routing: { announcedBy: "lessee", origins: [64500], monitors: ["bgpalerter"] },
    reverseDns: { responsibility: "lessee" },
    provenance: { verifiedOn: "2026-01-02", verifiedBy: "platform", evidence: "tickets/1" },
    reputation: { checkedOn: "2026-01-03", listings: [] },
    quarantinePlan: { document: "runbooks/quarantine.md", onCall: "platform-oncall" },
    quarantineDrill: { ranOn: "2026-11-01", evidence: "tickets/2" },
    ...changes,
  };
}

export function lease(changes: Partial<LeaseFact> = {}): LeaseFact {
  return {
    ...base("lease"),
    kind: "lease",
    resource: urnOf("leasehold:index:LeasedBlock", "edge"),
    declaredBy: "program",
    declaration: declaration(),
    daysUntilEnd: 400,
    daysSinceStart: 300,
    holders: [urnOf("aws:ec2/eip:Eip", "web-a")],
    holderCount: 1,
    overlapping: [],
    announced: true,
    routes: [{ prefix: "203.0.113.0/24", origin: 64500, declared: true, aws: false, verdict: "valid" }],
    vrpsSeen: false,
    evidence: evidence(),
    announcers: ["lessee"],
    as0: false,
    alerts: { some: true, missing: [], external: null },
    segmentCount: 1,
    ...changes,
  };
}

/** What `declaration()` records, by day counts. */
export function evidence(changes: Partial<LeaseEvidence> = {}): LeaseEvidence {
  return {
    daysSinceVerified: 299,
    daysSinceAuthorized: null,
    daysSinceReputation: 298,
    reputationDay: 2,
    daysSinceDrill: 19,
    ...changes,
  };
}

export function segment(changes: Partial<SegmentFact> = {}): SegmentFact {
  return {
    ...base("segment"),
    kind: "segment",
    resource: urnOf("leasehold:index:EgressSegment", "web"),
    segment: "web",
    declaredBy: "program",
    leaseStatus: "active",
    purpose: "web",
    allowedUses: ["web", "email"],
    prefixes: ["203.0.113.0/26"],
    outside: [],
    overlapping: [],
    status: null,
    critical: false,
    standby: null,
    egress: [],
    guards: guards(),
    firewallHidden: false,
    sharedWithStandby: [],
    present: true,
    hasFirewall: true,
    openBeyondBreakGlass: [],
    ...changes,
  };
}

export function guards(changes: Partial<SegmentGuards> = {}): SegmentGuards {
  return {
    denyLists: ["bogons"],
    deniesBogons: true,
    rateLimits: [{ identity: "mailer", limited: true }],
    approvers: ["platform-lead"],
    hours: 4,
    ...changes,
  };
}

export function address(changes: Partial<AddressFact> = {}): AddressFact {
  return {
    ...base("address"),
    kind: "address",
    resource: urnOf("aws:ec2/eip:Eip", "web-a"),
    segment: "web",
    address: "203.0.113.5/32",
    leased: true,
    leaseStatus: "active",
    claims: [{ by: "prefix", lease: "edge", segment: "web" }],
    segments: ["edge/web"],
    conflicting: [],
    purpose: "web",
    usedBy: [{ resource: urnOf("aws:ec2/natGateway:NatGateway", "web-nat"), as: "nat", declaresSegment: true }],
    egressSegments: [{ key: "edge/web", via: [urnOf("aws:ec2/natGateway:NatGateway", "web-nat")] }],
    ptrNames: ["web-a.example.com"],
    reverseDnsBy: "lessee",
    protected: true,
    allocated: true,
    ...changes,
  };
}

export function subnet(changes: Partial<SubnetFact> = {}): SubnetFact {
  return {
    ...base("subnet"),
    kind: "subnet",
    resource: urnOf("leasehold:index:EgressSegment", "web"),
    segment: "web",
    subnet: urnOf("aws:ec2/subnet:Subnet", "web-workload-a"),
    claims: [{ by: "subnets", lease: "edge", segment: "web" }],
    conflicting: [],
    hostsNatOnly: false,
    internetGatewayRoute: false,
    via: [],
    ...changes,
  };
}

export function firewallRule(changes: Partial<FirewallRuleFact> = {}): FirewallRuleFact {
  return {
    ...base("firewall-rule"),
    kind: "firewall-rule",
    resource: urnOf("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "web-https"),
    segment: "web",
    segments: ["edge/web"],
    purpose: "web",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    destinations: ["0.0.0.0/0"],
    beyondPrivate: true,
    allowlist: null,
    egress: [],
    ...changes,
  };
}

export function network(changes: Partial<NetworkFact> = {}): NetworkFact {
  return {
    ...base("network"),
    kind: "network",
    resource: urnOf("aws:ec2/vpc:Vpc", "main"),
    network: urnOf("aws:ec2/vpc:Vpc", "main"),
    scope: "vpc",
    segments: ["edge/web"],
    inView: true,
    traffic: ["ALL"],
    external: null,
    logged: true,
    keptDays: 90,
    requiredDays: null,
    searchable: true,
    ...changes,
  };
}

export function roa(changes: Partial<RoaFact> = {}): RoaFact {
  return {
    ...base("roa"),
    kind: "roa",
    resource: urnOf("leasehold:rpki:RoaRequest", "edge-roa"),
    source: "request",
    prefix: "203.0.113.0/24",
    length: 24,
    asn: 64500,
    maxLength: 24,
    origins: [64500],
    longestAnnounced: 24,
    announced: true,
    daysUntilLeaseEnd: 400,
    noticeDays: null,
    removalAfterEnd: null,
    leaseStatus: "active",
    ...changes,
  };
}

export function announcement(changes: Partial<AnnouncementFact> = {}): AnnouncementFact {
  return {
    ...base("announcement"),
    kind: "announcement",
    resource: urnOf("leasehold:routing:Advertisement", "edge-route"),
    prefix: "203.0.113.0/24",
    family: 4,
    length: 24,
    origin: 64500,
    origins: [64500],
    advertised: true,
    ...changes,
  };
}

export function reverseName(changes: Partial<ReverseNameFact> = {}): ReverseNameFact {
  return {
    ...base("reverse-name"),
    kind: "reverse-name",
    resource: urnOf("cloudflare:index/dnsRecord:DnsRecord", "ptr-5"),
    address: "203.0.113.5/32",
    names: ["web-a.example.com"],
    leaseStatus: "active",
    allocated: true,
    segments: ["edge/web"],
    astray: [],
    forwardOutOfView: [],
    otherNames: [],
    namesOfSegments: [],
    ...changes,
  };
}

export function holding(changes: Partial<HoldingFact> = {}): HoldingFact {
  return {
    ...base("holding"),
    kind: "holding",
    resource: urnOf("aws:ec2/eip:Eip", "web-a"),
    what: "address",
    space: "203.0.113.5/32",
    leased: true,
    leaseStatus: "active",
    protected: true,
    ...changes,
  };
}

export function reference(changes: Partial<ReferenceFact> = {}): ReferenceFact {
  return {
    ...base("reference"),
    kind: "reference",
    lease: "old",
    resource: urnOf("aws:ec2/managedPrefixList:ManagedPrefixList", "partners"),
    relation: "refers",
    property: "entries[3].cidr",
    text: "198.51.100.7/32",
    bitsShorter: 0,
    leaseStatus: "active",
    leaseEnded: false,
    activeLease: "old",
    declared: true,
    ...changes,
  };
}

export function opaque(what: OpaqueFact["what"], changes: Partial<OpaqueFact> = {}): OpaqueFact {
  return {
    ...base("opaque"),
    kind: "opaque",
    resource: urnOf("leasehold:index:Part", what),
    lease: null,
    what,
    ...changes,
  };
}

export function permission(changes: Partial<PermissionFact> = {}): PermissionFact {
  return {
    ...base("permission"),
    kind: "permission",
    resource: urnOf("x:y:Z", "one"),
    policy: "deploy",
    actions: [],
    actionCount: 0,
    ...changes,
  };
}

export function approval(changes: Partial<ApprovalFact> = {}): ApprovalFact {
  return {
    ...base("approval"),
    kind: "approval",
    resource: urnOf("x:y:Z", "one"),
    configured: true,
    required: 1,
    approvers: [],
    breakGlass: false,
    satisfied: true,
    reasons: [],
    ...changes,
  };
}

export function revocation(changes: Partial<RevocationFact> = {}): RevocationFact {
  return {
    ...base("revocation"),
    kind: "revocation",
    resource: urnOf("x:y:Z", "one"),
    prefix: "203.0.113.0/24",
    asn: 64500,
    action: "deleted",
    broken: [],
    ...changes,
  };
}

export function addition(changes: Partial<AdditionFact> = {}): AdditionFact {
  return {
    ...base("addition"),
    kind: "addition",
    resource: urnOf("x:y:Z", "one"),
    what: "reference",
    text: "203.0.113.5/32",
    added: true,
    ...changes,
  };
}

export function release(changes: Partial<ReleaseFact> = {}): ReleaseFact {
  return {
    ...base("release"),
    kind: "release",
    resource: urnOf("x:y:Z", "one"),
    step: "release",
    subject: "edge",
    still: [],
    ...changes,
  };
}

/** One fact of every kind, none of which breaks a rule. */
export function cleanFacts(): Fact[] {
  return [
    lease(),
    segment(),
    address(),
    subnet(),
    firewallRule(),
    network(),
    roa(),
    announcement(),
    holding(),
    reverseName(),
    reference(),
  ];
}
