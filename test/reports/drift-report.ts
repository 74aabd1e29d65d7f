import type { Finding } from "../../policies/finding";
import type { Report } from "../../reports/report";

const NAT = "urn:pulumi:dev::shop::aws:ec2/natGateway:NatGateway::web";

const common = {
  severity: "error",
  status: "violation",
  lease: "web",
  segment: null,
  resource: null,
  location: null,
} as const;

const findings: Finding[] = [
  {
    ...common,
    rule: "drift-changed",
    segment: "email",
    resource: { urn: NAT, type: "aws:ec2/natGateway:NatGateway", name: "web" },
    location: { file: "index.ts", line: 12, column: 1 },
    message:
      "AWS: NAT gateway nat-1 of lease web, segment email, differs from what is declared: addresses: 203.0.113.7, declared 203.0.113.8.",
    evidence: { observer: "aws", type: "aws:ec2/natGateway:NatGateway", id: "nat-1", fields: ["addresses"] },
    remediation: "Deploy again to take the change back, or bring the declaration of web in line with it.",
    drift: {
      observer: "aws",
      change: "changed",
      type: "aws:ec2/natGateway:NatGateway",
      id: "nat-1",
      changes: [{ field: "addresses", old: ["203.0.113.8"], new: ["203.0.113.7"] }],
      state: "new",
      firstSeen: "2026-11-22T06:00:00.000Z",
    },
  },
  {
    ...common,
    rule: "shared-egress",
    segment: "email",
    resource: { urn: NAT, type: "aws:ec2/natGateway:NatGateway", name: "web" },
    message: "The address 203.0.113.7 leaves for two segments.",
    evidence: { address: "203.0.113.7" },
    remediation: "Give each segment its own.",
    drift: { observer: "aws", cause: "aws/aws:ec2/natGateway:NatGateway/nat-1" },
  },
  {
    ...common,
    rule: "drift-added",
    lease: null,
    message: "BGP: route 203.0.113.0/25 AS64511 is new, and nothing declares it.",
    evidence: { observer: "bgp", type: "route", id: "203.0.113.0/25 AS64511", fields: [] },
    remediation: "Find out who is behind it.",
    drift: {
      observer: "bgp",
      change: "added",
      type: "route",
      id: "203.0.113.0/25 AS64511",
      changes: [],
      state: "ongoing",
      firstSeen: "2026-11-20T06:00:00.000Z",
    },
  },
  {
    ...common,
    rule: "drift-unobserved",
    severity: "warning",
    status: "undetermined",
    lease: "web",
    message:
      "DNS: reverse name of 203.0.113.9 of lease web cannot be compared: names (SERVFAIL\u001b[2J; declared a.example.).",
    evidence: { observer: "dns", type: "ptr", id: "203.0.113.9", fields: ["names"] },
    remediation: "Let the next run see it.",
    drift: {
      observer: "dns",
      change: "unobserved",
      type: "ptr",
      id: "203.0.113.9",
      changes: [{ field: "names", old: ["a.example."], new: { unknown: "SERVFAIL" } }],
    },
  },
];

/** A drift run with one of everything, and a terminal's escape in what was answered. */
export const driftReport: Report = {
  version: 1,
  summary: { resources: null, errors: 3, warnings: 0, undetermined: 1, waived: 0 },
  notRun: ["lease-expiring"],
  findings,
  notices: [{ about: "notification", level: "warning", message: "slack did not answer; the next run tells it." }],
  observers: [
    { name: "aws", status: "complete", items: 12, unseen: [], notObserved: ["AWS ipam: not among drift.aws.services"] },
    {
      name: "dns",
      status: "partial",
      items: 256,
      unseen: [{ reason: "SERVFAIL", covers: { type: "ptr" } }],
      notObserved: ["a", "b", "c", "d"],
    },
    { name: "bgp", status: "complete", items: 1, unseen: [], notObserved: [] },
    { name: "rdap", status: "failed", items: 0, unseen: [{ reason: "time-out" }], notObserved: [] },
    { name: "rpki", status: "not-observed", items: 0, unseen: [], notObserved: [] },
  ],
  ignored: ["aws/Eip/eipalloc-1/tags"],
  history: {
    run: 7,
    recovered: [
      {
        finding: { ...(findings[2] as Finding), lease: "web" },
        firstSeen: "2026-11-01T00:00:00.000Z",
        lastSeen: "2026-11-21T00:00:00.000Z",
        resolvedAt: "2026-11-22T06:00:00.000Z",
      },
    ],
    flapping: [],
    settled: [],
    unchecked: [
      {
        finding: findings[1] as Finding,
        firstSeen: "2026-11-01T00:00:00.000Z",
        lastSeen: "2026-11-21T00:00:00.000Z",
        resolvedAt: null,
      },
    ],
  },
};
