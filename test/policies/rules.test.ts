import fc from "fast-check";
import type { Fact } from "../../facts/fact";
import { catalogue } from "../../policies/catalogue";
import { evaluateFacts } from "../../policies/evaluate";
import { defaultSettings } from "../../policies/settings";
import * as make from "./fact-makers";

const statesOf = (rule: string, ...facts: Fact[]): string[] =>
  evaluateFacts(facts, { today: "2026-11-20", settings: defaultSettings })
    .filter((finding) => finding.rule === rule)
    .map((finding) => finding.status);

const twoSegments = [
  { key: "edge/web", via: ["nat-1"] },
  { key: "edge/email", via: ["nat-1"] },
];
const everything = [{ family: 4 as const, widePorts: 65_536, protocol: "all", share: 1 }];
const stray = { segments: [], claims: [], segment: null };
const onInstance = [{ resource: "i-1", as: "instance" as const, declaresSegment: false }];
const announcedByAws = make.declaration({ routing: { announcedBy: "aws", origins: [64500] } });
const awsRoute = { prefix: "203.0.113.0/24", origin: 14618, declared: false, aws: true };

const unannounced = make.declaration({ routing: { announcedBy: "none", origins: [] } });

interface RuleCase {
  readonly violates: Fact;
  readonly passes: Fact;
  /** Fields without which nothing can be told: each alone makes the passing fact undetermined. */
  readonly decisive: readonly string[];
}

const CASES: Record<string, RuleCase> = {
  "named-owner": {
    violates: make.lease({ declaration: make.declaration({ owner: undefined }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.owner", "declaration.owner.team", "declaration.owner.contact"],
  },
  "allowed-use-documented": {
    violates: make.lease({ declaration: make.declaration({ allowedUses: [] }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.allowedUses"],
  },
  "purpose-not-allowed": {
    violates: make.segment({ purpose: "data-collection" }),
    passes: make.segment(),
    decisive: ["purpose", "allowedUses"],
  },
  "lease-expired": {
    violates: make.lease({ daysUntilEnd: -3 }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.term", "daysUntilEnd"],
  },
  "lease-expiring": {
    violates: make.lease({ daysUntilEnd: 3 }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.term", "daysUntilEnd"],
  },
  "address-outside-lease": {
    violates: make.address({ leased: false }),
    passes: make.address(),
    decisive: ["leased"],
  },
  "overlapping-leases": {
    violates: make.lease({ overlapping: [{ lease: "other", prefix: "203.0.113.0/25", termsOverlap: true }] }),
    passes: make.lease(),
    decisive: ["declaration.prefix", "declaration.term"],
  },
  "roa-missing": {
    violates: make.lease({
      routes: [{ prefix: "203.0.113.0/24", origin: 64500, declared: true, aws: false, verdict: "not-found" }],
    }),
    passes: make.lease(),
    decisive: ["routes", "declaration.routing", "declaration.routing.origins"],
  },
  "loose-max-length": {
    violates: make.roa({ maxLength: 32 }),
    passes: make.roa(),
    // Not the ASN: a tight ROA is tight whatever its origin. What an unknown ASN decides, the Rego tests have.
    decisive: ["maxLength", "longestAnnounced"],
  },
  "origin-mismatch": {
    violates: make.announcement({ origin: 64511 }),
    passes: make.announcement(),
    decisive: ["origin", "origins"],
  },
  "byoip-origins-incomplete": {
    violates: make.lease({ declaration: announcedByAws, routes: [{ ...awsRoute, verdict: "not-found" }] }),
    passes: make.lease({ declaration: announcedByAws, routes: [{ ...awsRoute, verdict: "valid" }] }),
    decisive: ["routes", "declaration.routing"],
  },
  "announcement-too-specific": {
    violates: make.announcement({ prefix: "203.0.113.0/25", length: 25 }),
    passes: make.announcement(),
    decisive: ["prefix", "length"],
  },
  "shared-egress": {
    violates: make.address({ egressSegments: twoSegments }),
    passes: make.address(),
    decisive: ["egressSegments"],
  },
  "unsegmented-address": {
    violates: make.address(stray),
    passes: make.address({ ...stray, leased: false }),
    decisive: ["leased"],
  },
  "overlapping-segments": {
    violates: make.address({ conflicting: ["edge/admin", "edge/web"] }),
    passes: make.address(),
    decisive: ["claims", "conflicting"],
  },
  "open-egress": {
    violates: make.segment({ egress: everything }),
    passes: make.segment(),
    decisive: ["egress"],
  },
  "risky-port": {
    violates: make.firewallRule({ fromPort: 3389, toPort: 3389 }),
    passes: make.firewallRule(),
    decisive: ["ports", "protocol"],
  },
  "egress-bypass": {
    violates: make.address({ usedBy: onInstance }),
    passes: make.address({ usedBy: [] }),
    decisive: ["usedBy"],
  },
  "flow-logs-off": {
    violates: make.network({ traffic: [] }),
    passes: make.network({ traffic: [], external: "org-logs" }),
    decisive: [],
  },
  "reverse-dns-missing": {
    violates: make.address({ ptrNames: [] }),
    passes: make.address({ ptrNames: [], purpose: "data-collection" }),
    decisive: ["purpose"],
  },
  "orphaned-reference": {
    violates: make.reference({ relation: "names-segment", declared: false }),
    passes: make.reference({ relation: "names-segment" }),
    decisive: ["declared"],
  },
  "dangling-reverse-dns": {
    violates: make.reverseName({ allocated: false, segments: [] }),
    passes: make.reverseName({ allocated: false, segments: [], leaseStatus: null }),
    decisive: ["address", "leaseStatus"],
  },
  "provenance-unverified": {
    violates: make.lease({ declaration: make.declaration({ provenance: undefined }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.provenance", "evidence"],
  },
  "abuse-contact-missing": {
    violates: make.lease({ declaration: make.declaration({ contacts: undefined }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.contacts", "declaration.reverseDns"],
  },
  "announcer-unverified": {
    violates: make.lease({ announcers: ["aws"] }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.routing", "announcers"],
  },
  "handover-reputation-missing": {
    violates: make.lease({ declaration: make.declaration({ reputation: undefined }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.reputation", "evidence"],
  },
  "unannounced-without-as0": {
    violates: make.lease({ declaration: unannounced, announcers: [], vrpsSeen: true }),
    passes: make.lease({ declaration: unannounced, announcers: [], vrpsSeen: true, as0: true }),
    decisive: ["declaration", "declaration.routing"],
  },
  "route-alerts-missing": {
    violates: make.lease({ declaration: make.declaration({ routing: undefined }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.routing"],
  },
  "quarantine-plan-missing": {
    violates: make.lease({ declaration: make.declaration({ quarantinePlan: undefined }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.quarantinePlan"],
  },
  "quarantine-drill-stale": {
    violates: make.lease({ evidence: make.evidence({ daysSinceDrill: 91 }) }),
    passes: make.lease(),
    decisive: ["declaration", "declaration.quarantineDrill", "evidence"],
  },
  "roa-outlives-lease": {
    violates: make.roa({ daysUntilLeaseEnd: 20 }),
    passes: make.roa({ daysUntilLeaseEnd: 20, removalAfterEnd: 0 }),
    decisive: ["removalAfterEnd", "daysUntilLeaseEnd"],
  },
  "deny-list-missing": {
    violates: make.segment({ guards: make.guards({ denyLists: [], deniesBogons: false }) }),
    passes: make.segment(),
    decisive: [],
  },
  "rate-limit-missing": {
    violates: make.segment({ purpose: "email", guards: make.guards({ rateLimits: [] }) }),
    passes: make.segment({ purpose: "email" }),
    decisive: ["guards", "guards.rateLimits"],
  },
  "break-glass-missing": {
    violates: make.segment({ guards: make.guards({ approvers: [] }) }),
    passes: make.segment(),
    decisive: ["guards", "guards.approvers", "guards.hours"],
  },
  "unprotected-address": {
    violates: make.holding({ protected: false }),
    passes: make.holding({ leased: false, protected: false }),
    decisive: ["leased"],
  },
  "flow-log-retention": {
    violates: make.network({ keptDays: 30 }),
    passes: make.network(),
    decisive: ["requiredDays"],
  },
  "flow-logs-not-searchable": {
    violates: make.network({ searchable: false }),
    passes: make.network({ searchable: false, external: "org-logs" }),
    decisive: ["external"],
  },
  "control-plane-alerts-missing": {
    violates: make.lease({ alerts: { some: false, missing: ["ec2:AssociateAddress"], external: null } }),
    passes: make.lease(),
    decisive: ["alerts"],
  },
  "reverse-dns-mismatch": {
    violates: make.reverseName({ astray: ["web-a.example.com"] }),
    passes: make.reverseName(),
    decisive: ["names", "address", "forward"],
  },
  "standby-egress-missing": {
    violates: make.segment({ critical: true }),
    passes: make.segment({ critical: true, standby: "spare" }),
    decisive: ["critical", "standby", "sharedWithStandby"],
  },
  "quarantined-segment-open": {
    violates: make.segment({ status: "quarantined", openBeyondBreakGlass: ["0.0.0.0/0"] }),
    passes: make.segment({ status: "quarantined" }),
    decisive: ["openBeyondBreakGlass", "hasFirewall"],
  },
  "idle-address": {
    violates: make.address({ usedBy: [] }),
    passes: make.address({ usedBy: [], purpose: "standby" }),
    decisive: ["purpose"],
  },
  "broad-network-permission": {
    violates: make.permission({ actions: ["ec2:AssociateAddress"], actionCount: 1 }),
    passes: make.permission(),
    decisive: ["document", "principals"],
  },
  "privileged-change-unapproved": {
    violates: make.approval({ satisfied: false, reasons: ["nobody has signed it"] }),
    passes: make.approval(),
    decisive: ["satisfied"],
  },
  "revoke-before-withdraw": {
    violates: make.revocation({ broken: ["203.0.113.0/24 from AS64500"] }),
    passes: make.revocation(),
    decisive: ["routes"],
  },
  "new-reference-while-offboarding": {
    violates: make.addition(),
    passes: make.addition({ added: false }),
    decisive: ["added"],
  },
  "release-out-of-order": {
    violates: make.release({ still: ["partners"] }),
    passes: make.release(),
    decisive: ["still"],
  },
};

test("every rule of the catalogue has its case here", () => {
  expect(Object.keys(CASES).sort()).toEqual(catalogue.map(({ name }) => name).sort());
});

describe.each(Object.entries(CASES))("%s", (rule, { violates, passes, decisive }) => {
  test("finds what breaks it", () => {
    expect(statesOf(rule, violates)).toEqual(["violation"]);
  });

  test("finds nothing where it is kept", () => {
    expect(statesOf(rule, passes)).toEqual([]);
  });

  test("never passes what it cannot know", () => {
    for (const field of decisive) {
      const states = statesOf(rule, make.withUnknown(passes, field));
      expect({ field, states: [...new Set(states)] }).toEqual({ field, states: ["undetermined"] });
    }
  });

  test("finds something on what breaks it, whatever else is unknown", () => {
    // Unless the unknown field could free it: then it is undetermined, and still not a pass.
    const fields = Object.keys(violates).filter((key) => !["id", "kind", "resource", "unknown"].includes(key));
    fc.assert(
      fc.property(fc.subarray(fields), (unknown) => {
        expect(statesOf(rule, make.withUnknown(violates, ...unknown))).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test("one fact says the same alone and among others", () => {
  const facts = Object.values(CASES).flatMap(({ violates, passes }) => [violates, passes]);
  const options = { today: "2026-11-20", settings: defaultSettings };
  const sorted = (found: unknown[]) => found.map((finding) => JSON.stringify(finding)).sort();
  const together = sorted(evaluateFacts(facts, options));
  expect(sorted(facts.flatMap((fact) => evaluateFacts([fact], options)))).toEqual(together);
  expect(sorted(evaluateFacts(facts, { ...options, partitionSize: 7 }))).toEqual(together);
});
